"""Makes rows for the inbox from what Telegram hands over; what can be no row is passed over, and said so."""

import json
import logging
from collections.abc import Iterable
from typing import Any

from bot.telegram.translate import sender_of
from bot.telegram.trimming import trimmed
from storage.messages import Received

_LOG = logging.getLogger(__name__)
_MOST = 2**63 - 1  # of the number columns


def update_id(item: Any) -> int | None:
    """The number of an update, None where it has none that can be kept."""
    number = item.get("update_id") if isinstance(item, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= _MOST
    return number if fits else None


def received(items: Iterable[Any]) -> list[Received]:
    """A row for every item with a number of its own."""
    rows = []
    for item in items:
        number = update_id(item)
        if number is None:
            _LOG.warning("An update without a number was passed over.")
        else:
            rows.append(Received(number, sender_of(item), json.dumps(trimmed(item))))
    return rows
