"""How fast messages may go out: 1 a second in a private chat with a short burst, 20 a minute in a group, and one pace
for all that is unasked (Telegram's FAQ for bots). After a refusal it is half as fast, and eases back to normal.

A pace is one number: the moment at which it is full again. Each send moves it on by an interval, and what is ahead of
now by less than the burst may still go. Times are whole microseconds, so that nothing drifts.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.telegram.fates import ANSWER
from storage.messages import CALLBACK_ANSWER, OUTREACH, Slot, Taken
from storage.pace import micros

UNASKED = 0  # the "chat" whose pace is that of all that is unasked
_SECOND = 1_000_000
_EASE = 60 * _SECOND  # from half as fast to normal
_SLOWEST = 7 * _EASE  # what is unasked: an eighth as fast
_SLOWEST_CHAT = _EASE  # a chat: half as fast, somebody waits there
_MOST_KNOWN = 10_000
_TOGETHER = timedelta(seconds=1)


class Pacing:
    """When a message may go, by its chat's pace and, where it is unasked, by the pace of all of that.

    What other replicas used is to be told with `know`; what was used here is to be had from `used`.
    """

    def __init__(self, sends_per_second: int) -> None:
        # a burst makes up for a round that came late
        self._unasked = _SECOND // sends_per_second, max(1, sends_per_second // 30)
        self._slots: dict[int, Slot] = {}
        self._used: dict[int, Slot] = {}

    def go(self, row: Taken, now: datetime) -> datetime:
        """Count a send that may go now; otherwise the later moment at which it may."""
        shows = _shows(row)
        ready = [now]
        if shows:
            ready.append(self._ready_at(row.chat_id, now))
        if row.lane == OUTREACH:
            ready.append(self._ready_at(UNASKED, now))
        if shows and max(ready) == now:  # replies count in the pace of what is unasked, and do not wait for it
            self._take(row.chat_id, now)
            self._take(UNASKED, now)
        return max(ready)

    def unasked_at(self, now: datetime) -> datetime:
        """When the next unasked message may go: `now` or later."""
        return self._ready_at(UNASKED, now)

    def unasked_left(self, now: datetime) -> int:
        """How many unasked messages may go now."""
        interval, burst = self._rate(UNASKED, micros(now))
        return max(0, burst - -(-self._ahead(UNASKED, micros(now)) // interval))

    def slow_down(self, chat_id: int, until: datetime) -> None:
        """Telegram refused, until then: from then on half as fast as when it did, and ever faster."""
        full_at, normal_at = self._slots.get(chat_id, Slot())
        slowness = 1 + max(0, normal_at - micros(until)) / _EASE
        slowest = _SLOWEST if chat_id == UNASKED else _SLOWEST_CHAT
        self._keep(chat_id, Slot(full_at, micros(until) + min(slowest, int((2 * slowness - 1) * _EASE))))

    def know(self, slots: Mapping[int, Slot]) -> None:
        """What all replicas have used."""
        self._slots.update(slots)

    def used(self) -> dict[int, Slot]:
        """What was used here since it was last asked for."""
        used, self._used = self._used, {}
        return used

    def _rate(self, chat_id: int, now: int) -> tuple[int, int]:
        """The interval between two sends, in microseconds, and how many may go at once."""
        normal, burst = (4 * _SECOND, 6) if chat_id < 0 else self._unasked if chat_id == UNASKED else (_SECOND, 3)
        late = max(0, self._slots.get(chat_id, Slot()).normal_at - now)
        return normal + normal * late // _EASE, burst

    def _ahead(self, chat_id: int, now: int, more: int = 0) -> int:
        """How far it is used up, and with `more`; never further than it can be, where the clock was set back."""
        interval, burst = self._rate(chat_id, now)
        used = max(0, self._slots.get(chat_id, Slot()).full_at - now)
        return min(used + more, max(interval * burst, _SECOND))

    def _ready_at(self, chat_id: int, now: datetime) -> datetime:
        interval, burst = self._rate(chat_id, micros(now))
        over = self._ahead(chat_id, micros(now)) - interval * (burst - 1)
        return now + timedelta(microseconds=max(0, over))

    def _take(self, chat_id: int, now: datetime) -> None:
        at = micros(now)
        full_at = at + self._ahead(chat_id, at, more=self._rate(chat_id, at)[0])
        self._keep(chat_id, Slot(full_at, self._slots.get(chat_id, Slot()).normal_at))
        if len(self._slots) > _MOST_KNOWN:
            self._slots = {chat: slot for chat, slot in self._slots.items() if max(slot) > at}

    def _keep(self, chat_id: int, slot: Slot) -> None:
        self._slots[chat_id] = self._used[chat_id] = slot


def _shows(row: Taken) -> bool:
    """Whether the chat shows something new: not for the answer to a press, nor, in private, for an edit."""
    return row.lane != CALLBACK_ANSWER and (row.chat_id < 0 or row.method.startswith(("send", "copy", "forward")))


class Refusals:
    """Tells a 429 that concerns one chat from one that concerns the whole bot."""

    def __init__(self) -> None:
        self._last: tuple[int, datetime] | None = None

    def everywhere(self, row: Taken, now: datetime) -> bool:
        """Note a 429; True where it hit the answer to a press, or another chat than one within the last second."""
        last, self._last = self._last, (row.chat_id, now)
        return row.method == ANSWER or (last is not None and last[0] != row.chat_id and now - last[1] <= _TOGETHER)
