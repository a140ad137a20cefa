"""Keyboards and what their buttons carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.keyboards import callback_data, markup, parse_callback


def test_a_keyboard_keeps_rows_and_order() -> None:
    """Labels and data come back in the shape of the Bot API."""
    assert markup([[("Ja", "k:1:ja"), ("Nee", "k:1:nee")], [("Sla over", "k:1:skip")]]) == {
        "inline_keyboard": [
            [{"text": "Ja", "callback_data": "k:1:ja"}, {"text": "Nee", "callback_data": "k:1:nee"}],
            [{"text": "Sla over", "callback_data": "k:1:skip"}],
        ]
    }


def test_a_button_brings_back_what_it_was_given() -> None:
    """The choice may itself hold colons."""
    assert parse_callback(callback_data("aB_-9", 12, "group:3")) == ("aB_-9", 12, "group:3")


@pytest.mark.parametrize(
    ("key", "asked", "choice"),
    [
        ("k", 1, "x" * 61),
        ("", 1, "ja"),
        ("k", -1, "ja"),
        ("k", 1, ""),
        ("k:2", 1, "ja"),
        ("k", 1, "één"),
        ("k", 1, "a b"),
    ],
)
def test_a_button_that_would_not_come_back_is_refused(key: str, asked: int, choice: str) -> None:
    """Over 64 bytes Telegram refuses the whole message; anything else would not parse."""
    with pytest.raises(ValueError, match="cannot be a button"):
        callback_data(key, asked, choice)


@pytest.mark.parametrize(
    "data", ["", ":", "k:1", "k::ja", "k:x:ja", "k:-1:ja", "k:1:", "k:١:ja", "k:1:ja\n", "k:1:" + "x" * 61]
)
def test_what_no_button_of_ours_carries_is_not_parsed(data: str) -> None:
    """The client may send anything."""
    assert parse_callback(data) is None


@given(st.text())
def test_any_text_that_parses_was_a_button(data: str) -> None:
    """Parsing and making are each other's inverse, up to leading zeros of the question's number."""
    if (parsed := parse_callback(data)) is not None:
        assert parse_callback(callback_data(*parsed)) == parsed
