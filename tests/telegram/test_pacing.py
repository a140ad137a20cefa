"""How fast messages may go out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pacing import Pacing, Refusals, Window
from storage.messages import CALLBACK_ANSWER, REPLY

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def _sent_in(pacing: Pacing, chat: int, seconds: int) -> list[int]:
    """The tenths of a second in which a chat that always has something to say may say it."""
    times = []
    for tenth in range(seconds * 10):
        while pacing.ready_at(chat, REPLY, "sendMessage", _at(tenth / 10)) == _at(tenth / 10):
            pacing.take(chat, REPLY, "sendMessage", _at(tenth / 10))
            times.append(tenth)
    return times


def test_a_private_chat_gets_one_a_second_after_a_burst_of_three() -> None:
    """Telegram's figure, with the short burst it allows."""
    assert _sent_in(Pacing(30), 7, 4) == [0, 0, 0, 10, 20, 30]


def test_a_group_gets_twenty_a_minute() -> None:
    """In any sixty seconds."""
    assert _sent_in(Pacing(30), -100, 121) == [0] * 20 + [600] * 20 + [1200] * 20


def test_one_chat_that_waits_holds_up_no_other_nor_an_answer_to_a_press() -> None:
    """Only what shows a message in that chat waits."""
    pacing = Pacing(30)
    for _ in range(3):
        pacing.take(7, REPLY, "sendMessage", START)
    sends = [
        (7, REPLY, "sendMessage"),
        (7, CALLBACK_ANSWER, "answerCallbackQuery"),
        (7, REPLY, "editMessageText"),
        (8, REPLY, "sendMessage"),
    ]
    assert [pacing.ready_at(*send, START) for send in sends] == [_at(1), START, START, START]


@pytest.mark.parametrize(
    ("chat", "lane", "method", "counts"),
    [
        (7, REPLY, "sendMessage", True),
        (7, REPLY, "copyMessage", True),
        (7, REPLY, "editMessageText", False),
        (-7, REPLY, "editMessageText", True),
        (7, CALLBACK_ANSWER, "answerCallbackQuery", False),
        (-7, CALLBACK_ANSWER, "answerCallbackQuery", False),
    ],
)
def test_what_shows_a_message_counts(chat: int, lane: int, method: str, counts: bool) -> None:
    """In groups edits are limited too."""
    pacing = Pacing(30)
    pacing.take(chat, lane, method, START)
    assert pacing.unasked_left(START) == 30 - counts


def test_replies_count_in_the_pace_of_what_is_unasked() -> None:
    """And go on where nothing unasked may."""
    pacing = Pacing(10)
    for chat in range(1, 13):
        pacing.take(chat, REPLY, "sendMessage", START)
    assert (pacing.unasked_left(START), pacing.unasked_at(START)) == (0, _at(1))
    assert pacing.ready_at(13, REPLY, "sendMessage", START) == START
    assert (pacing.unasked_left(_at(1)), pacing.unasked_at(_at(1))) == (10, _at(1))


@given(st.lists(st.integers(0, 3_000), max_size=60), st.integers(1, 8))
def test_no_second_holds_more_than_the_window_allows(moments: list[int], most: int) -> None:
    """At whatever moments it is tried, any second of those taken holds at most `most`."""
    window, taken = Window(most, 1_000), []
    for now in sorted(moments):
        if window.left(now):
            window.take(now)
            taken.append(now)
    assert all(sum(start <= at < start + 1_000 for at in taken) <= most for start in taken)


@pytest.mark.parametrize(
    ("refusals", "expected"),
    [
        ([(7, REPLY, 0)], [False]),
        ([(7, REPLY, 0), (7, REPLY, 0.1)], [False, False]),
        ([(7, REPLY, 0), (8, REPLY, 0.9)], [False, True]),
        ([(7, REPLY, 0), (8, REPLY, 1.1)], [False, False]),
        ([(7, CALLBACK_ANSWER, 0)], [True]),
    ],
)
def test_a_429_concerns_all_where_two_chats_or_a_press_meet_it(
    refusals: list[tuple[int, int, float]], expected: list[bool]
) -> None:
    """One chat's 429 is that chat's."""
    noted = Refusals()
    assert [noted.everywhere(chat, lane, _at(seconds)) for chat, lane, seconds in refusals] == expected
