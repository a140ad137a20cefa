"""What becomes of a send that failed: one pure decision from the error and the row.

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
from storage.messages import OUTREACH, Taken

ANSWER = "answerCallbackQuery"  # given within seconds, or not at all

MOST_TRIES = 5  # of a reply of which nobody knows whether it arrived
# Nobody is there, until they write again or let the bot in again.
_GONE = (
    "blocked by the user",
    "user is deactivated",
    "can't initiate conversation",
    "can't send messages to bots",
    "can't send messages to the bot",
    "chat not found",
    "chat_id is empty",
    "bot was kicked from",
    "bot is not a member of",
    "chat was deleted",
)
_QUOTED = re.compile(r'"[^"]*"?')


class Kind(Enum):
    """What to do with the row."""

    SENT = "sent"
    AGAIN = "again"
    PAUSED = "paused"  # again, and nothing else in this chat before
    MIGRATED = "migrated"  # again, in the chat's new place
    GONE = "gone"  # failed, and nothing unasked goes there any more
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Fate:
    """`wait` is how long the row (PAUSED: the chat) waits; `reason` is Telegram's, without anything a person wrote.

    `doubt`: nobody knows whether this try arrived.
    """

    kind: Kind
    reason: str = ""
    wait: timedelta = timedelta(0)
    chat_id: int = 0
    doubt: bool = False


def classify(error: ApiError | NetworkError, row: Taken) -> Fate:
    """The fate of a row whose try number `row.attempts` (from 1) ended in `error`."""
    if isinstance(error, ApiError):
        return _refused(error, row)
    if isinstance(error, NotSent):
        return _again(f"not sent: {error.message}", row)
    return _unknown(error.message, row)


def _refused(error: ApiError, row: Taken) -> Fate:
    said, reason = error.description.lower(), _QUOTED.sub('"…"', str(error))
    if (new_chat := error.number("migrate_to_chat_id")) is not None:
        return Fate(Kind.MIGRATED, reason, chat_id=new_chat)
    if error.code == 429:  # noqa: PLR2004
        return Fate(Kind.PAUSED, reason, _asked_for(error, row.attempts))
    if error.code >= 500:  # noqa: PLR2004
        return _unknown(reason, row)
    if error.code in (401, 404):  # the token or the address is wrong, or a proxy is: the message is not
        return _again(reason, row)
    if "message is not modified" in said:
        return Fate(Kind.SENT)
    return Fate(Kind.GONE if any(wording in said for wording in _GONE) else Kind.FAILED, reason)


def _asked_for(error: ApiError, tries: int) -> timedelta:
    seconds = error.number("retry_after")
    return growing(tries) if seconds is None else timedelta(seconds=max(seconds, 1))


def _again(reason: str, row: Taken) -> Fate:
    if row.method == ANSWER:
        return Fate(Kind.FAILED, reason)
    return Fate(Kind.AGAIN, reason, growing(row.attempts))


def _unknown(reason: str, row: Taken) -> Fate:
    """A reply twice is better than none, an edit twice is an edit; what is unasked is not to come twice."""
    if row.method == ANSWER:
        return Fate(Kind.FAILED, reason, doubt=True)
    if row.lane == OUTREACH and not row.method.startswith("edit"):
        return Fate(Kind.UNCERTAIN, reason, doubt=True)
    if row.attempts < MOST_TRIES:
        return Fate(Kind.AGAIN, reason, growing(row.attempts), doubt=True)
    return Fate(Kind.FAILED, reason, doubt=True)  # it may have arrived as well; but nobody waits for it any more
