"""What a session remembers of the last inputs, to know what comes twice or belongs to it."""

from dialogues.effects import WordsKind
from dialogues.snapshot import Snapshot


class LastText(Snapshot):
    """Where the person's last free text went, for what still belongs to it."""

    kind: WordsKind
    words: int
    kenmerk: str | None = None


class Press(Snapshot):
    """The last button that counted, so that a double tap is known for what it is."""

    asked: int
    choice: str


class Lost(Snapshot):
    """How many times words were no answer to this open question, which wants a button."""

    asked: int = 0
    times: int = 0
