"""Rust: no talk is going on. What would you like to do?"""

from collections.abc import Callable, Mapping

from dialogues.effects import InviteLink, Part
from dialogues.inputs import Said
from dialogues.session import Session
from dialogues.talks import browsing, groups
from dialogues.talks.deepening import running
from dialogues.talks.deepening.proposing import proposed
from dialogues.talks.looking_back import profile_parts
from dialogues.talks.scene import Context, Question, Scene, Step, rows


def ask(session: Session) -> Question:
    """The menu; after a mirror with the deepening talk that fits it."""
    menu, about = Part("rest.menu"), proposed(session)
    more = ("profile", "invite") if session.past else ()
    choices = rows("new_reflection", "pulse", "deepen", "tips", *more)
    if about is None:
        return Question((menu,), choices)
    proposal = Part("deepening.proposal", {"about": about})
    return Question((proposal, menu), ((running.name_of(about),), *choices), again=(menu,))


#: What begins, by its button.
_BEGIN: Mapping[str, Callable[[Session], Step]] = {
    "new_reflection": lambda session: groups.start(session, "reflectie"),
    "pulse": lambda session: groups.start(session, "polsslag"),
    "deepen": running.start,
    "tips": browsing.start,
}


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Begin a talk, look back, or invite others of the group."""
    if choice in _BEGIN:
        return _BEGIN[choice](session)
    match choice:
        case "profile":
            return Step(None, session, apart=profile_parts(session, context.now))
        case "invite":
            return _invite(session)
        case _:
            return running.begin(session, choice, context)


def _invite(session: Session) -> Step:
    group = session.group(session.past[-1].group)
    session = session.with_group(group.but(shared=True))
    return Step(None, session, (Part("rest.invite", {"link": InviteLink(group.n)}),), ask=False)


def told(session: Session, said: Said, context: Context) -> Step:
    """Words out of the blue: a kind answer, and the menu."""
    return Step(None, session, (Part("rest.listening", variant=session.turns),))


SCENE = Scene(ask, chosen, told)
