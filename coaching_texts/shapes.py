"""The shapes of the words: what a file of each kind holds, nothing missing and nothing unknown."""

from pydantic import BaseModel, ConfigDict, Field

Wordings = list[str]


class Words(BaseModel):
    """A table of words."""

    model_config = ConfigDict(extra="forbid", strict=True)


class KenmerkWords(Words):
    """The words of one kenmerk; the tables have one entry a phase. A statement and a name stand on a button."""

    name: str = Field(max_length=24)
    question: str
    why: str
    examples: Wordings = Field(min_length=3, max_length=4)
    statements: dict[str, str]
    heard: dict[str, Wordings]
    mirror: dict[str, str]


class PhaseWords(Words):
    """The words of one life phase. `now` is what someone in it would say, and stands on a button."""

    name: str = Field(max_length=20)
    now: str = Field(max_length=28)
    icon: str = Field(max_length=2)
    short: str
    portrait: str
    strength: str
    watch: str


class LightWords(Words):
    """The words of one knipperlicht."""

    name: str = Field(max_length=28)
    lit: str


class ThemeWords(Words):
    """The words of one theme; its name stands on a button."""

    name: str = Field(max_length=28)
    proposal: str
    what: str


class DeepeningWords(Words):
    """How one deepening talk is offered; its name stands on a button."""

    name: str = Field(max_length=28)
    line: str


class MotiveWords(Words):
    """The words of one family of motives; `name` is what someone would say, and stands on a button."""

    name: str = Field(max_length=28)
    meaning: str
    offer: str


class PillarWords(Words):
    """The words of one of the three: taak, relatie, structuur. Its name stands on a button."""

    name: str = Field(max_length=28)


class KeptWords(Words):
    """What one table keeps of a person, why, and how long."""

    what: str
    why: str
    how_long: str


class TogetherWords(Words):
    """What a group can talk about on one kenmerk: where people differ, turn inward together, or do well together."""

    verschil: str
    binnen: str
    buiten: str


class BackgroundWords(Words):
    """What can be read about one model, message by message; its name stands on a button."""

    name: str = Field(max_length=28)
    messages: Wordings = Field(min_length=3, max_length=3)


class Tip(Words):
    """One tip: an action of at most four weeks and a question to take along.

    `source`: S the slides, P Piot, V practice, E research, I our own; `reference`: where it was found.
    """

    phases: list[str] = Field(min_length=1, max_length=2)
    kenmerken: list[str]
    weeks: int = Field(ge=1, le=4)
    source: str = Field(pattern="^[SPVEI]$")
    reference: str
    title: str = Field(max_length=48)
    action: str
    involve: str
    question: str
    why: str
