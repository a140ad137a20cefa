"""What is seen of the rows, again and again: updates and messages stay for two days, and contacts go with people."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from bot.rehearsal.evidence import Evidence, Result, Row, Snapshot
from dialogues.session import Session
from storage import Database
from storage.result_tables import counted_in, group_result
from storage.tables import METADATA, contact, inbox, outbox, person


async def harvest(db: Database, evidence: Evidence) -> None:
    """Take up what is new, or other than before."""
    async with db.work() as work:

        async def rows(table: Table) -> Sequence[Row]:
            return [dict(row) for row in (await work.connection.execute(select(table))).mappings()]

        evidence.people |= {row["id"]: row["telegram_id"] for row in await rows(person)}
        evidence.inbox |= {row["update_id"]: row for row in await rows(inbox)}
        evidence.outbox |= {row["id"]: {**row, "payload": None} for row in await rows(outbox)}
        evidence.contacts |= {
            row["id"]: {**row, "who": evidence.people[row["person_id"]]} for row in await rows(contact)
        }
        published = {row["id"]: row for row in await rows(group_result)}
        if published.keys() - evidence.results.keys():
            _take_results(evidence, published, await rows(counted_in))


def _take_results(evidence: Evidence, published: Mapping[int, Row], counted: Sequence[Row]) -> None:
    for id in published.keys() - evidence.results.keys():
        row = published[id]
        who = {evidence.people[c["person_id"]]: json.loads(c["answers"]) for c in counted if c["result_id"] == id}
        evidence.results[id] = Result(id, row["round_id"], row["closed_at"], json.loads(row["mirror"]), who)


async def snapshot(db: Database, now: datetime) -> Snapshot:
    """All sessions, and until when each person's contacts are held."""
    async with db.work() as work:
        rows: Any = (await work.connection.execute(select(person))).mappings().all()
    sessions = {row["telegram_id"]: Session.load(row["session"]) if row["session"] else Session() for row in rows}
    return Snapshot(now, sessions, {row["telegram_id"]: row["hold_until"] for row in rows})


async def final(db: Database, evidence: Evidence) -> None:
    """Every row of every table, as it is at the end."""
    async with db.work() as work:
        for table in METADATA.sorted_tables:
            found = (await work.connection.execute(select(table))).mappings()
            evidence.at_the_end[table.name] = [dict(row) for row in found]
