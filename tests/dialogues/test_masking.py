"""Addresses and numbers that reach a person are masked; dates, amounts and hours stay what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.masking import masked

MASKED = [
    ("mail gerust naar jan.peeters@telenet.be, hoor", "mail gerust naar •••, hoor"),
    ("Jan+werk@sub.domein.example", "•••"),
    ("bel mij op 0478 12 34 56", "bel mij op •••"),
    ("0478/12.34.56 of 0478123456", "••• of •••"),
    ("bel +32 478 12 34 56 of 09/233.44.55", "bel ••• of •••"),
    ("0032478123456", "•••"),
    ("in Nederland: +31 6 12345678", "in Nederland: •••"),
    ("015 27 31 22 is van het secretariaat", "••• is van het secretariaat"),
    ("mijn rijksregisternummer is 85.07.30-033.28", "mijn rijksregisternummer is •••"),
    ("85073003328", "•••"),
    ("85 07 30 033 28", "•••"),
    ("storten op BE68 5390 0754 7034 a.u.b.", "storten op ••• a.u.b."),
    ("be68539007547034", "•••"),
    ("NL91 ABNA 0417 1643 00", "•••"),
]
KEPT = [
    "we zijn met twaalf vrijwilligers",
    "in 2019 begonnen we met 340 leden",
    "van 1998 tot 2024 deden we dat zo",
    "op 01/02/2024 om 20.00 uur, of op 15-02-2024",
    "we vergaderen van 20.00-22.00 en van 14.00-16.00",
    "de kas telt 12500 euro, vorig jaar 9875,50 euro",
    "1200 leden, 300 vrijwilligers, 45 groepen, 12 jaar",
    "seizoenen 2019-2020, 2020-2021 en 2021-2022",
    "groep @ de Linde, 3 à 4 keer per maand",
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_what_reaches_a_person_is_masked(text: str, expected: str) -> None:
    """Mail, telephone at home and abroad, national and account numbers, however they are typed."""
    assert masked(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_tells_of_the_group_stays(text: str) -> None:
    """Years, dates, hours, amounts and head counts."""
    assert masked(text) == text


@given(st.text(max_size=400) | st.text("0123456789 +-/.()@", max_size=400))
def test_any_text_is_fine(text: str) -> None:
    """No text makes it raise, and what is masked once stays as it is."""
    assert masked(masked(text)) == masked(masked(masked(text)))
