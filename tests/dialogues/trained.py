"""The desk of one trainer in memory, as the shell would look it up: what became of the workshops they made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.trainers.references import card, round_card, round_told
from dialogues.desk import Desk, DeskGroup, DeskRound, DeskWorkshop
from dialogues.effects import Effect
from dialogues.inputs import Invitation
from dialogues.model.rights import Role
from dialogues.round_effects import (
    CopyQuestion,
    DraftRound,
    PauseRound,
    ResumeRound,
    RetryRound,
    RoundAsked,
    RoundCard,
    RoundState,
    StartRound,
    StopRound,
    UndoRound,
    WriteQuestion,
)
from dialogues.trainer_effects import (
    BecomeTrainer,
    CloseWorkshop,
    GroupLabel,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
    TrainerLink,
    WorkshopCard,
)
from storage.round_shown import RoundShown
from storage.workshops import WorkshopShown

#: What follows the links that are followed in the tests stand for; the workshop of WERK is not on this desk.
LINKS: Mapping[str, Invitation] = {
    "TRAINER": Invitation("trainer", "TRAINER"),
    "SAMEN": Invitation("trainer", "SAMEN", workshop=71),
    "RONDE": Invitation("round", "BUREN", None, round=70, what="polsslag"),
    "PLANNEN": Invitation("round", "BUREN", None, round=70, what="plan"),
    "VRAAG": Invitation("round", "BUREN", None, round=70, what="question"),
    "GEDAAN": Invitation("round", "BUREN", None, round=70, joined=True),
    "LIEVERNIET": Invitation("no_to_round", "BUREN", round=70),
    "VOORBIJ": Invitation("round_over", "BUREN", round=70),
}
GROUPS = (DeskGroup(1, 6), DeskGroup(2, 3))
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
    questions: dict[int, str] = field(default_factory=dict)
    drafts: dict[int, DraftRound] = field(default_factory=dict)
    rounds: dict[int, DeskRound] = field(default_factory=dict)

    def copy(self) -> "Desks":
        """The same, to go on with in another way."""
        copied = (self.names, self.workshops, self.links, self.questions, self.drafts, self.rounds)
        return Desks(self.trainer, *map(dict, copied))  # type: ignore[arg-type]

    def desk(self, now: datetime, code: str | None) -> Desk:
        """What is on the desk for one turn."""
        fresh = len(self.names) + len(self.links) + len(self.drafts) + 1
        known = tuple(self.workshops.values()), tuple(self.rounds.values())
        return Desk(now.date(), self.trainer, fresh, *known, LINKS.get(code or ""))

    def carry_out(self, effect: Effect) -> None:
        """What the database would do."""
        match effect:
            case NameWorkshop(id, name):
                self.names[id] = name
            case PlanWorkshop(id, held_on, follow_ups):
                self.workshops[id] = DeskWorkshop(id, Role.OWNER, 1, held_on, follow_ups, GROUPS)
            case LeaveWorkshop(id) | CloseWorkshop(id):
                del self.workshops[id]
            case MakeTrainerLink(id):
                self.links[id] = f"https://t.me/bruis?start=T{id}"
            case WriteQuestion(id, _, question):
                self.questions[id] = question
            case CopyQuestion(id, of):
                self.questions[id] = self.questions[of]
            case DraftRound(id):
                self.drafts[id] = effect
            case StartRound() | UndoRound() | PauseRound() | ResumeRound() | StopRound() | RetryRound():
                self._steer(effect)
            case BecomeTrainer(code):
                self._become(LINKS[code])

    def _steer(self, effect: StartRound | UndoRound | PauseRound | ResumeRound | StopRound | RetryRound) -> None:
        id = effect.round
        if isinstance(effect, StartRound):
            made = self.drafts[id]
            when = max(made.starts_at, effect.not_before), made.ends_at
            self.rounds[id] = DeskRound(id, made.workshop, made.what, "planned", *when, made.groups)
            return
        states: Mapping[type, RoundState] = {PauseRound: "paused", ResumeRound: "running", UndoRound: "undone"}
        self.rounds[id] = replace(self.rounds[id], state=states.get(type(effect), "closed"))

    def gone_out(self) -> None:
        """A minute went by: what was started is under way."""
        self.rounds = {id: replace(round, state="running") for id, round in self.rounds.items()}

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
        groups = {GroupLabel(n): f"Groep {n}" for n in range(1, 4)}
        ids = {*self.drafts, *self.questions, 70}
        rounds = {RoundCard(id): round_card(self._round(id), UTC) for id in ids}
        asked = {RoundAsked(id): round_told(self._round(id), UTC) for id in ids}
        trained = {reference: card(shown[id], "bruis") for id, reference in cards.items()}
        return trained | links | groups | rounds | asked

    def _round(self, id: int) -> RoundShown:
        made, going = self.drafts.get(id), self.rounds.get(id)
        what = made.what if made else "polsslag"
        starts_at, ends_at = (made.starts_at, made.ends_at) if made else (MOMENTS[0], MOMENTS[1])
        own = id in self.questions
        sizes = (6,) * len(made.groups) if made else (6,)
        return RoundShown(
            name="Samen sterk",
            what=what,
            state=going.state if going else "draft",
            question=self.questions.get(id),
            answers=("goed", "zozo", "slecht", "weet niet") if own else (),
            starts_at=starts_at,
            ends_at=ends_at,
            reminder=made is not None and made.reminder,
            sizes=sizes,
            people=sum(sizes),
        )

    def _shown(self, id: int) -> WorkshopShown:
        at = self.workshops.get(id)
        if id not in self.names:
            return OTHERS
        held_on, follow_ups = (at.held_on, at.follow_ups) if at is not None else (None, ())
        return WorkshopShown(self.names[id], f"W{id}", held_on, follow_ups, joined=0, groups=0)
