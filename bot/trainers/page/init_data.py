"""Who opens the page, as Telegram signs it with the bot's token (core.telegram.org/bots/webapps, "Validating data").

The libraries that check this take the machine's clock and pass over a field that is there twice, so it is done here.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from bot.trainers.page.refusals import Refusal, Refused

#: How long after Telegram signed it the page can be opened, and how far Telegram's clock may be ahead of ours.
OPENS_WITHIN, DRIFT = timedelta(minutes=5), timedelta(minutes=1)
_MOST_FIELDS = 40
_DIGITS = 11  # of seconds since 1970, until the year 5138


@dataclass(frozen=True)
class Opening:
    """`mark`: a digest that tells this opening from every other. After `expires_at` it is too old to be used."""

    telegram_id: int
    mark: str
    expires_at: datetime


def check(init_data: str, token: str, now: datetime) -> Opening:
    """Refused where Telegram did not sign this for the bot with this token, or did so too long ago."""
    fields = _fields(init_data)
    shown = fields.pop("hash", "")
    if not hmac.compare_digest(shown.encode(), sign(fields, token).encode()):
        raise Refused(Refusal.FORGED)
    signed_at = _moment(fields.get("auth_date", ""))
    if not -DRIFT <= now - signed_at <= OPENS_WITHIN:
        raise Refused(Refusal.OLD)
    mark = hashlib.sha256(shown.encode()).hexdigest()
    return Opening(_user(fields.get("user", "")), mark, signed_at + OPENS_WITHIN)


def sign(fields: Mapping[str, str], token: str) -> str:
    """The signature of these fields: HMAC-SHA256 in hexadecimal, under a key made of the token."""
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    told = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return hmac.new(key, told.encode(), "sha256").hexdigest()


def _fields(init_data: str) -> dict[str, str]:
    """By name; a name that is there twice is nothing that Telegram sends."""
    try:
        pairs = parse_qsl(init_data, True, True, errors="strict", max_num_fields=_MOST_FIELDS)
        "".join(value for pair in pairs for value in pair).encode()
    except ValueError:
        raise Refused(Refusal.FORGED) from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused(Refusal.FORGED)
    return fields


def _moment(seconds: str) -> datetime:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= _DIGITS):
        raise Refused(Refusal.FORGED)
    return datetime.fromtimestamp(int(seconds), UTC)


def _user(told: str) -> int:
    try:
        id = json.loads(told)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused(Refusal.FORGED) from None
    if type(id) is not int:
        raise Refused(Refusal.FORGED)
    return id
