"""How fast messages may go out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pacing import UNASKED, Pacing, Refusals
from storage.messages import CALLBACK_ANSWER, OUTREACH, Taken
from tests.telegram.rows import row

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def _sent_in(pacing: Pacing, seconds: int, one: Taken, start: float = 0) -> list[int]:
    """The tenths of a second, from `start` on, in which such a row goes that is always there to be sent."""
    times = []
    for tenth in range(seconds * 10):
        while pacing.go(one, _at(start + tenth / 10)) == _at(start + tenth / 10):
            times.append(tenth)
    return times


def test_a_private_chat_gets_one_a_second_after_a_burst_of_three() -> None:
    """Telegram's figure, with the short burst it allows."""
    assert _sent_in(Pacing(30), 4, row()) == [0, 0, 0, 10, 20, 30]


@given(st.lists(st.integers(0, 1200), max_size=200))
def test_a_group_gets_at_most_twenty_in_any_minute(tenths: list[int]) -> None:
    """At whatever moments it is tried; and twenty it gets."""
    pacing = Pacing(30)
    sent = [tenth for tenth in sorted(tenths) if pacing.go(row(-100), _at(tenth / 10)) == _at(tenth / 10)]
    assert all(sum(start <= at < start + 600 for at in sent) <= 20 for start in sent)
    assert len(_sent_in(Pacing(30), 60, row(-100))) == 20


def test_one_chat_that_waits_holds_up_no_other_nor_an_answer_to_a_press() -> None:
    """Only what shows a message in that chat waits."""
    pacing = Pacing(30)
    for _ in range(3):
        pacing.go(row(7), START)
    sends = [row(7), row(7, CALLBACK_ANSWER, "answerCallbackQuery"), row(7, method="editMessageText"), row(8)]
    assert [pacing.go(send, START) for send in sends] == [_at(1), START, START, START]


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (row(), True),
        (row(method="copyMessage"), True),
        (row(method="editMessageText"), False),
        (row(-7, method="editMessageText"), True),
        (row(lane=CALLBACK_ANSWER, method="answerCallbackQuery"), False),
        (row(-7, CALLBACK_ANSWER, "answerCallbackQuery"), False),
    ],
)
def test_what_shows_a_message_counts(one: Taken, counts: bool) -> None:
    """In groups edits are limited too."""
    pacing = Pacing(300)
    pacing.go(one, START)
    assert pacing.unasked_left(START) == 10 - counts


def test_what_is_unasked_keeps_its_pace_and_makes_up_for_a_late_round() -> None:
    """300 a second, evenly, at most ten at once."""
    pacing = Pacing(300)
    sent = [
        sum(pacing.go(row(n, OUTREACH), _at(ms / 1000)) == _at(ms / 1000) for n in range(1, 20)) for ms in (0, 0, 20)
    ]
    assert (sent, pacing.unasked_left(_at(1))) == ([10, 0, 6], 10)


def test_replies_count_in_the_pace_of_what_is_unasked() -> None:
    """And go on where nothing unasked may, which waits for a second at most."""
    pacing = Pacing(10)
    assert [pacing.go(row(chat), START) for chat in range(1, 60)] == [START] * 59
    assert (pacing.unasked_left(START), pacing.unasked_at(START)) == (0, _at(1))
    assert (pacing.unasked_left(_at(1)), pacing.unasked_at(_at(1))) == (1, _at(1))


@pytest.mark.parametrize(("refusals", "sent"), [(0, 10), (1, 5), (2, 5), (9, 5)])
def test_after_refusals_a_chat_is_half_as_fast(refusals: int, sent: int) -> None:
    """And no slower, as somebody waits there: of what it would get in the ten seconds after its burst."""
    pacing = Pacing(30)
    for _ in range(refusals):
        pacing.slow_down(7, START)
    for _ in range(3):
        pacing.go(row(), START)
    assert len(_sent_in(pacing, 10, row(), 0.1)) == sent


@pytest.mark.parametrize(("refusals", "sent"), [(0, 1000), (1, 504), (2, 250), (3, 125), (9, 125)])
def test_after_each_refusal_what_is_unasked_is_half_as_fast(refusals: int, sent: int) -> None:
    """An eighth at least: of what would go in ten seconds."""
    pacing = Pacing(100)
    for _ in range(refusals):
        pacing.slow_down(UNASKED, START)
    moments = [_at(ms / 1000) for ms in range(0, 10_000, 2)]
    assert sum(pacing.go(row(n + 1, OUTREACH), now) == now for n, now in enumerate(moments)) == pytest.approx(sent, 0.1)


def test_a_minute_after_a_refusal_the_pace_is_normal() -> None:
    """It eases off evenly: of 10 a second it is 5 at first, then ever more."""
    pacing = Pacing(10)
    pacing.slow_down(UNASKED, START)
    sent = [0] * 62
    for ms in range(0, 62_000, 10):
        sent[ms // 1000] += pacing.go(row(ms + 1, OUTREACH), _at(ms / 1000)) == _at(ms / 1000)
    assert [sent[second] for second in (0, 20, 40, 61)] == [5, 6, 7, 10]


def test_replicas_share_a_pace() -> None:
    """What one has used, and was told of, another does not use again."""
    one, two = Pacing(300), Pacing(300)
    for chat in range(1, 11):
        one.go(row(chat, OUTREACH), START)
    used = one.used()
    two.know(used)
    assert (set(used), one.used(), two.unasked_left(START)) == ({UNASKED, *range(1, 11)}, {}, 0)
    assert two.go(row(1), START) == START


def test_a_clock_that_is_set_back_holds_nothing_up() -> None:
    """An hour back, a chat waits no longer than after its burst."""
    pacing = Pacing(30)
    for _ in range(3):
        pacing.go(row(), _at(3600))
    assert (pacing.go(row(), START), pacing.unasked_at(START)) == (_at(1), _at(1))


@pytest.mark.parametrize(
    ("refusals", "expected"),
    [
        ([(row(7), 0)], [False]),
        ([(row(7), 0), (row(7), 0.1)], [False, False]),
        ([(row(7), 0), (row(8), 0.9)], [False, True]),
        ([(row(7), 0), (row(8), 1.1)], [False, False]),
        ([(row(7, CALLBACK_ANSWER, "answerCallbackQuery"), 0)], [True]),
        ([(row(7, CALLBACK_ANSWER, "editMessageText"), 0)], [False]),
    ],
)
def test_a_429_concerns_all_where_two_chats_or_a_press_meet_it(
    refusals: list[tuple[Taken, float]], expected: list[bool]
) -> None:
    """One chat's 429 is that chat's."""
    noted = Refusals()
    assert [noted.everywhere(one, _at(seconds)) for one, seconds in refusals] == expected
