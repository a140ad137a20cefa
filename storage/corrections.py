"""How the reading did, as people corrected it: counts per kenmerk over everybody, without words or persons."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import answer

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
