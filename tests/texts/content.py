"""The words of the kenmerken, the models and the tips as the checks read them: their shapes, and where they are."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from dialogues.model import KENMERKEN

NL = Path(__file__).parents[2] / "coaching_texts" / "nl"
IDS = [k.id for k in KENMERKEN]
TIPS = sorted((NL / "tips").glob("*/*.toml"))
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


class Words(BaseModel):
    """A table of words: nothing missing, nothing unknown."""

    model_config = ConfigDict(extra="forbid", strict=True)


class KenmerkWords(Words):
    """The words of one kenmerk; the tables have one entry a phase."""

    name: str = Field(max_length=24)
    question: str
    why: str
    examples: list[str] = Field(min_length=3, max_length=4)
    statements: dict[str, str]
    heard: dict[str, list[str]]
    mirror: dict[str, str]


class PhaseWords(Words):
    """The words of one life phase."""

    name: str = Field(max_length=20)
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
    """The words of one theme."""

    name: str = Field(max_length=28)
    proposal: str
    what: str


class Tip(Words):
    """One tip: an action of at most four weeks and a question to take along."""

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


@cache
def load(path: Path) -> dict[str, Any]:
    """The tables of one file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words_of(id: str) -> KenmerkWords:
    """The words of the kenmerk with this id; ValidationError where they are not whole."""
    return KenmerkWords.model_validate(load(NL / "kenmerken" / f"{id}.toml"))


def tip_in(path: Path) -> Tip:
    """The tip in this file; ValidationError where it is not whole."""
    return Tip.model_validate(load(path))


def sentences(text: str) -> list[str]:
    """The text cut after each full stop, question mark and exclamation mark."""
    return SENTENCE_END.split(text.strip())


def strings(value: object) -> list[str]:
    """Every string anywhere inside a table."""
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in strings(v)]
    return [value] if isinstance(value, str) else []


def all_texts() -> list[tuple[str, str]]:
    """Every string that can be said, with the file it is in; ids and addresses are not said."""
    said = []
    for path in sorted(NL.glob("kenmerken/*.toml")) + sorted(NL.glob("models/*.toml")) + TIPS:
        entry = {k: v for k, v in load(path).items() if k not in {"phases", "kenmerken", "source", "reference"}}
        said += [(path.stem, text) for text in strings(entry)]
    return said
