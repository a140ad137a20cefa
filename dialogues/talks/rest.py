"""Rust: no talk is going on. What would you like to do?"""

from dialogues.effects import InviteLink, Part
from dialogues.inputs import Said
from dialogues.session import Session
from dialogues.talks import groups
from dialogues.talks.looking_back import profile_parts
from dialogues.talks.scene import Context, Question, Scene, Step, rows


def ask(session: Session) -> Question:
    """The menu."""
    more = ("profile", "invite") if session.past else ()
    return Question((Part("rest.menu"),), rows("new_reflection", "pulse", *more))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Begin a talk, look back, or invite others of the group."""
    match choice:
        case "new_reflection":
            return groups.start(session, "reflectie")
        case "pulse":
            return groups.start(session, "polsslag")
        case "profile":
            return Step(None, session, apart=profile_parts(session))
        case _:
            return _invite(session)


def _invite(session: Session) -> Step:
    group = session.group(session.past[-1].group)
    session = session.with_group(group.but(shared=True))
    return Step(None, session, (Part("rest.invite", {"link": InviteLink(group.n)}),), ask=False)


def told(session: Session, said: Said, context: Context) -> Step:
    """Words out of the blue: a kind answer, and the menu."""
    return Step(None, session, (Part("rest.listening", variant=session.turns),))


SCENE = Scene(ask, chosen, told)
