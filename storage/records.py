"""What a turn wants recorded, written into the tables."""

import json
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.effects import (
    AnswerContact,
    CancelContacts,
    Contacting,
    ForgetLessons,
    HoldContacts,
    JoinGroup,
    KeepWords,
    NameGroup,
    PlanContact,
    RecordAnswer,
    RecordConsent,
    RecordPlan,
    RecordReflection,
    SetBranch,
)
from storage import contacts, corrections, groups, round_parts
from storage.engines import put
from storage.tables import Person, answer, consent, person, plan, reflection, words

Telling = KeepWords | RecordConsent | RecordAnswer | RecordReflection | RecordPlan
Record = Telling | ForgetLessons | NameGroup | SetBranch | JoinGroup | Contacting


async def record(connection: AsyncConnection, who: Person, effect: Record, now: datetime) -> None:
    """Carry out one record effect of the person's turn."""
    match effect:
        case NameGroup() | SetBranch() | JoinGroup():
            await _group(connection, who, effect, now)
        case ForgetLessons():
            await corrections.forget_lessons(connection, who.id)
        case PlanContact() | CancelContacts() | AnswerContact() | HoldContacts():
            await _contact(connection, who, effect, now)
        case KeepWords() | RecordConsent() | RecordAnswer() | RecordReflection() | RecordPlan():
            await _telling(connection, {"person_id": who.id} | vars(effect), effect, now)
            if isinstance(effect, RecordReflection | RecordPlan):
                await round_parts.finished(connection, who, effect, now)
        case _:
            assert_never(effect)


async def _group(
    connection: AsyncConnection, who: Person, effect: NameGroup | SetBranch | JoinGroup, now: datetime
) -> None:
    match effect:
        case NameGroup(n, name):
            await groups.name(connection, who.id, n, name, now)
        case SetBranch(n, branch):
            await groups.set_branch(connection, who.id, n, branch)
        case JoinGroup(n, code):
            await groups.join(connection, who.id, n, code)


async def _contact(connection: AsyncConnection, who: Person, effect: Contacting, now: datetime) -> None:
    match effect:
        case PlanContact():
            await contacts.plan(connection, who.id, effect, now)
        case CancelContacts(reason, kind, about, nth):
            await contacts.cancel(connection, reason, now, person_id=who.id, kind=kind, about=about, nth=nth)
        case AnswerContact(kind, about, answer):
            await contacts.answered(connection, who.id, kind, about, answer)
        case HoldContacts(until):
            await connection.execute(update(person).where(person.c.id == who.id).values(hold_until=until))
            await contacts.call_back(connection, now, who.id)
            who.hold_until = until


async def _telling(connection: AsyncConnection, row: dict[str, Any], effect: Telling, now: datetime) -> None:
    """What the person told us, as the effect has it, with what the table has besides."""
    match effect:
        case KeepWords():
            await put(connection, words, row | {"written_at": now})
        case RecordConsent():
            await connection.execute(insert(consent), row | {"at": now})
        case RecordAnswer(probabilities=probabilities, lights=lights):
            lists = {"probabilities": json.dumps(probabilities), "lights": json.dumps(lights)}
            await put(connection, answer, row | lists)
        case RecordReflection():
            await put(connection, reflection, row | {"group_n": row.pop("group")})
        case RecordPlan():
            await put(connection, plan, row | {"made_at": now}, keep=frozenset({"made_at"}))
