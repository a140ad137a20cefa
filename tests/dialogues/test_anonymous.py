"""What is kept to learn from holds nothing that could tell who wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.anonymous import TAKEN_OUT, anonymous

TAKEN_APART = [
    ("Jos beslist alles, wij niet", "_ beslist alles, wij niet"),
    ("wij zijn met 12, sinds 1998", "wij zijn met 12, sinds _"),
    ("in het parochiecentrum van Balegem", "in het _ van _"),
    ("da's altijd zo", "da's altijd zo"),
    ("da’s altijd zo", "da’s altijd zo"),
]
NOT_KEPT = ["mijn man is ziek", "bel mij op 0478 12 34 56", "Xyzzy Qwerty", "👍", ""]


@pytest.mark.parametrize(("text", "kept"), TAKEN_APART)
def test_uncommon_words_are_taken_out(text: str, kept: str) -> None:
    """Names, places, years and odd words go; common words, small numbers and marks stay."""
    assert anonymous(text) == kept


@pytest.mark.parametrize("text", NOT_KEPT)
def test_some_texts_are_not_kept_at_all(text: str) -> None:
    """What is private in common words, and what has no common word."""
    assert anonymous(text) is None


@given(st.text(max_size=200))
def test_taking_out_twice_is_taking_out_once(text: str) -> None:
    """Nothing that was taken out comes back, and what stays is common."""
    kept = anonymous(text)
    assert kept is None or anonymous(kept) == kept


@pytest.mark.parametrize("name", ["Peter", "Fatima", "Marieke", "Brugge", "Okra"])
def test_names_are_not_common(name: str) -> None:
    """Names of people, places and organisations."""
    assert anonymous(f"wij en {name}") == f"wij en {TAKEN_OUT}"
