"""What people ask of the coach itself, in the middle of whatever is asked of them: answered, and never an answer."""

from dialogues.effects import Part
from dialogues.session import Session
from dialogues.talks.scene import Question, Step

#: To a question with this name the text with that key.
_SHORT = {"later": "common.asked_later", "length": "common.asked_length", "where": "common.asked_where"}
_LONG = {"privacy": "commands.privacy", "bot": "commands.help"}
#: Which aids of the open question help who asks this, the best first.
_AIDS = {"not_understood": ("example", "why"), "why": ("why", "example")}
QUESTIONS = (*_LONG, *_SHORT, *_AIDS)


def aid(asked: frozenset[str], question: Question) -> str | None:
    """The aid that the open question offers to who asks about it."""
    wanted = (choice for name in _AIDS if name in asked for choice in _AIDS[name])
    return next((choice for choice in wanted if question.offers(choice)), None)


def answered(session: Session, asked: frozenset[str]) -> Step | None:
    """The answer to what is asked, and the open question again; None where nothing is."""
    name = next((name for name in QUESTIONS if name in asked), None)
    if name is None:
        return None
    if name in _SHORT:
        return Step(None, session, (Part(_SHORT[name]),))
    return Step(None, session, apart=(Part(_LONG.get(name, "commands.help")),))
