"""What a trainer may look at on the page: looked up with the rights, and by the functions, of the chat."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.trainers.mirror_words import Mirrored
from bot.trainers.page.admission import Visitor
from bot.trainers.page.refusals import Refusal, Refused
from bot.trainers.published import published
from bot.trainers.references import card, round_card
from dialogues.desk import DeskRound, DeskWorkshop
from dialogues.model.rights import Action
from dialogues.round_effects import ShowMirror
from storage import UnitOfWork

Values = dict[str, Any]
#: Where in the address it is asked for.
Asked = Mapping[str, str]
Look = Callable[[UnitOfWork, Visitor, Asked], Awaitable[Any]]


@dataclass(frozen=True)
class Shown:
    """One result of a round, and its place among them, from 1."""

    round: DeskRound
    n: int
    mirrored: Mirrored


@dataclass(frozen=True)
class Looking:
    """Looks up; Refused for what is not theirs to see, and said in the same way of what is not there at all.

    `username`: the bot's own, for links.
    """

    clock: Clock
    username: Callable[[], str]

    async def workshops(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> Values:
        """All of theirs."""
        theirs = visitor.desk.workshops
        cards = await self._cards(work, [workshop.id for workshop in theirs])
        return {"workshops": [{"id": workshop.id, "card": cards[workshop.id]} for workshop in theirs]}

    async def workshop(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> Values:
        """One of them: its groups, as in the chat, and its rounds."""
        workshop = _workshop(visitor, asked, Action.SEE_WORKSHOP)
        names = await work.desk.group_labels([group.id for group in workshop.groups])
        groups = [{"name": names.get(group.id), "members": group.members} for group in workshop.groups]
        rounds = [round for round in visitor.desk.rounds if round.workshop == workshop.id]
        return {
            "workshop": await self._one(work, workshop.id),
            "may_share": visitor.desk.may(Action.SHARE_LINK, workshop.id),
            "groups": sorted(groups, key=lambda group: str(group["name"]).casefold()),
            "rounds": [{"id": r.id, "card": await _round_card(work, visitor, r), "mirrors": r.results} for r in rounds],
        }

    async def link(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> str:
        """The link by which people join."""
        workshop = _workshop(visitor, asked, Action.SHARE_LINK)
        link: str | None = (await self._one(work, workshop.id))["card"]["link"]
        if link is None:
            raise Refused(Refusal.NOT_THERE)
        return link

    async def round(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> Values:
        """How far it is, in counts, and which mirrors came of it."""
        round = _round(visitor, asked, Action.MANAGE_ROUND)
        mirrors = await published(work, round.id) if _sees_results(visitor, round) else []
        return {
            "round": {"id": round.id, "card": await _round_card(work, visitor, round)},
            "workshop": await self._one(work, round.workshop),
            "mirrors": mirrors,
        }

    async def result(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> Shown:
        """One published result of a round."""
        round = _round(visitor, asked, Action.SEE_RESULT)
        results = await published(work, round.id)
        if not 0 < (n := int(asked["n"])) <= len(results):
            raise Refused(Refusal.NOT_THERE)
        return Shown(round, n, results[n - 1])

    async def mirror(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> Values:
        """A result with its workshop; that it was looked at is written down."""
        shown = await self.result(work, visitor, asked)
        await work.desk.note(visitor.person, ShowMirror(shown.round.id, files=False), self._now())
        return {"shown": shown, "workshop": await self._one(work, shown.round.workshop)}

    async def file(self, work: UnitOfWork, visitor: Visitor, asked: Asked) -> Mirrored:
        """A result to keep; that is written down too."""
        shown = await self.result(work, visitor, asked)
        await work.desk.note(visitor.person, ShowMirror(shown.round.id, files=True), self._now())
        return shown.mirrored

    def _now(self) -> datetime:
        return self.clock.now()

    async def _one(self, work: UnitOfWork, id: int) -> Values:
        return {"id": id, "card": (await self._cards(work, [id]))[id]}

    async def _cards(self, work: UnitOfWork, ids: list[int]) -> dict[int, Mapping[str, Any]]:
        shown = await work.desk.workshops_shown(ids)
        return {id: card(shown.get(id), self.username()) for id in ids}


def _workshop(visitor: Visitor, asked: Asked, action: Action) -> DeskWorkshop:
    workshop = visitor.desk.workshop(int(asked["workshop"]))
    if workshop is None or not visitor.desk.may(action, workshop.id):
        raise Refused(Refusal.NOT_YOURS)
    return workshop


def _round(visitor: Visitor, asked: Asked, action: Action) -> DeskRound:
    round = visitor.desk.round(int(asked["round"]))
    if round is None or not visitor.desk.may(action, round.workshop):
        raise Refused(Refusal.NOT_YOURS)
    return round


def _sees_results(visitor: Visitor, round: DeskRound) -> bool:
    return visitor.desk.may(Action.SEE_RESULT, round.workshop)


async def _round_card(work: UnitOfWork, visitor: Visitor, round: DeskRound) -> Mapping[str, Any]:
    return round_card(await work.desk.round_shown(round.id), visitor.desk.zone)
