"""What is published of a round: its frozen results, with what they are shown with."""

import json

from bot.trainers.mirror_words import Mirrored, OwnQuestion
from dialogues.model.group_places import Kind
from storage import Frozen, UnitOfWork
from storage.round_work import Round


async def published(work: UnitOfWork, round_id: int) -> list[Mirrored]:
    """All of it, in the order in which it was published; nothing where the round is gone, or has no results."""
    round = await work.rounds.round(round_id)
    if round is None:
        return []
    return [
        Mirrored(result, await _name(work, result), await work.results.before(result), own=_own(round))
        for result in await work.results.of_round(round.id)
    ]


async def _name(work: UnitOfWork, result: Frozen) -> str | None:
    if result.place.kind is Kind.GROEP:
        return (await work.desk.group_labels([result.place.of])).get(result.place.of)
    shown = (await work.desk.workshops_shown([result.place.of])).get(result.place.of)
    return shown.name if shown is not None else None


def _own(round: Round) -> dict[str, OwnQuestion]:
    """The trainer's own question, with its answers by the numbers that were chosen."""
    if round.question is None:
        return {}
    answers = json.loads(round.answers or "[]")
    return {str(round.id): OwnQuestion(round.question, {str(n): answer for n, answer in enumerate(answers, 1)})}
