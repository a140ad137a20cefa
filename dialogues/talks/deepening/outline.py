"""What a deepening talk is made of: its questions as data, and a pure rule that picks its ending."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogues.going_deeper import DeepeningAnswer, DeepeningTalk
from dialogues.model import Deepening
from dialogues.session import Session

#: Any answer in words, where a question says what choices lead to.
WORDS = "words"
#: What was chosen so far: a code by the key of its question.
Choices = Mapping[str, str]
#: What a text of a talk needs besides what was told; None where the talk cannot be held yet.
Look = Callable[[Session], Mapping[str, Any] | None]


def nothing_else(session: Session) -> Mapping[str, Any]:
    """Most talks need nothing but what is told in them."""
    return {}


@dataclass(frozen=True)
class Ask:
    """One question. Without choices it is answered in words; with choices words are welcome as well.

    `model`: the choices are ids of this model, and its names stand on the buttons. `without`: an earlier question whose
    choice is not offered again. `shows`: a text that stands above the question. `leads_back`: the earlier question that
    is opened again by these choices, or by WORDS.
    """

    key: str
    choices: tuple[str, ...] = ()
    model: str = ""
    without: str = ""
    shows: str = ""
    leads_back: Mapping[str, str] = field(default_factory=dict)

    def reopens(self, answer: DeepeningAnswer) -> str | None:
        """The key of the earlier question that this answer opens again, if it does."""
        return self.leads_back.get(answer.choice or (WORDS if answer.words is not None else ""))


@dataclass(frozen=True)
class Outline:
    """One deepening talk. Its words are in `coaching_texts/<language>/talks/deepening/<about>.toml`.

    `ending` picks the wording of the end. `to_keep`: the text to copy or forward that it ends with, if it has one.
    """

    about: Deepening
    asks: tuple[Ask, ...]
    ending: Callable[[Choices], str]
    to_keep: str = ""
    look: Look = nothing_else

    def ask(self, key: str) -> Ask:
        """The question with this key."""
        return next(a for a in self.asks if a.key == key)

    def upcoming(self, talk: DeepeningTalk) -> Ask | None:
        """The first question that has no answer yet."""
        return next((a for a in self.asks if talk.answer(a.key) is None), None)

    def before(self, talk: DeepeningTalk) -> Ask | None:
        """The question before the one that is being asked."""
        place = self.asks.index(self.ask(talk.at))
        return self.asks[place - 1] if place > 0 else None


def choices(talk: DeepeningTalk) -> Choices:
    """What was chosen in this talk."""
    return {a.key: a.choice for a in talk.answers if a.choice is not None}
