"""What helped others, as it was counted at most an hour ago: no query in most turns."""

from datetime import datetime, timedelta

from dialogues.model.helping import NOTHING_KNOWN, Helped
from storage.work import UnitOfWork

COUNT_EVERY = timedelta(hours=1)


class Experience:
    """The counts of this process; each replica has its own."""

    def __init__(self) -> None:
        self._helped: Helped = NOTHING_KNOWN
        self._counted_at: datetime | None = None

    async def helped(self, work: UnitOfWork, now: datetime) -> Helped:
        """Which tips helped how many people."""
        if self._counted_at is None or now - self._counted_at >= COUNT_EVERY:
            self._helped, self._counted_at = await work.helped(), now
        return self._helped
