"""What a unit of work can do with the planned contacts."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.contacts import ContactKind, Reason
from dialogues.effects import PlanContact
from storage import contacts
from storage.tables import Contact


class ContactBook:
    """What the rest of the program may ask of the planned contacts, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.changed = False  # whether a contact may have become due earlier than any before

    async def plan(self, people: Select[tuple[int]], planned: PlanContact, *, last: datetime | None = None) -> int:
        """Plan a contact for each of these people (a query of their ids) who never had this one; returns for how many.

        `last`: the moment after which it makes no sense any more. One statement, however many they are.
        """
        self.changed = True
        return await contacts.plan_for(self._connection, people, planned, last)

    async def cancel(self, reason: Reason, kind: ContactKind, about: int, now: datetime) -> int:
        """Everybody's contacts about this, and their messages that wait, are off; returns how many."""
        self.changed = True  # what was merged into a message that does not go out
        return await contacts.cancel(self._connection, reason, now, kind=kind, about=about)

    async def due(self, now: datetime, limit: int) -> list[Contact]:
        """Contacts whose moment has come, theirs and their persons' rows held: carry them out in this unit of work."""
        return await contacts.due_contacts(self._connection, now, limit)

    async def chats_due(self, now: datetime, kinds: Sequence[ContactKind], limit: int) -> list[int]:
        """The chats of who is next, for contacts of these kinds."""
        return await contacts.chats_due(self._connection, now, kinds, limit)

    async def planned_of(self, person_id: int) -> list[Contact]:
        """All that is planned for a person, the next first."""
        return await contacts.planned_of(self._connection, person_id)

    async def carried_since(self, person_id: int, since: datetime) -> list[datetime]:
        """When unasked messages to a person went out, or on their way."""
        return await contacts.carried_since(self._connection, person_id, since)

    async def wait(self, contact: Contact, until: datetime, reason: Reason) -> None:
        """A contact has to wait, and why."""
        await contacts.wait(self._connection, contact, until, reason)

    async def drop(self, contact: Contact, reason: Reason, now: datetime) -> None:
        """A contact will not go out, and why."""
        await contacts.close(self._connection, contact, reason, now)

    async def carry(self, contact: Contact, merged: Collection[Contact], now: datetime, *, late: bool) -> None:
        """The message of a contact is in the outbox, and says what these others had to say besides."""
        await contacts.carry(self._connection, contact, now, late=late)
        for other in merged:
            await contacts.merge(self._connection, other, contact, now)

    async def call_back_stale(self, now: datetime) -> None:
        """Unasked messages that waited too long in the outbox do not go out; their contacts are looked at anew."""
        await contacts.call_back(self._connection, now)

    async def next_due(self) -> datetime | None:
        """The moment at which there is next a contact to look at, past or future."""
        return await contacts.next_contact_due(self._connection)
