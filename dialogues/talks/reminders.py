"""Herinneringen: all that is planned, each to be moved or dropped, and when somebody likes to be written to."""

from datetime import datetime

from dialogues.effects import CancelContacts, Choice, Effect, Part, PlanContact
from dialogues.inputs import Command
from dialogues.returning import Listed
from dialogues.session import Session
from dialogues.talks import when
from dialogues.talks.later import DAYS
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Question, Scene, Step, rows

#: As many as fit on a screen; what comes later shows when these are over.
MOST = 6


def start(session: Session, command: Command) -> Step:
    """What is planned, as the shell looked it up for this command."""
    return lay_over(session.coming(listed=command.planned[:MOST], said=None, item=0), "ask_reminders")


def _listed(session: Session) -> tuple[Listed, ...]:
    return session.back.listed or ()


def _ask(session: Session) -> Question:
    items = [{"kind": item.kind, "due": item.due} for item in _listed(session)]
    choices = tuple(
        (Choice(f"item_{n}", Part("reminders.item", {"kind": item.kind, "due": item.due})),)
        for n, item in enumerate(_listed(session), start=1)
    )
    asked = Part("reminders.list", {"items": items})
    return Question((asked,), (*choices, *rows("when_best", "fine_so")))


def _chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "fine_so":
        return lift(session.coming(listed=None), Part("reminders.fine"))
    if choice == "when_best":
        return Step("ask_part", session)
    return Step("item_chosen", session.coming(item=int(choice.removeprefix("item_")) - 1))


def _item(session: Session) -> Listed:
    return _listed(session)[session.back.item]


def _ask_item(session: Session) -> Question:
    item = _item(session)
    return Question((Part("reminders.what", {"kind": item.kind, "due": item.due}),), rows("move_it", "drop_it", "back"))


def _item_chosen(session: Session, choice: str, context: Context) -> Step:
    match choice:
        case "move_it":
            return Step("move_item", session)
        case "back":
            return Step("back_to_list", session)
    item = _item(session)
    left = tuple(other for other in _listed(session) if other != item)
    session = _plan_asked(session.coming(listed=left, item=0), item, None)
    off: tuple[Effect, ...] = (CancelContacts("dropped", item.kind, item.about, item.nth),)
    return Step("back_to_list", session, (Part("reminders.dropped"),), off)


def _ask_move(session: Session) -> Question:
    return Question((Part("reminders.when"),), rows(("tomorrow", "next_week"), "back"))


def _move_chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "back":
        return Step("back_to_list", session)
    return _moved(session, when.in_days(session, DAYS[choice], context), False, context)


def _moved(session: Session, at: datetime, chosen: bool, context: Context) -> Step:
    item = _item(session)
    listed = tuple(other.but(due=at) if other == item else other for other in _listed(session))
    session = _plan_asked(session.coming(listed=listed, item=0), item, at)
    moved: tuple[Effect, ...] = (PlanContact(item.kind, item.about, at, item.nth, chosen),)
    return Step("back_to_list", session, (Part("reminders.moved", {"at": at}),), moved)


def _plan_asked(session: Session, item: Listed, at: datetime | None) -> Session:
    """What /plan says of when it will be asked."""
    plan = session.plan
    mine = plan is not None and item.kind == "plan" and item.about == plan.n
    return session.but(plan=plan.but(check_in=at)) if plan is not None and mine else session


LIST = Scene(_ask, _chosen)
ITEM = Scene(_ask_item, _item_chosen)
MOVE = Scene(when.asking(_ask_move), when.choosing("moment_said", _move_chosen, _moved), when.hearing("moment_said"))
