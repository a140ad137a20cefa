"""Carries out planned contacts when their moment has come, as far as the contact policy lets them."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.coach import Coach
from bot.outreach.policy import Circumstances, Drop, Go, QuietHours, Wait, decide
from bot.telegram.waiting import rounds
from dialogues.effects import PlanContact
from dialogues.session import Session
from storage import Contact, Database, UnitOfWork
from storage.presence import CONTACTS

BATCH = 20
NET = timedelta(seconds=30)  # contacts planned by other replicas are looked for this often at least


class Nudges:
    """Runs until cancelled. Set `wake` after a commit that may have planned a contact."""

    def __init__(
        self, db: Database, coach: Coach, clock: Clock, *, quiet: QuietHours, zone: ZoneInfo, sent: asyncio.Event
    ):
        """`sent` is set when a message is on its way."""
        self.wake = db.called(CONTACTS)
        self._db, self._coach, self._clock = db, coach, clock
        self._quiet, self._zone, self._sent = quiet, zone, sent

    async def run(self) -> None:
        await rounds(self._clock, self.wake, self._round, "plan of contacts")

    async def _round(self) -> datetime | None:
        async with self._db.work() as work:
            for contact in await work.due_contacts(self._clock.now(), BATCH):
                await self._carry_out(work, contact)
        self._sent.set()
        async with self._db.work() as work:
            due = await work.next_contact_due()
        net = self._clock.now() + NET if self._db.is_postgres else None
        return min(filter(None, (due, net)), default=None)

    async def _carry_out(self, work: UnitOfWork, contact: Contact) -> None:
        now, person = self._clock.now(), await work.person_by_id(contact.person_id)
        if person is None:
            return
        session = Session.load(person.session) if person.session else Session()
        circumstances = Circumstances(
            contact.due, session.consents.get("nudges", False), blocked=person.blocked_at is not None
        )
        match decide(now, circumstances, self._quiet, self._zone):
            case Go():
                await self._coach.come_back(work, person, contact)
            case Wait(moment):
                await work.record(person, PlanContact(contact.n, contact.kind, moment), now)
            case Drop(reason):
                await work.close_contact(contact, "not_sent", reason, now)
