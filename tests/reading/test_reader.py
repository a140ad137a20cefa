"""The shipped reader: what it hears, what it leaves open, and what it never does."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.model import LifePhase, WarningLight
from dialogues.reading import load_reader

READER = load_reader()


@pytest.mark.parametrize(
    ("question", "text", "phase"),
    [
        ("doorstroming", "We zijn pas opgestart en dus nog volop op zoek naar medestanders.", LifePhase.STARTEND),
        ("vergaderen", "De hele groep beslist samen, en iedereen neemt iets op.", LifePhase.AUTONOOM),
        ("activiteiten", "Elk jaar hetzelfde, volgens het draaiboek.", LifePhase.ROUTINEUS),
        ("doorstroming", "Er komt niemand meer bij, we worden ouder.", LifePhase.VERSTILLEND),
    ],
)
def test_a_clear_reply_is_read(question: str, text: str, phase: LifePhase) -> None:
    """A reply that says it in so many words gets its phase."""
    assert READER.read(question, text).phase == phase


@pytest.mark.parametrize(
    "text", ["goh", "weet ik ni", "verschillend", "", "  ", "…", "👍", "Goede vraag!", "hangt ervan af", "het regent"]
)
def test_a_reply_that_says_nothing_is_left_open(text: str) -> None:
    """No phase, no evidence, never certain, all phases alike."""
    reading = READER.read("waarom", text)
    assert (reading.phase, reading.evidence, reading.certain) == (None, (), False)
    assert set(reading.probabilities.values()) == {0.25}


@pytest.mark.parametrize(
    ("question", "text", "lights"),
    [
        ("activiteiten", "We doen elk jaar hetzelfde", ["herhalen"]),
        ("activiteiten", "Er is al jaren niets veranderd", ["herhalen"]),
        ("waarom", "Niemand weet nog waarom we dit doen", ["wat"]),
        ("doorstroming", "We blijven liever onder ons", ["geslotenheid"]),
        ("vergaderen", "De voorzitter beslist", ["enkelen"]),
        ("taken", "Niemand wil het overnemen", ["enkelen"]),
        ("activiteiten", "We doen nooit twee keer hetzelfde", []),
        ("activiteiten", "We doen niet elk jaar hetzelfde", []),
        ("vergaderen", "Vroeger besliste de voorzitter alleen, nu beslissen we samen", []),
        ("samenwerken", "We werken graag samen met de school", []),
    ],
)
def test_lights_come_from_what_is_said(question: str, text: str, lights: list[str]) -> None:
    """What is said shows a light; the same negated, or about then, does not."""
    assert READER.read(question, text).lights == tuple(map(WarningLight, lights))


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("We doen elk jaar hetzelfde.", "We doen niet elk jaar hetzelfde."),
        ("Wij beslissen alles samen.", "Wij beslissen niet meer samen."),
        ("We hebben een vast jaarprogramma.", "We hebben nog geen vast jaarprogramma."),
        ("Er komen nieuwe mensen bij.", "Er komen geen nieuwe mensen meer bij."),
    ],
)
def test_negation_turns_a_reply_around(plain: str, negated: str) -> None:
    """A sentence and its negation are not the same phase."""
    assert READER.read("activiteiten", plain).phase != READER.read("activiteiten", negated).phase


def test_evidence_is_the_clause_that_decided() -> None:
    """People see their own clause, as they typed it, without the one that said nothing."""
    text = "Wel ja, goh... We doen ELK JAAR hetzelfde, dat is zo."
    assert [text[start:end] for start, end in READER.read("activiteiten", text).evidence] == [
        "We doen ELK JAAR hetzelfde"
    ]


@pytest.mark.parametrize(
    "text", ["WE DOEN ELK JAAR HETZELFDE", "we doen elk jaar tzelfde", "we doen élk jaar hetzelfste"]
)
def test_capitals_and_spelling_do_not_change_a_reading(text: str) -> None:
    """The same sentence, typed otherwise, is the same reading."""
    same = READER.read("activiteiten", "We doen elk jaar hetzelfde")
    other = READER.read("activiteiten", text)
    assert (other.phase, other.probabilities, other.lights) == (same.phase, same.probabilities, same.lights)


@settings(deadline=None)
@given(st.text(max_size=4096) | st.text(st.sampled_from("nietgok jar,.'’-!"), max_size=4096))
def test_any_text_can_be_read(text: str) -> None:
    """Never an exception; probabilities sum to one; evidence lies within the text; certain only with a phase."""
    reading = READER.read("waarom", text)
    assert math.isclose(sum(reading.probabilities.values()), 1)
    assert all(0 <= start < end <= len(text) for start, end in reading.evidence)
    assert not (reading.certain and reading.phase is None)
    assert reading.phase is None or reading.phase == reading.two_likeliest()[0]
