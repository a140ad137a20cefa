"""What becomes of a send that failed: one pure decision from the error, the lane and the tries so far.

Telegram's exact wordings: tdlib/telegram-bot-api, Client.cpp. It changes the case of some, so they are matched without.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from telegram.error import NetworkError

from bot.telegram.api import ApiError
from bot.telegram.transport import NotSent
from bot.telegram.waiting import growing
from storage.messages import CALLBACK_ANSWER, REPLY

MOST_TRIES = 5  # of a reply of which nobody knows whether it arrived
_GONE = ("bot was blocked by the user", "user is deactivated", "can't initiate conversation")
_QUOTED = re.compile(r'"[^"]*"?')


class Kind(Enum):
    """What to do with the row."""

    SENT = "sent"
    AGAIN = "again"
    PAUSED = "paused"  # again, and nothing else in this chat before
    MIGRATED = "migrated"  # again, in the chat's new place
    BLOCKED = "blocked"  # failed, and the person is not to be written to
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Fate:
    """`wait` is how long the row (PAUSED: the chat) waits; `reason` is Telegram's, without anything a person wrote."""

    kind: Kind
    reason: str = ""
    wait: timedelta = timedelta(0)
    chat_id: int = 0


def classify(error: ApiError | NetworkError, lane: int, tries: int) -> Fate:
    """The fate of a row in `lane` whose try number `tries` (from 1) ended in `error`."""
    if isinstance(error, ApiError):
        return _refused(error, lane, tries)
    if isinstance(error, NotSent):
        return _again(f"not sent: {error.message}", lane, tries)
    return _unknown(error.message, lane, tries)


def _refused(error: ApiError, lane: int, tries: int) -> Fate:
    said, reason = error.description.lower(), _QUOTED.sub('"…"', str(error))
    if (new_chat := error.number("migrate_to_chat_id")) is not None:
        return Fate(Kind.MIGRATED, reason, chat_id=new_chat)
    if error.code == 429:  # noqa: PLR2004
        return Fate(Kind.PAUSED, reason, _asked_for(error, tries))
    if error.code >= 500:  # noqa: PLR2004
        return _unknown(reason, lane, tries)
    if error.code in (401, 404):  # the token or the address is wrong, or a proxy is: the message is not
        return _again(reason, lane, tries)
    if "message is not modified" in said:
        return Fate(Kind.SENT)
    return Fate(Kind.BLOCKED if any(wording in said for wording in _GONE) else Kind.FAILED, reason)


def _asked_for(error: ApiError, tries: int) -> timedelta:
    seconds = error.number("retry_after")
    return growing(tries) if seconds is None else timedelta(seconds=max(seconds, 1))


def _again(reason: str, lane: int, tries: int) -> Fate:
    # A press is answered within seconds or not at all.
    return Fate(Kind.FAILED, reason) if lane == CALLBACK_ANSWER else Fate(Kind.AGAIN, reason, growing(tries))


def _unknown(reason: str, lane: int, tries: int) -> Fate:
    if lane == REPLY and tries < MOST_TRIES:
        return Fate(Kind.AGAIN, reason, growing(tries))
    # The last try of a reply may have arrived as well; but as a reply nobody waits for it any more.
    return Fate(Kind.FAILED if lane in (CALLBACK_ANSWER, REPLY) else Kind.UNCERTAIN, reason)
