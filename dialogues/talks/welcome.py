"""Welkom: what Bruis is, what it keeps, how to stop; and the yes or no before which nothing is kept."""

from dataclasses import replace

from dialogues import consents
from dialogues.effects import Choice, Forget, GroupName, Part
from dialogues.inputs import Said
from dialogues.session import Group, Session
from dialogues.talks import answering, groups
from dialogues.talks.asking import QUESTIONS
from dialogues.talks.scene import Context, Question, Scene, Step
from dialogues.talks.trainers.becoming import become


def ask(session: Session) -> Question:
    """Who is speaking, what is kept, and the question whether to go on."""
    choices = (
        (Choice("yes", Part("welcome.yes")),),
        (Choice("no", Part("welcome.no")),),
        (Choice("why", Part("welcome.more")),),
    )
    hello, agree = Part("welcome.hello", {"invited": _by_a_link(session)}), Part("welcome.ask")
    return Question((hello, agree), choices, again=(agree,))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Yes keeps the consent and goes on to the group; no erases what little there was."""
    if choice == "why":
        return Step(None, session, apart=(Part("commands.privacy"),))
    if choice == "no":
        return Step(None, session, (Part("welcome.declined"),), (Forget(),), ask=False)
    session, consent = consents.settle(session, "talk", given=True)
    step = _after_yes(session, context)
    return replace(step, parts=(Part("welcome.agreed"), *step.parts), effects=(consent, *step.effects))


def _after_yes(session: Session, context: Context) -> Step:
    """On to what a link was followed for, or to the group."""
    invitation = context.desk.invitation if context.desk is not None else None
    if session.trainer_code is not None and invitation is not None and invitation.kind == "trainer":
        return become(session, invitation, context.desk, "open_workshops")
    if session.joining is not None:
        return Step("ask_joining", session)
    if session.answering is not None:
        return answering.begin(session, context)
    if session.invited is not None:
        return _join(session, session.invited, context)
    return Step("agreed", session)


def _by_a_link(session: Session) -> bool:
    return any((session.invited, session.joining, session.answering, session.trainer_code))


def _join(session: Session, invited: Group, context: Context) -> Step:
    session, effects = groups.join(session.but(invited=None), invited)
    step = groups.settle(session, session.about, context)
    joined = Part("groups.joined", {"name": GroupName(session.about)})
    return Step(step.move, step.session, (joined,), (*effects, *step.effects))


def told(session: Session, said: Said, context: Context) -> Step:
    """Nothing that is told before the yes is listened to, let alone kept; a question is answered with what is kept."""
    if said.text.rstrip().endswith("?") or not said.meant.isdisjoint(QUESTIONS):
        return Step(None, session, apart=(Part("commands.privacy"),))
    return Step(None, session, (Part("welcome.first_this"),))


SCENE = Scene(ask, chosen, told)
