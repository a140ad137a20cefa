"""Keeps the promise on how long things are kept: erases, every hour, what is older than promised."""

import logging
from datetime import timedelta

from bot.clock import Clock
from storage import Database
from storage.presence import CONTACTS

EVERY = timedelta(hours=1)
_LOG = logging.getLogger(__name__)


class Keeper:
    """Runs until cancelled."""

    def __init__(self, db: Database, clock: Clock, keep_text: timedelta):
        self._db, self._clock, self._keep_text = db, clock, keep_text

    async def run(self) -> None:
        while True:
            now = self._clock.now()
            try:
                async with self._db.work() as work:
                    await work.keep_clean(now, self._keep_text)
                if work.plans:
                    self._db.call(CONTACTS)
            except Exception as error:  # the next hour tries again; the error's text may hold what people wrote
                _LOG.warning("Nothing could be erased this hour (%s).", type(error).__name__)
            await self._clock.sleep_until(now + EVERY)
