"""Results of groups: frozen when their round closes, and read again as they were."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.model.group_mirror import Answers, GroupMirror, PlanState
from dialogues.model.group_places import Kind, Place
from storage import finishers
from storage.finishers import Pair, Window
from storage.result_tables import counted_in, group_result


@dataclass(frozen=True)
class Frozen:
    """A result of a round, as it was published."""

    round_id: int
    place: Place
    closed_at: datetime
    mirror: GroupMirror


@dataclass(frozen=True)
class CountedBefore:
    """Where somebody was counted, and what they told there, by the number of the result."""

    place: Place
    answers: Mapping[int, Answers]


class GroupResults:
    """What may be asked of the database about results, inside one unit of work."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def told(self, who: Collection[Pair], window: Window) -> dict[Pair, Answers]:
        """What those of them told who finished in the window and agree to be counted."""
        return await finishers.told(self._connection, who, window)

    async def consenting(self, who: Collection[Pair]) -> set[Pair]:
        """Those of them who agree, at this moment, to be counted."""
        return await finishers.consenting(self._connection, who)

    async def planned(self, who: Collection[Pair]) -> dict[Pair, PlanState]:
        """How far each of them got with a plan for that group; who made none is not in it."""
        return await finishers.planned(self._connection, who)

    async def counted_before(self, who: Collection[Pair], since: datetime) -> dict[Pair, CountedBefore]:
        """Where each of them was counted since then; who was not is not in it."""
        found: dict[Pair, CountedBefore] = {}
        for people in finishers.batches(who):
            joined = select(counted_in, group_result.c.kind, group_result.c.place).join(group_result)
            theirs = joined.where(counted_in.c.person_id.in_(people), group_result.c.closed_at >= since)
            for row in await self._connection.execute(theirs.order_by(group_result.c.id)):
                pair, place = (row.person_id, row.group_id), Place(Kind(row.kind), row.place)
                known = found[pair].answers if pair in found and found[pair].place == place else {}
                found[pair] = CountedBefore(place, {**known, row.result_id: json.loads(row.answers)})
        return {pair: before for pair, before in found.items() if pair in who}

    async def earlier(self, place: Place, since: datetime) -> dict[int, GroupMirror]:
        """The mirrors of this place since then, by number, the oldest first."""
        here = group_result.c.kind == place.kind, group_result.c.place == place.of, group_result.c.closed_at >= since
        rows = await self._connection.execute(select(group_result).where(*here).order_by(group_result.c.id))
        return {row.id: GroupMirror.model_validate_json(row.mirror) for row in rows}

    async def before(self, result: Frozen) -> Sequence[Frozen]:
        """The results of the same place that were published before this one, the oldest first."""
        here = group_result.c.kind == result.place.kind, group_result.c.place == result.place.of
        earlier = select(group_result).where(*here, group_result.c.closed_at < result.closed_at)
        rows = await self._connection.execute(earlier.order_by(group_result.c.closed_at, group_result.c.id))
        return [_frozen(row) for row in rows]

    async def freeze(self, result: Frozen, counted: Mapping[Pair, Answers]) -> None:
        """Publish a result, and remember who was counted in it with what."""
        place, mirror = result.place, result.mirror.model_dump_json()
        values = {"round_id": result.round_id, "kind": place.kind, "place": place.of, "closed_at": result.closed_at}
        new = insert(group_result).values(**values, mirror=mirror).returning(group_result.c.id)
        id = (await self._connection.execute(new)).scalar_one()
        rows = [
            {"person_id": person, "result_id": id, "group_id": group, "answers": json.dumps(dict(answers))}
            for (person, group), answers in counted.items()
        ]
        await self._connection.execute(insert(counted_in), rows)

    async def of_round(self, round_id: int) -> Sequence[Frozen]:
        """The results of a round, as they were published."""
        rows = await self._connection.execute(
            select(group_result).where(group_result.c.round_id == round_id).order_by(group_result.c.id)
        )
        return [_frozen(row) for row in rows]


def _frozen(row: Row[*tuple[Any, ...]]) -> Frozen:
    place = Place(Kind(row.kind), row.place)
    return Frozen(row.round_id, place, row.closed_at, GroupMirror.model_validate_json(row.mirror))
