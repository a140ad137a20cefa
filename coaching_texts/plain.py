"""Whether texts are plain: short sentences, je and jij, and none of the words to avoid."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

#: Most words in a sentence, and fewer than this many on average.
LONGEST_SENTENCE, AVERAGE_SENTENCE = 20, 12
#: Fields of a tip that are never said.
UNSAID = frozenset({"phases", "kenmerken", "source", "reference", "weeks"})
_SAID_FOLDERS = ("background", "kenmerken", "models", "talks", "tips")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")
_VALUE, _BRANCH = re.compile(r"\{\{.*?\}\}", re.DOTALL), re.compile(r"\{%.*?%\}", re.DOTALL)
_TAG = re.compile(r"</?[bi]>")


@dataclass(frozen=True)
class Text:
    """A text as it stands in a file of the language: `tips/openheid/x.toml action`."""

    where: str
    source: str

    @property
    def plain(self) -> str:
        """What is read of it: a value counts as one word, branches stand apart."""
        return _TAG.sub("", _BRANCH.sub("\n", _VALUE.sub("x", self.source)))

    @property
    def sentences(self) -> list[str]:
        """Cut after each full stop, question mark and exclamation mark, and at each line."""
        return sentences(self.plain)


def sentences(text: str) -> list[str]:
    """The sentences of a text that is read."""
    return [s for s in _SENTENCE_END.split(text.strip()) if s.strip()]


def texts_in(folder: Traversable) -> Iterator[Text]:
    """Every text that can be said, with where it stands."""
    for name in _SAID_FOLDERS:
        yield from _texts_below(folder / name, name)
    yield from _texts_of(folder / "buttons.toml", "buttons.toml")


def _texts_below(folder: Traversable, name: str) -> Iterator[Text]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        where = f"{name}/{path.name}"
        yield from _texts_below(path, where) if path.is_dir() else _texts_of(path, where)


def _texts_of(path: Traversable, where: str) -> Iterator[Text]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for field, value in table.items():
        if field not in UNSAID:
            yield from (Text(f"{where} {at}", text) for at, text in _strings(value, field))


def _strings(value: Any, at: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield at, value
        case list():
            for n, item in enumerate(value, 1):
                yield from _strings(item, f"{at} {n}")
        case dict():
            for field, item in value.items():
                yield from _strings(item, f"{at}.{field}")


@dataclass(frozen=True)
class Avoid:
    """Instead of which word (`*`: any ending) what is said. `names`: of the models, which the background may say."""

    always: Mapping[str, str]
    names: Mapping[str, str]

    def where(self, where: str) -> Mapping[str, str]:
        """What to avoid in the text that stands there."""
        return self.always if where.startswith("background/") else {**self.always, **self.names}


def words_to_avoid(folder: Traversable) -> Avoid:
    """The words that the coach does not use in this language."""
    words = tomllib.loads((folder / "avoid.toml").read_text(encoding="utf-8"))
    return Avoid(names=words.pop("only_in_background"), always=words)


def faults(texts: Sequence[Text], avoid: Avoid) -> Iterator[str]:
    """What is not plain, one line a fault. `avoid`: see words_to_avoid."""
    for text in texts:
        yield from (f"{text.where}: {fault}" for fault in _faults_of(text, avoid))
    lengths = [len(s.split()) for text in texts for s in text.sentences]
    if lengths and (mean := sum(lengths) / len(lengths)) >= AVERAGE_SENTENCE:
        yield f"all texts: {mean:.1f} words a sentence on average, must be under {AVERAGE_SENTENCE}"


def _faults_of(text: Text, avoid: Avoid) -> Iterator[str]:
    for word, instead in avoid.where(text.where).items():
        if _pattern(word).search(text.plain):
            yield f"says “{word}”" + (f", better “{instead}”" if instead else "")
    if "'" in text.plain:
        yield "has a straight apostrophe, better ’"
    for sentence in text.sentences:
        if (length := len(sentence.split())) > LONGEST_SENTENCE:
            yield f"a sentence of {length} words, at most {LONGEST_SENTENCE}: “{sentence}”"


@cache
def _pattern(word: str) -> re.Pattern[str]:
    ending = r"\w*" if word.endswith("*") else ""
    return re.compile(rf"\b{re.escape(word.rstrip('*'))}{ending}\b", re.IGNORECASE)
