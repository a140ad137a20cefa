"""The Dutch of the kenmerken and the models is complete, and all of it is short and plain enough for a phone."""

import re
from collections import Counter

import pytest
from jinja2 import Environment, StrictUndefined
from pydantic import TypeAdapter

from dialogues.model import LifePhase, Theme, WarningLight
from tests.texts.content import (
    IDS,
    NL,
    TIPS,
    LightWords,
    PhaseWords,
    ThemeWords,
    Words,
    all_texts,
    load,
    sentences,
    strings,
    words_of,
)

JARGON = re.compile(
    r"\b(u|uw|trs|ppp|bonding|bridging|stakeholders?|draagvlak|implementer\w+|stervend\w*|levensfase\w*)\b",
    re.IGNORECASE,
)


def test_there_is_one_file_of_words_for_each_kenmerk() -> None:
    """A kenmerk without words, or words without a kenmerk, is found here."""
    assert sorted(IDS) == sorted(p.stem for p in (NL / "kenmerken").glob("*.toml"))


@pytest.mark.parametrize("id", IDS)
def test_a_kenmerk_has_words_for_each_phase(id: str) -> None:
    """Each phase has a statement to press, three answers and a line in the mirror."""
    words, phases = words_of(id), list(LifePhase)
    assert (phases, phases, phases) == (list(words.statements), list(words.heard), list(words.mirror))
    assert [len(wordings) for wordings in words.heard.values()] == [3, 3, 3, 3]


@pytest.mark.parametrize("id", IDS)
def test_a_question_asks_one_thing_in_at_most_three_sentences(id: str) -> None:
    """One question a message; the explanation is as short."""
    words = words_of(id)
    assert words.question.count("?") == 1
    assert len(sentences(words.question)) <= 3
    assert len(sentences(words.why)) <= 3


@pytest.mark.parametrize("id", IDS)
def test_buttons_and_mirror_lines_fit_a_phone(id: str) -> None:
    """Statements of at most 28 characters of much the same length, mirror lines of at most 90."""
    words = words_of(id)
    lengths = [len(s) for s in words.statements.values()]
    assert [s for s in words.statements.values() if len(s) > 28] == []
    assert max(lengths) - min(lengths) <= 10
    assert [line for line in words.mirror.values() if len(line) > 90] == []


@pytest.mark.parametrize("id", IDS)
def test_what_is_heard_asks_nothing_and_keeps_changing(id: str) -> None:
    """An answer is one or two sentences without a question, and no two open with the same two words."""
    answers = [a for wordings in words_of(id).heard.values() for a in wordings]
    openings = Counter(" ".join(a.split()[:2]) for a in answers)
    assert [a for a in answers if "?" in a or len(sentences(a)) > 2] == []
    assert {opening: n for opening, n in openings.items() if n > 1} == {}


@pytest.mark.parametrize("phase", LifePhase)
def test_a_group_in_one_phase_hears_ever_other_openings(phase: LifePhase) -> None:
    """Whoever answers nine times from the same phase never gets the same two words to begin with."""
    openings = Counter(" ".join(answer.split()[:2]) for id in IDS for answer in words_of(id).heard[phase])
    assert {opening: n for opening, n in openings.items() if n > 1} == {}


@pytest.mark.parametrize(
    ("file", "model", "ids"),
    [("phases", PhaseWords, LifePhase), ("lights", LightWords, WarningLight), ("themes", ThemeWords, Theme)],
)
def test_each_model_has_all_its_words(file: str, model: type[Words], ids: type[LifePhase]) -> None:
    """Every phase, light and theme has a name and its sentences."""
    words = TypeAdapter(dict[str, model]).validate_python(load(NL / "models" / f"{file}.toml"))  # type: ignore[valid-type]
    assert [str(id) for id in ids] == list(words)


def test_the_texts_render_with_the_name_of_the_group_alone() -> None:
    """Templates ask for nothing but `group`."""
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    rendered = [environment.from_string(text).render(group="Buurtkeuken") for _, text in all_texts()]
    assert [text for text in rendered if "{" in text] == []


def test_the_texts_are_plain() -> None:
    """No tags, no exclamation-mark cheer, no jargon, no `u`, and only typographic apostrophes."""
    faults = [(file, text) for file, text in all_texts() if re.search(r"[<>&']", text) or JARGON.search(text)]
    cheer = [(p.stem, t) for p in TIPS for t in strings(load(p)) if "!" in t]
    assert (faults, cheer) == ([], [])


def test_sentences_are_short() -> None:
    """At most twenty words a sentence, and fewer than twelve on average."""
    found = [(file, s) for file, text in all_texts() for s in sentences(text)]
    lengths = [len(s.split()) for _, s in found]
    assert [(file, s) for file, s in found if len(s.split()) > 20] == []
    assert sum(lengths) / len(lengths) < 12
