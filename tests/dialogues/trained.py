"""The desk of one trainer in memory, as the shell would look it up: what became of the workshops they made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.trainers.references import card
from dialogues.desk import Desk, DeskGroup, DeskWorkshop
from dialogues.effects import Effect
from dialogues.inputs import Invitation
from dialogues.model.rights import Role
from dialogues.trainer_effects import (
    BecomeTrainer,
    CloseWorkshop,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
    TrainerLink,
    WorkshopCard,
)
from storage.workshops import WorkshopShown

#: What follows the links that are followed in the tests stand for; the workshop of WERK is not on this desk.
LINKS: Mapping[str, Invitation] = {
    "TRAINER": Invitation("trainer", "TRAINER"),
    "SAMEN": Invitation("trainer", "SAMEN", workshop=71),
}
OTHERS = WorkshopShown("Samen sterk", "WERK", date(2026, 3, 9), (date(2026, 3, 23), date(2026, 4, 20)), 4, 2)
MOMENTS = (datetime.fromisoformat("2026-03-23T09:00:00+00:00"), datetime.fromisoformat("2026-04-20T08:00:00+00:00"))


def workshop_link(*, joined: bool) -> Invitation:
    """The link of a workshop of somebody else."""
    return Invitation("workshop", "WERK", workshop=70, follow_ups=MOMENTS, joined=joined)


@dataclass
class Desks:
    """`trainer`: whether the person is one. `names`: of the workshops, as the database would have them."""

    trainer: bool = False
    names: dict[int, str] = field(default_factory=dict)
    workshops: dict[int, DeskWorkshop] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)

    def copy(self) -> "Desks":
        """The same, to go on with in another way."""
        return Desks(self.trainer, dict(self.names), dict(self.workshops), dict(self.links))

    def desk(self, now: datetime, code: str | None) -> Desk:
        """What is on the desk for one turn."""
        fresh = len(self.names) + len(self.links) + 1
        return Desk(now.date(), self.trainer, fresh, tuple(self.workshops.values()), LINKS.get(code or ""))

    def carry_out(self, effect: Effect) -> None:
        """What the database would do."""
        match effect:
            case NameWorkshop(id, name):
                self.names[id] = name
            case PlanWorkshop(id, held_on, follow_ups):
                self.workshops[id] = DeskWorkshop(id, Role.OWNER, 1, held_on, follow_ups, (DeskGroup(1, 6),))
            case LeaveWorkshop(id) | CloseWorkshop(id):
                del self.workshops[id]
            case MakeTrainerLink(id):
                self.links[id] = f"https://t.me/bruis?start=T{id}"
            case BecomeTrainer(code):
                self._become(LINKS[code])

    def _become(self, invitation: Invitation) -> None:
        self.trainer = True
        if invitation.workshop:
            self.names[invitation.workshop] = "Buren aan zet"
            day = date(2026, 3, 10)
            joint = DeskWorkshop(invitation.workshop, Role.SECOND, 2, day, (day + timedelta(weeks=2),))
            self.workshops[invitation.workshop] = joint

    def joined_by_another(self, id: int) -> None:
        """A second trainer followed the link."""
        self.workshops[id] = replace(self.workshops[id], trainers=2)

    @property
    def references(self) -> Mapping[Any, Any]:
        """What the references of trainers stand for."""
        cards = {id: WorkshopCard(id) for id in {*self.names, 70}}
        shown = {id: self._shown(id) for id in cards}
        links = {TrainerLink(id): link for id, link in self.links.items()}
        return {reference: card(shown[id], "bruis") for id, reference in cards.items()} | links

    def _shown(self, id: int) -> WorkshopShown:
        at = self.workshops.get(id)
        if id not in self.names:
            return OTHERS
        held_on, follow_ups = (at.held_on, at.follow_ups) if at is not None else (None, ())
        return WorkshopShown(self.names[id], f"W{id}", held_on, follow_ups, joined=0, groups=0)
