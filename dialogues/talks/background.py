"""Achtergrond: where the models come from, three messages each, over whatever talk is going on."""

from dialogues.effects import Choice, Part
from dialogues.looking_up import Page
from dialogues.model.background import PAGES, Background
from dialogues.session import Session
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Question, Scene, Step, rows

_CHOICE = "about_"


def start(session: Session) -> Step:
    """About what would you like to read?"""
    return lay_over(session.but(page=None), "ask_background")


def ask(session: Session) -> Question:
    """The list, or one message of what is being read."""
    page = session.page
    if page is None:
        names = tuple((Choice(f"{_CHOICE}{b}", Part("background.name", {"about": b})),) for b in Background)
        return Question((Part("background.choose"),), (*names, *rows("read_enough")))
    more = ("read_on",) if page.n < PAGES else ()
    values = {"about": page.about, "n": page.n, "of": PAGES}
    return Question((Part("background.page", values),), rows(*more, "read_other", "read_enough"))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Read on, about something else, or go back to the talk."""
    page = session.page
    match choice:
        case "read_enough":
            return lift(session.but(page=None))
        case "read_other":
            return Step("read", session.but(page=None))
        case "read_on" if page is not None:
            return Step("read", session.but(page=page.but(n=page.n + 1)))
        case _:
            return Step("read", session.but(page=Page(about=Background(choice.removeprefix(_CHOICE)))))


SCENE = Scene(ask, chosen)
