"""A plan typed at once is taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.plan import split_plan


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "Als de vergadering begint, dan vraag ik wie er nieuw is.",
            ("de vergadering begint", "vraag ik wie er nieuw is."),
        ),
        ("als er iemand nieuw is dan spreek ik hem aan", ("er iemand nieuw is", "spreek ik hem aan")),
        ("Wanneer we maandag samenzitten, dan stel ik de vraag", ("we maandag samenzitten", "stel ik de vraag")),
        (
            "Als Jos alles alleen wil doen, vraag ik of ik mag helpen",
            ("Jos alles alleen wil doen", "vraag ik of ik mag helpen"),
        ),
        ("ALS het pauze is, DAN ga ik bij de nieuwe zitten", ("het pauze is", "ga ik bij de nieuwe zitten")),
        ("Als het pauze is:\ndan ga ik bij de nieuwe zitten", ("het pauze is", "ga ik bij de nieuwe zitten")),
        (
            "Zodra het programma er ligt, bel ik Fatima, want zij kent veel volk",
            ("het programma er ligt", "bel ik Fatima, want zij kent veel volk"),
        ),
        ("Als de groep ouder is dan vroeger, dan vraag ik raad", ("de groep ouder is dan vroeger", "vraag ik raad")),
        ("Als er iets is dan bel ik An, want ik ken haar", ("er iets is", "bel ik An, want ik ken haar")),
        ("Telkens als iemand stopt, bellen we hem op", ("iemand stopt", "bellen we hem op")),
        ("Mijn plan: als het dinsdag is, dan bel ik An", ("het dinsdag is", "bel ik An")),
    ],
)
def test_a_whole_plan_has_two_halves(text: str, halves: tuple[str, str]) -> None:
    """The halves are the person's own words, without `als` and `dan`."""
    assert split_plan(text) == halves


@pytest.mark.parametrize(
    "text",
    [
        "",
        "als",
        "als dan",
        "Als, dan",
        "Ik bel maandag naar An",
        "dan bel ik An",
        "Als de vergadering begint",
        "als we ouder zijn dan vroeger",
    ],
)
def test_half_a_plan_is_not_split(text: str) -> None:
    """Where a half is missing there is nothing to split."""
    assert split_plan(text) is None


@given(st.text(max_size=4096) | st.text(st.sampled_from("als dan,ik "), max_size=4096).map("als {}".format))
def test_any_text_is_fine(text: str) -> None:
    """No text makes it raise; halves are never empty."""
    assert all(split_plan(text) or ("x", "x"))
