"""A clock for the tests of loops: who sleeps is there at once."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class JumpingClock:
    """Starts at START and moves only by sleeping; `slept` keeps how long each sleep was, in seconds."""

    def __init__(self) -> None:
        self.moment = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        """How far it is from START."""
        return (self.moment - START).total_seconds()

    async def sleep_until(self, moment: datetime) -> None:
        await asyncio.sleep(0)
        if moment > self.moment:
            self.slept.append((moment - self.moment) / timedelta(seconds=1))
            self.moment = moment
