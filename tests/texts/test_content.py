"""The Dutch of the kenmerken asks, answers and mirrors as it should; that it is whole and plain, the check says."""

from collections import Counter

import pytest

from dialogues.model import LifePhase
from tests.texts.content import IDS, sentences, words_of


@pytest.mark.parametrize("id", IDS)
def test_a_kenmerk_has_three_answers_for_each_phase(id: str) -> None:
    """Whoever answers three times from the same phase does not hear the same thing twice."""
    assert [(p, len(wordings)) for p, wordings in words_of(id).heard.items()] == [(p, 3) for p in LifePhase]


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
