"""Storage: the tables, one unit of work, the inbox and the outbox, on SQLite or PostgreSQL."""

from storage.database import Database
from storage.errors import DatabaseInUse, DatabaseNewer, DatabaseUnknown, GroupUnknown, LinkUsed, StorageError
from storage.finishers import Window
from storage.group_results import CountedBefore, Frozen, GroupResults
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY, Claimed, File, Outgoing, Received, Taken
from storage.records import Record
from storage.recovery import Recovered
from storage.tables import Contact, Person
from storage.work import UnitOfWork

__all__ = [
    "CALLBACK_ANSWER",
    "OUTREACH",
    "REPLY",
    "Claimed",
    "Contact",
    "CountedBefore",
    "Database",
    "DatabaseInUse",
    "DatabaseNewer",
    "DatabaseUnknown",
    "File",
    "Frozen",
    "GroupResults",
    "GroupUnknown",
    "LinkUsed",
    "Outgoing",
    "Person",
    "Received",
    "Record",
    "Recovered",
    "StorageError",
    "Taken",
    "UnitOfWork",
    "Window",
]
