"""The words of the kenmerken and the tips as the tests read them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from coaching_texts.plain import sentences
from coaching_texts.shapes import KenmerkWords, Tip
from dialogues.model import KENMERKEN

__all__ = ["IDS", "NL", "TIPS", "load", "sentences", "tip_in", "words_of"]

NL = Path(__file__).parents[2] / "coaching_texts" / "nl"
IDS = [k.id for k in KENMERKEN]
TIPS = sorted((NL / "tips").glob("*/*.toml"))


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
