"""Carries out planned contacts when their moment has come, as far as the contact policy lets them."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.coach import Coach
from bot.outreach.circumstances import circumstances, kind, planned
from bot.outreach.policy import DAY, WEEK, Drop, Go, Wait, decide
from bot.telegram.waiting import rounds
from dialogues.contacts import KINDS, TAKES_ALONG
from dialogues.hours import Hours
from dialogues.session import Session
from storage import Contact, Database, Person, UnitOfWork
from storage.presence import CONTACTS

BATCH = 20
NET = timedelta(seconds=30)  # contacts planned by other replicas are looked for this often at least
FULL = timedelta(seconds=1)  # how long to wait while enough waits in the outbox
SOON = timedelta(seconds=5)  # no more is put in the outbox than goes out in this time
#: What waits in the outbox longer than this is called back, and looked at anew.
STALE = timedelta(minutes=30)


class Nudges:
    """Runs until cancelled. Set `wake` after a commit that may have planned a contact."""

    def __init__(
        self, db: Database, coach: Coach, clock: Clock, *, hours: Hours, sends_per_second: int, sent: asyncio.Event
    ):
        """`sent` is set when a message is on its way."""
        self.wake = db.called(CONTACTS)
        self._db, self._coach, self._clock = db, coach, clock
        self._hours, self._sent = hours, sent
        self._most_waiting = round(sends_per_second * SOON.total_seconds())

    async def run(self) -> None:
        await rounds(self._clock, self.wake, self._round, "plan of contacts")

    async def _round(self) -> datetime | None:
        now = self._clock.now()
        async with self._db.work() as work:
            await work.contacts.call_back_stale(now)
            room = self._most_waiting - await work.unasked_waiting()
            contacts = await work.contacts.due(now, min(BATCH, room)) if room > 0 else []
            for person_id in dict.fromkeys(contact.person_id for contact in contacts):
                await self._look_at(work, person_id, now)
        self._sent.set()
        return now + FULL if room <= 0 else await self._next()

    async def _next(self) -> datetime | None:
        async with self._db.work() as work:
            due = await work.contacts.next_due()
        net = self._clock.now() + NET if self._db.is_postgres else None
        return min(filter(None, (due, net)), default=None)

    async def _look_at(self, work: UnitOfWork, person_id: int, now: datetime) -> None:
        """All that is planned for a person: it is decided on, and of what may go out now one message is made."""
        person = await work.person_by_id(person_id)
        if person is None:
            return
        session = Session.load(person.session) if person.session else Session()
        contacted = await work.contacts.carried_since(person_id, now - WEEK)
        all_planned = await work.contacts.planned_of(person_id)
        going: dict[int, tuple[Contact, bool]] = {}
        for contact in all_planned:
            if not self._of_today(contact, now):
                continue
            about = circumstances(
                person, session, contact, now, hours=self._hours, contacted=contacted, others=all_planned
            )
            match decide(now, planned(contact), about):
                case Go(late):
                    going[contact.id] = contact, late
                case Wait(until, reason) if contact.due <= now:
                    await work.contacts.wait(contact, until, reason)
                case Drop(reason):
                    await work.contacts.drop(contact, reason, now)
        await self._go(work, person, list(going.values()), now)

    def _of_today(self, contact: Contact, now: datetime) -> bool:
        """Whether a contact is due, or falls together with what is: later today, at no moment that they chose."""
        if contact.due <= now:
            return True
        return not contact.chosen and self._hours.day_of(contact.due) == self._hours.day_of(now)

    async def _go(self, work: UnitOfWork, person: Person, going: Sequence[tuple[Contact, bool]], now: datetime) -> None:
        """The first of the kinds that go out leads, and takes the others along."""
        if not any(contact.due <= now for contact, _ in going):
            return
        (lead, late), *others = sorted(going, key=lambda g: (KINDS.index(kind(g[0])), g[0].due))
        # what is not taken along is looked at again by the next round, when today's message is spent
        also = [contact for contact, _ in others if kind(contact) in TAKES_ALONG.get(kind(lead), ())]
        quiet_from = self._hours.quiet.begin(now, self._hours.zone)
        not_after = min(filter(None, (now + STALE, quiet_from)))
        if not await self._coach.come_back(work, person, lead, also, late=late, not_after=not_after):
            await work.contacts.wait(lead, now + DAY, "talking")
