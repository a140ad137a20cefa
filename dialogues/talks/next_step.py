"""En nu: keep the plan, take a next small step, adapt it, or let it go; without a plan, perhaps a tip."""

from dialogues.effects import Part
from dialogues.session import Plan, Session
from dialogues.talks import browsing
from dialogues.talks.follow_up import about_plan
from dialogues.talks.plan import made, record
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.talks.telling import in_their_words


def ask(session: Session) -> Question:
    """What now?"""
    said = in_their_words(session)
    before = (said,) if said is not None else ()
    if not about_plan(session):
        return Question((*before, Part("follow_up.next_workshop")), rows("tips", "enough"))
    choices = rows(("keep_plan", "next_step"), ("adapt_plan", "drop_plan"))
    asked = Part("follow_up.next")
    return Question((*before, asked), choices, again=(asked,))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """The same plan again, half of it anew, all of it anew, or none."""
    match choice:
        case "tips":
            return browsing.start(session)
        case "enough":
            return Step("drop_plan", session, (Part("follow_up.enough"),))
        case "drop_plan":
            return Step("drop_plan", session, (Part("follow_up.dropped"),))
        case "keep_plan":
            again = _once_more(session)
            session = session.but(plan=again, plans=again.n)
            return Step("keep_plan", session, (Part("follow_up.kept"),), (record(again),))
        case "next_step":
            draft = _once_more(session).but(made_at=context.now, words_then=0, refs_then=())
            return Step("next_step", session.but(draft=draft), (Part("follow_up.next_step"),))
        case _:
            draft = _once_more(session).but(made_at=context.now)
            return Step("adapt_plan", session.but(draft=draft), (Part("follow_up.adapted"),))


def _once_more(session: Session) -> Plan:
    """The same plan as a new one: what came of it the first time stays on record."""
    return made(session).but(n=session.plans + 1, outcome=None, effect=None, check_in=None)


SCENE = Scene(ask, chosen)
