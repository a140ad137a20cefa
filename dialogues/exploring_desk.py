"""The part of the walk through the talks that only trainers, and who joins a workshop, come to."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import datetime, timedelta

from dialogues.commands import FOR_TRAINERS
from dialogues.desk import Desk, DeskGroup, DeskWorkshop
from dialogues.inputs import Command, Input, Invitation
from dialogues.machine import AT_DESK, State
from dialogues.model.rights import Role
from dialogues.session import Session

#: What is said where a day is asked for, or several: one that is clear, and some that will not do.
DESK_TEXTS: Mapping[State, tuple[str, ...]] = {
    State.WORKSHOP_DATE: ("12 januari", "gisteren", "over twee jaar", "ooit"),
    State.WORKSHOP_MOMENTS: ("na 3 weken, na 2 maanden", "ooit"),
}


def desks(session: Session, input: Input) -> Iterator[Desk | None]:
    """The desks with which an input can come: none, an empty one, one with a workshop of their own and a shared one."""
    today = input.at.date()
    own = DeskWorkshop(1, Role.OWNER, 1, today, (), (DeskGroup(1, 6),))
    shared = DeskWorkshop(2, Role.SECOND, 2, today)
    full = Desk(today, trainer=True, fresh=3, workshops=(own, shared), invitation=Invitation("trainer", "t"))
    concerned = session.state in AT_DESK or session.trainer_code is not None
    for_trainers = isinstance(input, Command) and input.name in (*FOR_TRAINERS, "help")
    if concerned or for_trainers:
        yield full
    if for_trainers:
        yield Desk(today, trainer=True, fresh=3)
    if not concerned:
        yield None


def followed_links(at: datetime) -> Iterator[Command]:
    """Links of workshops, and links that make somebody a trainer."""
    moments = (at + timedelta(days=14), at + timedelta(days=42))
    for invitation in (
        Invitation("workshop", "w", workshop=1, follow_ups=moments),
        Invitation("workshop", "v", workshop=2),
        Invitation("workshop", "w", workshop=1, follow_ups=moments, joined=True),
        Invitation("trainer", "t"),
        Invitation("trainer", "u", workshop=2),
    ):
        yield Command("start", at, argument=invitation.code, invitation=invitation)


def desk_details(session: Session) -> tuple[Hashable, ...]:
    """What about a trainer's talk can matter to what is said next."""
    at = session.desk
    return (session.interrupted is State.REST, at and (len(at.offered), at.workshop, bool(at.follow_ups), at.sure))


def joining_details(session: Session) -> tuple[Hashable, ...]:
    """What about joining a workshop can matter to what is said next."""
    at = session.joining
    of_workshop = at and (bool(at.follow_ups), at.same is not None)
    return (session.interrupted is State.REST, bool(session.groups), session.consents.get("nudges"), of_workshop)
