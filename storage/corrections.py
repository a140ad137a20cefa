"""How the reading did, as people corrected it: counts over everybody, and the lessons of those who agreed to that."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.effects import KeepLesson
from storage.engines import put
from storage.tables import answer, lesson

_other = and_(answer.c.corrected.is_not(None), answer.c.corrected != func.coalesce(answer.c.phase, ""))
_counts = (
    select(
        answer.c.kenmerk,
        func.count().label("read"),
        func.sum(case((answer.c.certain, 1), else_=0)).label("certain"),
        func.sum(case((_other, 1), else_=0)).label("corrected"),
        func.sum(case((and_(answer.c.certain, _other), 1), else_=0)).label("certain_corrected"),
    )
    .where(answer.c.how == "text")
    .group_by(answer.c.kenmerk)
    .order_by(answer.c.kenmerk)
)


@dataclass(frozen=True)
class Corrections:
    """Of the replies in words on one kenmerk: how many were read, read with certainty, and named otherwise."""

    kenmerk: str
    read: int
    certain: int
    corrected: int
    certain_corrected: int


async def corrections(connection: AsyncConnection) -> Sequence[Corrections]:
    """The counts per kenmerk; a kenmerk nobody wrote about is not in it."""
    return [Corrections(**row) for row in (await connection.execute(_counts)).mappings()]


_lessons = select(lesson.c.kenmerk, lesson.c.text, lesson.c.read, lesson.c.meant).order_by(
    lesson.c.kenmerk, lesson.c.text
)


@dataclass(frozen=True)
class Lesson:
    """A reply on one kenmerk without uncommon words, the phase that was read in it (None: none) and the one meant."""

    kenmerk: str
    text: str
    read: str | None
    meant: str


async def keep_lesson(connection: AsyncConnection, person_id: int, said: KeepLesson, text: str) -> None:
    """One lesson a kenmerk of a reflection; a later one replaces it."""
    row = {"person_id": person_id, "reflection": said.reflection, "kenmerk": said.kenmerk}
    await put(connection, lesson, row | {"text": text, "read": said.read, "meant": said.meant})


async def forget_lessons(connection: AsyncConnection, person_id: int) -> None:
    """What was learnt of this person goes."""
    await connection.execute(delete(lesson).where(lesson.c.person_id == person_id))


async def lessons(connection: AsyncConnection) -> Sequence[Lesson]:
    """All lessons, by kenmerk and text: not by person, nor by when."""
    return [Lesson(**row) for row in (await connection.execute(_lessons)).mappings()]
