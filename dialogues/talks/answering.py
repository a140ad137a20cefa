"""Een ronde beantwoorden: somebody is asked, by a trainer or in a group chat, for a talk or for one answer."""

from dialogues.effects import Choice, Effect, Part, Say
from dialogues.errors import DialogueError
from dialogues.inputs import Due, Invitation
from dialogues.machine import OVERLAYS, TALKING, State
from dialogues.round_effects import AnswerRound, DeclineRound, OpenRound, RoundAsked
from dialogues.session import Group, Session
from dialogues.talks import follow_up, groups, permissions
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Question, Scene, Step
from dialogues.training import Answering

#: The consent to be counted with others.
COUNTED = "group_results"


def due(session: Session, due: Due) -> Step:
    """The moment has come to ask. Its buttons work as long as the round does, whatever else is asked meanwhile."""
    asked = Part("rounds.invitation", {"round": RoundAsked(due.about), "reminder": due.nth > 1})
    along = (Part("coming_back.also_again"),) if "again" in due.also else ()
    yes = Choice(f"/start=r{due.about}", Part("rounds.i_join"))
    no = Choice(f"/start=n{due.about}", Part("rounds.rather_not"))
    return Step(None, session, effects=(Say((*along, asked), ((yes,), (no,)), asked=0),), ask=False)


def asked_by(invitation: Invitation) -> Answering:
    """The round of an invitation."""
    about = {
        "group": invitation.group,
        "code": invitation.code,
        "branch": invitation.branch,
        "in_chat": invitation.in_chat,
    }
    return Answering(round=invitation.round, what=invitation.what, **about)


def start(session: Session, invitation: Invitation, context: Context) -> Step:
    """Somebody who talks with Bruis already follows the invitation to a round."""
    if invitation.kind == "round_over":
        return Step(None, session, (Part("rounds.over"),))
    if invitation.kind == "no_to_round":
        return Step(None, session, (Part("rounds.declined"),), (DeclineRound(invitation.round),), ask=False)
    if invitation.joined:
        return Step(None, session, (Part("rounds.answered_before"),))
    return begin(session.but(answering=asked_by(invitation)), context)


def begin(session: Session, context: Context) -> Step:
    """The talk that the round asks for; one that is going on comes first."""
    at = answering(session)
    opened = OpenRound(at.round)
    if at.what == "question":
        step = lay_over(session, "ask_own_question") if session.state is not State.WELCOME else None
        return Step("ask_own_question", step.session if step else session, (), (opened,))
    at_hand = (session.interrupted or State.REST) if session.state in OVERLAYS else session.state
    if at_hand in TALKING:
        return Step(None, session, (Part("rounds.first_this"),))
    if session.state is not State.WELCOME:
        session = session.but(state=State.REST, interrupted=None)
    return _plan(session, opened) if at.what == "plan" else _talk(session, context, opened)


def _plan(session: Session, *effects: Effect) -> Step:
    """How did it go? First, where that was never asked, whether what they tell may be counted."""
    if session.plan is None or session.plan.outcome is not None:
        return Step(None, session, (Part("rounds.no_plan"),))
    if COUNTED not in session.consents:
        return Step("ask_to_count", session, (), effects)
    return Step("plan_due", follow_up.asking_about(session, session.plan), (), effects)


def _talk(session: Session, context: Context, opened: Effect) -> Step:
    session, joined = _about(session)
    at = answering(session)
    session = session.but(wants="polsslag" if at.what == "polsslag" else "reflectie", instead=None, draft=None)
    step = groups.settle(session, session.about, context)
    told = (Part("rounds.in_chat_told"),) if at.in_chat else ()
    return Step(step.move, step.session, (*told, *step.parts), (opened, *joined, *step.effects))


def _about(session: Session) -> tuple[Session, tuple[Effect, ...]]:
    """The group the round is about becomes the one talked about."""
    at = answering(session)
    if not at.group:
        return groups.join(session, Group(n=0, branch=at.branch, shared=True, code=at.code))
    known = session.group(at.group)
    branch = known.branch if known.branch is not None else at.branch
    return session.with_group(known.but(shared=True, branch=branch)).but(about=at.group), ()


def answering(session: Session) -> Answering:
    """The round that is being answered."""
    if session.answering is None:
        raise DialogueError("no round is being answered")
    return session.answering


def _ask(session: Session) -> Question:
    card = RoundAsked(answering(session).round)
    answers = tuple((Choice(f"answer_{n}", Part("rounds.answer", {"round": card, "n": n})),) for n in range(1, 5))
    return Question((Part("rounds.own_question", {"round": card}),), answers)


def _chosen(session: Session, choice: str, context: Context) -> Step:
    """Noted; an answer counts once its giver said that it may."""
    answer = AnswerRound(answering(session).round, int(choice.removeprefix("answer_")))
    if COUNTED not in session.consents:
        return Step("ask_to_count", session, (Part("rounds.thanks"),), (answer,))
    step = lift(session.but(answering=None), Part("rounds.thanks"))
    return Step(step.move, step.session, step.parts, (answer,))


def _may_count(session: Session, choice: str, context: Context) -> Step:
    about_plan = answering(session).what == "plan"
    session, consent, thanks = permissions.counting(session, choice)
    if about_plan:
        step = _plan(session.but(interrupted=None), consent)
        return Step(step.move, step.session, (thanks, *step.parts), step.effects)
    step = lift(session.but(answering=None), thanks)
    return Step(step.move, step.session, step.parts, (consent,))


SCENE = Scene(_ask, _chosen)
MAY_COUNT = Scene(permissions.ask_counting, _may_count)
