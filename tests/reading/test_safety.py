"""Words of distress are heard; exaggeration, jokes and the mission of a group are not taken for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.safety import Distress, hears_distress

_HERE = Path(__file__).parent
#: Lines of `kind<TAB>sentence`: Flemish, dialect, chat, learners' Dutch, about oneself and about others.
HEARD = [line.split("\t") for line in (_HERE / "test_safety_heard.tsv").read_text("utf-8").splitlines()]
HARMLESS = (_HERE / "test_safety_harmless.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(("kind", "text"), HEARD)
def test_distress_is_heard(kind: str, text: str) -> None:
    """Distress is heard, also in dialect and broken spelling, and named by its kind."""
    assert hears_distress(text) == Distress(kind)


@pytest.mark.parametrize("text", ["", *HARMLESS])
def test_what_is_no_distress_does_not_alarm(text: str) -> None:
    """Exaggeration, jokes, a mission and a group that shrinks are no alarm."""
    assert hears_distress(text) is None


def test_distress_is_heard_inside_a_long_message() -> None:
    """One sentence between others is enough, also with capitals and line breaks."""
    text = "Alles goed met de groep hoor!\nWe groeien.\n\nMaar IK ZIE HET NIET MEER ZITTEN.\nTot dinsdag"
    assert hears_distress(text) == Distress.SUICIDE


def test_the_most_urgent_is_named() -> None:
    """Where two kinds are heard, the more urgent one counts."""
    assert hears_distress("ik ben opgebrand en ik denk aan zelfmoord") == Distress.SUICIDE


@given(st.text(max_size=4096))
def test_any_text_is_fine(text: str) -> None:
    """No text makes it raise."""
    assert hears_distress(text) in {None, *Distress}
