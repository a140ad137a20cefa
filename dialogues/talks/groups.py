"""De groep: which group the talk is about, its name, and whether it is a branch of a vereniging."""

from dialogues.effects import Choice, Effect, GroupName, JoinGroup, NameGroup, Part, RecordReflection, SetBranch
from dialogues.inputs import Invitation, Said
from dialogues.model import PULSE, kenmerken_for
from dialogues.session import Group, Reflection, Session, TalkKind
from dialogues.talks.planning import left_open
from dialogues.talks.scene import Context, Question, Scene, Step, rows

#: Longest name of a group, in characters: it has to fit on a button and in a sentence.
LONGEST_NAME = 60


def start(session: Session, kind: TalkKind) -> Step:
    """Set up a new talk of this kind: about which group?"""
    move = "which_group" if session.groups else "first_group"
    return Step(move, session.but(wants=kind, instead=None, interrupted=None, draft=None))


def invited_to(invitation: Invitation) -> Group:
    """The group of a join code, still without a number of this person's."""
    return Group(n=0, branch=invitation.branch, shared=True, code=invitation.code)


def join(session: Session, invited: Group) -> tuple[Session, tuple[Effect, ...]]:
    """The group of a join code becomes one of the person's; it is now the one talked about."""
    known = next((g for g in session.groups if g.code == invited.code), None)
    if known is not None:
        return session.but(about=known.n), ()
    group = invited.but(n=len(session.groups) + 1)
    return session.with_group(group).but(about=group.n), (JoinGroup(group.n, invited.code or ""),)


def settle(session: Session, n: int, context: Context) -> Step:
    """The group is known: begin the talk, or first ask whether it is a branch."""
    group, session = session.group(n), session.but(about=n)
    if group.branch is None:
        return Step("branch_unknown", session)
    talk = Reflection(
        n=session.reflections + 1,
        kind=session.wants,
        group=n,
        started_at=context.now,
        kenmerken=kenmerken_for(branch=group.branch) if session.wants == "reflectie" else PULSE,
    )
    move = "group_settled" if talk.kind == "reflectie" else "group_settled_short"
    record = RecordReflection(talk.n, talk.kind, n, talk.started_at)
    return Step(
        move,
        session.but(reflection=talk, reflections=talk.n, browsing=None),
        (Part("groups.settled"),),
        (record, *left_open(session, talk)),
    )


def _ask_which(session: Session) -> Question:
    known = tuple((Choice(f"group_{g.n}", Part("buttons.group", {"name": GroupName(g.n)})),) for g in session.groups)
    return Question((Part("groups.which"),), (*known, *rows("new_group", "back")))


def _which(session: Session, choice: str, context: Context) -> Step:
    if choice == "new_group":
        return Step("new_group", session.but(about=0))
    if choice == "back":
        return Step("set_up_later", session)
    return settle(session, int(choice.removeprefix("group_")), context)


def _ask_name(session: Session) -> Question:
    return Question((Part("groups.name"),), rows("why"))


def _why_name(session: Session, choice: str, context: Context) -> Step:
    return Step(None, session, (Part("groups.why_name"),))


def _name(session: Session, said: Said, context: Context) -> Step:
    n = session.about if _named_before(session) else len(session.groups) + 1
    step = rename(session.with_group(Group(n=n, refs=(said.ref,))).but(about=n), n, said.text)
    return Step("named", step.session, (), step.effects) if step.effects else Step(None, session, step.parts)


def rename(session: Session, n: int, text: str) -> Step:
    """Group number `n` gets this name, unless it is too long."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        return Step(None, session, (Part("groups.name_too_long"),))
    return Step(None, session, (), (NameGroup(n, name),))


def _named_before(session: Session) -> bool:
    """Whether the group at hand got its name from this person a moment ago, and nothing more."""
    return any(g.n == session.about and g.code is None and g.branch is None for g in session.groups)


def _ask_branch(session: Session) -> Question:
    choices = (Choice("yes", Part("groups.is_branch")), Choice("no", Part("groups.is_no_branch")))
    aids = rows(("back", "why")) if _named_before(session) else rows("why")
    asked = Part("groups.branch", {"name": GroupName(session.about)})
    return Question((asked,), ((choices[0],), (choices[1],), *aids))


def _branch(session: Session, choice: str, context: Context) -> Step:
    if choice == "why":
        return Step(None, session, (Part("groups.why_branch"),))
    if choice == "back":
        return Step("back_to_name", session)
    group = session.group(session.about).but(branch=choice == "yes")
    step = settle(session.with_group(group), group.n, context)
    return Step(step.move, step.session, step.parts, (SetBranch(group.n, choice == "yes"), *step.effects))


CHOICE = Scene(_ask_which, _which)
NAME = Scene(_ask_name, _why_name, _name)
BRANCH = Scene(_ask_branch, _branch)
