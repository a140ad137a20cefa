"""From typed text to words and clauses: spelling undone, places in the text kept."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

import Stemmer

#: A word (with inner apostrophes), or a mark that ends a clause.
_PIECE = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*|[.,;:!?…()\n]+")
_LONGEST_WORD = 40  # no Dutch word in a reply is longer; what is longer is noise


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its usual spelling, and its (start, end) in the text; `""` is the end of a clause."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that belong together, with what turns them around. Never empty."""

    words: tuple[Word, ...]
    negated: bool
    past: bool

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text, without the marks around it."""
        return self.words[0].start, self.words[-1].end

    def __str__(self) -> str:
        return " ".join(word.form for word in self.words)


@cache
def data(name: str) -> dict[str, Any]:
    """A TOML file of the language folder, read once."""
    return tomllib.loads((files("dialogues.reading") / "nl" / f"{name}.toml").read_text("utf-8"))


def stem(form: str) -> str:
    """The Dutch Snowball stem."""
    stemmed: str = _stemmer().stemWord(form)
    return stemmed


def words(text: str) -> Iterator[Word]:
    """The words of a text, casefolded, without accents, in their usual spelling."""
    for piece in _PIECE.finditer(text):
        for form in _usual(piece[0][:_LONGEST_WORD]):
            yield Word(form, piece.start(), piece.end())


def plain(text: str) -> str:
    """The text as words in their usual spelling, one space between, ` . ` where a clause ends."""
    return " ".join(word.form or "." for word in words(text))


def clauses(text: str) -> list[Clause]:
    """The clauses of a text, in order."""
    found: list[list[Word]] = [[]]
    said = list(words(text))
    for word, following in zip_longest(said, said[1:]):
        if not word.form or _joins(word, following):
            found.append([])
        if word.form:
            found[-1].append(word)
    return [_clause(group) for group in found if group]


def _joins(word: Word, following: Word | None) -> bool:
    """Whether it starts a clause: some words always do, others ("nog maar drie") only before a new subject."""
    opens = following is not None and following.form in marks("openers")
    return word.form in marks("joints") or (opens and word.form in marks("joints_before_openers"))


def _clause(group: list[Word]) -> Clause:
    forms = {word.form for word in group}
    return Clause(tuple(group), not forms.isdisjoint(marks("negation")), not forms.isdisjoint(marks("past")))


@lru_cache(maxsize=20_000)
def _usual(piece: str) -> tuple[str, ...]:
    if not piece[0].isalnum():
        return ("",)
    form = _unaccented(piece.casefold().replace("’", "'").replace("`", "'"))
    return tuple(_spelling().get(form, form).split())


def _unaccented(form: str) -> str:
    if form.isascii():
        return form
    kept = (c for c in unicodedata.normalize("NFKD", form) if c.isalnum() or c == "'")
    return "".join(kept)


@cache
def marks(kind: str) -> frozenset[str]:
    """The little words of a kind: `negation`, `past`, `joints`, `openers`."""
    return frozenset(data("words")["marks"][kind])


@cache
def _spelling() -> dict[str, str]:
    return dict(data("words")["spelling"])


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("dutch")
