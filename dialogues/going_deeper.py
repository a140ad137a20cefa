"""What a session remembers of a deepening talk: where it is, and what was answered, without any words."""

from datetime import datetime
from typing import Self

from dialogues.model import Deepening
from dialogues.snapshot import Snapshot


class DeepeningAnswer(Snapshot):
    """What was answered to one question of a deepening talk: a code, the number of kept words, or neither (skipped)."""

    key: str
    choice: str | None = None
    words: int | None = None
    refs: tuple[int, ...] = ()


class DeepeningTalk(Snapshot):
    """A deepening talk that is going on, or was left. `at`: the key of the question that is being asked."""

    about: Deepening
    started_at: datetime
    at: str
    answers: tuple[DeepeningAnswer, ...] = ()

    def answer(self, key: str) -> DeepeningAnswer | None:
        """The answer to this question, if there is one."""
        return next((a for a in self.answers if a.key == key), None)

    def without(self, key: str) -> Self:
        """The same with this question open again."""
        return self.but(answers=tuple(a for a in self.answers if a.key != key))

    def with_answer(self, answer: DeepeningAnswer) -> Self:
        """The same with this answer, in the place of an earlier one to the same question."""
        return self.but(answers=(*self.without(answer.key).answers, answer))
