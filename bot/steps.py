"""The named steps of a turn and of a send, in their order: where a test may have the process die.

In the program itself nothing happens at them.
"""

from collections.abc import Callable
from typing import Literal

Step = Literal[
    "fetched",  # updates are here, and not on disk
    "received",  # on disk, and not confirmed to Telegram
    "claimed",  # an update is ours
    "stepped",  # the dialogue has taken its step, nothing of it is written
    "written",  # all of it is written, and not committed
    "committed",
    "taken",  # messages are marked as under way, not committed
    "attempting",  # committed, and not called
    "answered",  # Telegram has answered, nothing of it is written
    "recorded",  # what became of it is written, and not committed
    "settled",
]


def _pass(step: Step) -> None:
    """Go on."""


reached: Callable[[Step], None] = _pass
