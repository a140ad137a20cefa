"""How often the bot may send, and other figures of the server that tests may want otherwise.

Rates from core.telegram.org/bots/faq: one message a second in a private chat (short bursts allowed), 20 a minute in
a group, about 30 a second for all together.
"""

import math
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.playground.errors import too_many


@dataclass(frozen=True)
class Limits:
    """A rate of 0 means no limit. `webhook_retry` is the first delay after a repeated failure, in seconds."""

    private_burst: int = 5
    private_per_second: float = 1.0
    group_per_minute: int = 20
    overall_per_second: int = 30
    answer_within: float = 30.0  # seconds for answerCallbackQuery; undocumented, 10 to 30 in practice
    webhook_retry: float = 2.0
    hammering: bool = True  # getUpdates again within half a second with the same offset: one update at a time

    @classmethod
    def none(cls) -> "Limits":
        """For tests that are about something else."""
        return cls(private_per_second=0, group_per_minute=0, overall_per_second=0, webhook_retry=0.01, hammering=False)


@dataclass
class _Bucket:
    """Holds at most `size` sends; `rate` come back a second."""

    size: int
    rate: float
    filled_at: datetime
    content: float = field(init=False)

    def __post_init__(self) -> None:
        self.content = float(self.size)

    def seconds_left(self, now: datetime) -> float:
        """How long until a send fits; 0 when it does now."""
        gained = (now - self.filled_at).total_seconds() * self.rate
        self.content, self.filled_at = min(self.size, self.content + gained), now
        return max(0.0, (1 - self.content) / self.rate)


class Pace:
    """Counts what goes out. The clock decides, so a moved clock leaves no one waiting."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self.limits = limits
        self._clock = clock
        self._buckets: dict[int, _Bucket] = {}

    def spend(self, chat_id: int) -> None:
        """One message to this chat; ApiError 429 where that is too many."""
        now = self._clock.now()
        buckets = [b for b in (self._bucket(chat_id, now), self._bucket(0, now)) if b]
        wait = max((b.seconds_left(now) for b in buckets), default=0.0)
        if wait > 0:
            raise too_many(math.ceil(wait))
        for bucket in buckets:
            bucket.content -= 1

    def _bucket(self, chat_id: int, now: datetime) -> _Bucket | None:
        size, rate = self._figures(chat_id)
        return self._buckets.setdefault(chat_id, _Bucket(size, rate, now)) if rate else None

    def _figures(self, chat_id: int) -> tuple[int, float]:
        if chat_id == 0:
            return self.limits.overall_per_second, float(self.limits.overall_per_second)
        if chat_id < 0:
            return self.limits.group_per_minute, self.limits.group_per_minute / 60
        return self.limits.private_burst, self.limits.private_per_second
