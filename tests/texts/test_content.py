"""The Dutch of the kenmerken, the models and the tips: complete, short enough for a phone, plain enough to read."""

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from dialogues.model import KENMERKEN, LifePhase, Theme, WarningLight

NL = Path(__file__).parents[2] / "coaching_texts" / "nl"
IDS = [k.id for k in KENMERKEN]
TIPS = sorted((NL / "tips").glob("*/*.toml"))
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
JARGON = re.compile(
    r"\b(u|uw|trs|ppp|bonding|bridging|stakeholders?|draagvlak|implementer\w+|stervend\w*|levensfase\w*)\b",
    re.IGNORECASE,
)
#: The addresses of the background page; "slides" are the slides of Elke Plovie.
SOURCES = re.compile(
    r"slides|https://(afdelingsbegeleiding\.)?socius\.be/.*|https://www\.(vlaanderenvrijwilligt|armoede)\.\w+/.*|"
    r"https://faro\.be/.*|https://www\.vrt\.be/.*|http://www\.participatiewordtgesmaakt\.be/.*|https://sociaal\.net/.*|"
    r"https://www\.platform31\.nl/.*|sportplezier\.nl|socialevraagstukken\.nl|bsae\.be|cooplink\.nl|sociocratie\.nl|"
    r"wendyhirsch\.com"
)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class KenmerkWords(_Words):
    """The words of one kenmerk; the tables have one entry a phase."""

    name: str = Field(max_length=24)
    question: str
    why: str
    examples: list[str] = Field(min_length=3, max_length=4)
    statements: dict[str, str]
    heard: dict[str, list[str]]
    mirror: dict[str, str]


class PhaseWords(_Words):
    """The words of one life phase."""

    name: str = Field(max_length=20)
    icon: str = Field(max_length=2)
    short: str
    portrait: str
    strength: str
    watch: str


class LightWords(_Words):
    """The words of one knipperlicht."""

    name: str = Field(max_length=28)
    lit: str


class ThemeWords(_Words):
    """The words of one theme."""

    name: str = Field(max_length=28)
    proposal: str
    what: str


class Tip(_Words):
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
def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _words(id: str) -> KenmerkWords:
    return KenmerkWords.model_validate(_load(NL / "kenmerken" / f"{id}.toml"))


def _tip(path: Path) -> Tip:
    return Tip.model_validate(_load(path))


def _sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text.strip())


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in _strings(v)]
    return [value] if isinstance(value, str) else []


def _all_texts() -> list[tuple[str, str]]:
    """Every string that can be said, with the file it is in; ids and addresses are not said."""
    said = []
    for path in sorted(NL.glob("kenmerken/*.toml")) + sorted(NL.glob("models/*.toml")) + TIPS:
        entry = {k: v for k, v in _load(path).items() if k not in {"phases", "kenmerken", "source", "reference"}}
        said += [(path.stem, text) for text in _strings(entry)]
    return said


def test_there_is_one_file_of_words_for_each_kenmerk() -> None:
    """A kenmerk without words, or words without a kenmerk, is found here."""
    assert sorted(IDS) == sorted(p.stem for p in (NL / "kenmerken").glob("*.toml"))


@pytest.mark.parametrize("id", IDS)
def test_a_kenmerk_has_words_for_each_phase(id: str) -> None:
    """Each phase has a statement to press, three answers and a line in the mirror."""
    words, phases = _words(id), list(LifePhase)
    assert (phases, phases, phases) == (list(words.statements), list(words.heard), list(words.mirror))
    assert [len(wordings) for wordings in words.heard.values()] == [3, 3, 3, 3]


@pytest.mark.parametrize("id", IDS)
def test_a_question_asks_one_thing_in_at_most_three_sentences(id: str) -> None:
    """One question a message; the explanation is as short."""
    words = _words(id)
    assert words.question.count("?") == 1
    assert len(_sentences(words.question)) <= 3
    assert len(_sentences(words.why)) <= 3


@pytest.mark.parametrize("id", IDS)
def test_buttons_and_mirror_lines_fit_a_phone(id: str) -> None:
    """Statements of at most 28 characters of much the same length, mirror lines of at most 90."""
    words = _words(id)
    lengths = [len(s) for s in words.statements.values()]
    assert [s for s in words.statements.values() if len(s) > 28] == []
    assert max(lengths) - min(lengths) <= 10
    assert [line for line in words.mirror.values() if len(line) > 90] == []


@pytest.mark.parametrize("id", IDS)
def test_what_is_heard_asks_nothing_and_keeps_changing(id: str) -> None:
    """An answer is one or two sentences without a question, and no two open with the same two words."""
    answers = [a for wordings in _words(id).heard.values() for a in wordings]
    openings = Counter(" ".join(a.split()[:2]) for a in answers)
    assert [a for a in answers if "?" in a or len(_sentences(a)) > 2] == []
    assert {opening: n for opening, n in openings.items() if n > 1} == {}


@pytest.mark.parametrize("phase", LifePhase)
def test_a_group_in_one_phase_hears_ever_other_openings(phase: LifePhase) -> None:
    """Whoever answers nine times from the same phase never gets the same two words to begin with."""
    openings = Counter(" ".join(answer.split()[:2]) for id in IDS for answer in _words(id).heard[phase])
    assert {opening: n for opening, n in openings.items() if n > 1} == {}


@pytest.mark.parametrize(
    ("file", "model", "ids"),
    [("phases", PhaseWords, LifePhase), ("lights", LightWords, WarningLight), ("themes", ThemeWords, Theme)],
)
def test_each_model_has_all_its_words(file: str, model: type[_Words], ids: type[LifePhase]) -> None:
    """Every phase, light and theme has a name and its sentences."""
    words = TypeAdapter(dict[str, model]).validate_python(_load(NL / "models" / f"{file}.toml"))  # type: ignore[valid-type]
    assert [str(id) for id in ids] == list(words)


def test_every_phase_has_four_tips_in_every_theme() -> None:
    """“Een andere” has something to offer whatever phase and theme a group is in."""
    counts = Counter((path.parent.name, path.stem.split("-")[0]) for path in TIPS)
    assert {cell: counts[cell] for cell in product(Theme, LifePhase) if counts[cell] < 4} == {}
    assert set(counts) == set(product(Theme, LifePhase))


def test_every_kenmerk_has_two_tips_in_every_phase() -> None:
    """A tip can follow from the chosen kenmerk: two by mention or theme, at least one by mention."""
    few = []
    for kenmerk, phase in product(KENMERKEN, LifePhase):
        here = [p for p in TIPS if phase in _tip(p).phases]
        mentions = [p for p in here if kenmerk.id in _tip(p).kenmerken]
        by_theme = [p for p in here if p.parent.name == kenmerk.theme]
        if not mentions or len({*mentions, *by_theme}) < 2:
            few.append((kenmerk.id, str(phase)))
    assert few == []


@pytest.mark.parametrize("path", TIPS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_tip_is_whole_and_small(path: Path) -> None:
    """Known ids, one question, two to four short sentences of action, and a source that exists."""
    tip = _tip(path)
    assert tip.phases[0] == path.stem.split("-")[0]
    assert set(tip.phases) <= set(LifePhase)
    assert set(tip.kenmerken) <= set(IDS)
    assert 2 <= len(_sentences(tip.action)) <= 4
    assert (len(_sentences(tip.involve)), len(_sentences(tip.question))) == (1, 1)
    assert (tip.question.count("?"), tip.question.endswith("?")) == (1, True)
    assert len(_sentences(tip.why)) <= 2
    assert "?" not in tip.title + tip.involve + tip.why


@pytest.mark.parametrize("path", TIPS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_tip_names_a_source_we_know(path: Path) -> None:
    """Our own tips name none; the slides are named so; all else is an address of the background page."""
    tip = _tip(path)
    expected = {"I": "", "S": "slides"}.get(tip.source)
    assert tip.reference == expected if expected is not None else SOURCES.fullmatch(tip.reference) is not None


def test_no_two_tips_say_the_same() -> None:
    """Titles and questions are all different."""
    tips = [_tip(p) for p in TIPS]
    assert len(tips) == len({t.title for t in tips}) == len({t.question for t in tips})


def test_the_texts_render_with_the_name_of_the_group_alone() -> None:
    """Templates ask for nothing but `group`."""
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    rendered = [environment.from_string(text).render(group="Buurtkeuken") for _, text in _all_texts()]
    assert [text for text in rendered if "{" in text] == []


def test_the_texts_are_plain() -> None:
    """No tags, no exclamation-mark cheer, no jargon, no `u`, and only typographic apostrophes."""
    faults = [(file, text) for file, text in _all_texts() if re.search(r"[<>&']", text) or JARGON.search(text)]
    cheer = [(p.stem, t) for p in TIPS for t in _strings(_load(p)) if "!" in t]
    assert (faults, cheer) == ([], [])


def test_sentences_are_short() -> None:
    """At most twenty words a sentence, and fewer than twelve on average."""
    sentences = [(file, s) for file, text in _all_texts() for s in _sentences(text)]
    lengths = [len(s.split()) for _, s in sentences]
    assert [(file, s) for file, s in sentences if len(s.split()) > 20] == []
    assert sum(lengths) / len(lengths) < 12
