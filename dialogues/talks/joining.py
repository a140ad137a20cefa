"""Meedoen aan een workshop: who sees what, for which group, and whether Bruis may come back afterwards."""

from dataclasses import replace

from dialogues import consents
from dialogues.effects import (
    Choice,
    GroupName,
    Part,
    PlanContact,
)
from dialogues.errors import DialogueError
from dialogues.inputs import Invitation, Said
from dialogues.session import Group, Session
from dialogues.talks import groups
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.trainer_effects import JoinWorkshop, WorkshopCard
from dialogues.training import Joining


def invited_to(invitation: Invitation) -> Joining:
    """The workshop of a join link."""
    return Joining(workshop=invitation.workshop, follow_ups=invitation.follow_ups)


def start(session: Session, invitation: Invitation) -> Step:
    """Somebody who talks with Bruis already follows the link of a workshop."""
    card = {"workshop": WorkshopCard(invitation.workshop)}
    if invitation.joined:
        return Step(None, session, (Part("joining.joined_before", card),))
    return lay_over(session.but(joining=invited_to(invitation)), "ask_joining")


def _at(session: Session) -> Joining:
    if session.joining is None:
        raise DialogueError("no workshop is being joined")
    return session.joining


def _card(session: Session) -> dict[str, WorkshopCard]:
    return {"workshop": WorkshopCard(_at(session).workshop)}


def _ask(session: Session) -> Question:
    choices = ((Choice("yes", Part("joining.yes")),), (Choice("no", Part("joining.no")),))
    return Question(
        (Part("joining.told", _card(session)),), choices, again=(Part("joining.ask_again", _card(session)),)
    )


def _chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "no":
        return lift(session.but(joining=None), Part("joining.declined"))
    return Step("joins", session)


def _ask_group(session: Session) -> Question:
    known = tuple((Choice(f"group_{g.n}", Part("buttons.group", {"name": GroupName(g.n)})),) for g in session.groups)
    return Question((Part("joining.group", {"known": bool(known)}),), (*known, *rows("why")))


def _group_chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "why":
        return Step(None, session, (Part("joining.why_group"),))
    n = int(choice.removeprefix("group_"))
    return _joined(session.with_group(session.group(n).but(shared=True)), n)


def _group_told(session: Session, said: Said, context: Context) -> Step:
    """A name, or a code of the trainer's; one that is there already may be another group's."""
    if said.group is not None and all(g.code != said.group.code for g in session.groups):
        same = _at(session).but(same=said.group.code, same_branch=said.group.branch)
        return Step("same_name", session.but(joining=same))
    n = len(session.groups) + 1
    named = groups.rename(session.with_group(Group(n=n, shared=True, refs=(said.ref,))), n, said.text)
    if not named.effects:
        return Step(None, session, named.parts)
    step = _joined(named.session, n)
    return replace(step, effects=(*named.effects, *step.effects))


def _ask_same(session: Session) -> Question:
    choices = ((Choice("yes", Part("joining.same_yes")),), (Choice("no", Part("joining.same_no")),))
    return Question((Part("joining.same"),), choices)


def _same(session: Session, choice: str, context: Context) -> Step:
    at = _at(session)
    if choice == "no" or at.same is None:
        return Step(
            "other_name", session.but(joining=at.but(same=None, same_branch=None)), (Part("joining.other_name"),)
        )
    about = session.about
    session, effects = groups.join(session, Group(n=0, branch=at.same_branch, shared=True, code=at.same))
    step = _joined(session.but(about=about), session.about)
    return replace(step, effects=(*effects, *step.effects))


def _joined(session: Session, n: int) -> Step:
    """They take part; where it was never asked, whether Bruis may come back."""
    at = _at(session).but(group=n)
    session, takes_part = session.but(joining=at), JoinWorkshop(at.workshop, n)
    if "nudges" not in session.consents:
        return Step("ask_coming_back", session, (Part("joining.joined", _card(session)),), (takes_part,))
    step = _planned(session) if session.consents.get("nudges") else _done(session)
    return replace(step, effects=(takes_part, *step.effects))


def _done(session: Session) -> Step:
    return lift(session.but(joining=None), Part("joining.joined", _card(session)))


def _planned(session: Session) -> Step:
    """A contact for every moment after the workshop."""
    at = _at(session)
    planned = tuple(PlanContact("workshop", at.workshop, due, nth) for nth, due in enumerate(at.follow_ups, 1))
    return replace(_done(session), effects=planned)


def _ask_nudges(session: Session) -> Question:
    choices = ((Choice("yes", Part("plan.you_may")),), (Choice("no", Part("plan.rather_not")),))
    return Question((Part("joining.coming_back", {"moments": list(_at(session).follow_ups)}),), choices)


def _nudges(session: Session, choice: str, context: Context) -> Step:
    given = choice == "yes"
    session, consent = consents.settle(session, "nudges", given=given)
    step = _planned(session) if given else _done(session)
    answered = Part("joining.will_come_back" if given else "joining.will_not_come_back")
    return replace(step, parts=(answered,), effects=(consent, *step.effects))


SCENE = Scene(_ask, _chosen)
GROUP = Scene(_ask_group, _group_chosen, _group_told)
SAME = Scene(_ask_same, _same)
NUDGES = Scene(_ask_nudges, _nudges)
