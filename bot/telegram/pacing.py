"""How fast messages may go out: 1 a second in a private chat with a short burst, 20 a minute in a group, and one pace
for all that is unasked (Telegram's FAQ for bots). Times are whole microseconds, so that nothing drifts."""

from collections import deque
from datetime import UTC, datetime, timedelta

from storage.messages import CALLBACK_ANSWER

_SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_KNOWN = 10_000
_TOGETHER = timedelta(seconds=1)


class Bucket:
    """One send an `interval`, and `burst` at once after a silence; kept as the time at which it is full again."""

    def __init__(self, interval: int, burst: int) -> None:
        self._interval, self._slack = interval, interval * (burst - 1)
        self._full_at = 0

    def ready_at(self) -> int:
        return self._full_at - self._slack

    def idle(self, now: int) -> bool:
        return self._full_at <= now

    def take(self, now: int) -> None:
        self._full_at = max(self._full_at, now) + self._interval


class Window:
    """At most `most` sends in any `span`; what is taken beyond that only counts."""

    def __init__(self, most: int, span: int) -> None:
        self._span, self._most = span, most
        self._times: deque[int] = deque(maxlen=most)

    def ready_at(self) -> int:
        return self._times[0] + self._span if len(self._times) == self._most else 0

    def idle(self, now: int) -> bool:
        return self.left(now) == self._most

    def left(self, now: int) -> int:
        """How many may go now."""
        while self._times and self._times[0] + self._span <= now:
            self._times.popleft()
        return self._most - len(self._times)

    def take(self, now: int) -> None:
        self._times.append(now)


class Pacing:
    """When a message may go, by its chat's pace, and when something unasked may."""

    def __init__(self, sends_per_second: int) -> None:
        self._unasked = Window(sends_per_second, _SECOND)
        self._chats: dict[int, Bucket | Window] = {}

    def ready_at(self, chat_id: int, lane: int, method: str, now: datetime) -> datetime:
        """When the chat's pace allows it: `now` or later."""
        chat = self._chats.get(chat_id)
        if chat is None or not _shows(chat_id, lane, method):
            return now
        return max(now, _moment(chat.ready_at()))

    def unasked_at(self, now: datetime) -> datetime:
        """When the next unasked message may go: `now` or later."""
        return max(now, _moment(self._unasked.ready_at()))

    def unasked_left(self, now: datetime) -> int:
        """How many unasked messages may go now."""
        return self._unasked.left(_micros(now))

    def take(self, chat_id: int, lane: int, method: str, now: datetime) -> None:
        """Count a send. Replies count towards the pace of what is unasked and do not wait for it."""
        if _shows(chat_id, lane, method):
            self._unasked.take(_micros(now))
            (self._chats.get(chat_id) or self._known(chat_id, _micros(now))).take(_micros(now))

    def _known(self, chat_id: int, now: int) -> Bucket | Window:
        if len(self._chats) >= _MOST_KNOWN:
            self._chats = {known: chat for known, chat in self._chats.items() if not chat.idle(now)}
        self._chats[chat_id] = chat = Window(20, 60 * _SECOND) if chat_id < 0 else Bucket(_SECOND, burst=3)
        return chat


def _shows(chat_id: int, lane: int, method: str) -> bool:
    """Whether the chat shows something new: not for the answer to a press, nor, in private, for an edit."""
    return lane != CALLBACK_ANSWER and (chat_id < 0 or method.startswith(("send", "copy", "forward")))


class Refusals:
    """Tells a 429 that concerns one chat from one that concerns the whole bot."""

    def __init__(self) -> None:
        self._last: tuple[int, datetime] | None = None

    def everywhere(self, chat_id: int, lane: int, now: datetime) -> bool:
        """Note a 429; True where it hit a callback's answer, or another chat than one within the last second."""
        last, self._last = self._last, (chat_id, now)
        return lane == CALLBACK_ANSWER or (last is not None and last[0] != chat_id and now - last[1] <= _TOGETHER)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
