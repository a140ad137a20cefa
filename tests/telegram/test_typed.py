"""What a person typed."""

import pytest

from bot.telegram.typed import TypedCommand, blank, clean, command


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", TypedCommand("start", "", "")),
        ("/Start@BruisBot  abc-1 ", TypedCommand("start", "bruisbot", "abc-1")),
        ("/plan\nnu", TypedCommand("plan", "", "nu")),
        ("/stop!", TypedCommand("stop", "", "!")),
        ("/", None),
        ("/é", None),
        ("/thuis/fiets", None),
        (" /start", None),
        ("we zijn met 3/4", None),
        ("/a@b@c", None),
    ],
)
def test_a_text_is_a_command_where_telegram_marks_one_at_its_start(text: str, expected: TypedCommand | None) -> None:
    """The name and the bot come in lower case, the argument stripped."""
    assert command(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        (" \n\t\u00a0", True),
        ("\u200b\u200d\ufeff\u2060", True),
        ("\u3164\u2800", True),
        ("\ufe0f\u0301", True),
        (".", False),
        ("👍", False),
        ("\u200bja", False),
    ],
)
def test_a_text_is_blank_where_there_is_nothing_to_see(text: str, expected: bool) -> None:
    """Invisible signs do not make a text; one visible sign does."""
    assert blank(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\x00b", "ab"), ("\ud83d\udc4d", "👍"), ("a\ud83d", "a\ufffd"), ("\udc4da", "\ufffda"), ("één", "één")],
)
def test_a_cleaned_text_can_be_kept_by_any_database(text: str, expected: str) -> None:
    """No NUL and no half of a surrogate pair is left; whole pairs become the sign they stand for."""
    assert clean(text) == expected
