"""What becomes of a send that failed."""

from datetime import timedelta

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram.api import ApiError
from bot.telegram.fates import MOST_TRIES, Fate, Kind, classify
from bot.telegram.transport import NotSent
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY

EVERY = (CALLBACK_ANSWER, REPLY, OUTREACH)
IN_DOUBT = {CALLBACK_ANSWER: Kind.FAILED, REPLY: Kind.AGAIN, OUTREACH: Kind.UNCERTAIN}
NOT_ARRIVED = IN_DOUBT | {OUTREACH: Kind.AGAIN}


def _error(code: int, description: str, **parameters: int) -> ApiError:
    return ApiError(code, description, parameters)


@pytest.mark.parametrize(
    ("code", "description", "expected"),
    [
        (403, "Forbidden: bot was blocked by the user", Kind.BLOCKED),
        (403, "Forbidden: user is deactivated", Kind.BLOCKED),
        (403, "Forbidden: bot can't initiate conversation with a user", Kind.BLOCKED),
        (403, "Forbidden: the bot can't send messages to the bot", Kind.FAILED),
        (403, "Forbidden: bot was kicked from the supergroup chat", Kind.FAILED),
        (403, "Forbidden: the group chat was deleted", Kind.FAILED),
        (400, "Bad Request: chat not found", Kind.FAILED),
        (400, "Bad Request: not enough rights to send text messages to the chat", Kind.FAILED),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", Kind.FAILED),
        (400, "Bad Request: message is too long", Kind.FAILED),
        (400, "Bad Request: BUTTON_DATA_INVALID", Kind.FAILED),
        (400, "Bad Request: message to edit not found", Kind.FAILED),
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", Kind.FAILED),
        (400, "Bad Request: Message is not modified: specified new message content and", Kind.SENT),
        (409, "Conflict: terminated by other getUpdates request", Kind.FAILED),
        (413, "Request Entity Too Large", Kind.FAILED),
        (421, "Misdirected Request", Kind.FAILED),
    ],
)
def test_a_refusal_for_good_is_the_same_in_every_lane(code: int, description: str, expected: Kind) -> None:
    """Asking again would change nothing."""
    assert {classify(_error(code, description), lane, 1).kind for lane in EVERY} == {expected}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TimedOut("SocketTimeoutError"), IN_DOUBT),
        (
            NetworkError("ServerDisconnectedError"),
            IN_DOUBT,
        ),
        (_error(500, "restart"), IN_DOUBT),
        (_error(502, "Bad Gateway"), IN_DOUBT),
        (NotSent("ClientConnectorError"), NOT_ARRIVED),
        (_error(401, "Unauthorized"), NOT_ARRIVED),
        (_error(404, "Not Found"), NOT_ARRIVED),
        (_error(429, "Too Many Requests", retry_after=4), dict.fromkeys(EVERY, Kind.PAUSED)),
    ],
)
def test_only_what_surely_did_not_arrive_or_is_a_reply_goes_again(
    error: ApiError | NetworkError, expected: dict[int, Kind]
) -> None:
    """A reply twice is better than none; something unasked twice is not; a press is answered at once or not."""
    assert {lane: classify(error, lane, 1).kind for lane in EVERY} == expected


def test_a_reply_in_doubt_is_not_sent_for_ever() -> None:
    """Ever longer waits, and after the last try it is over."""
    fates = [classify(TimedOut("x"), REPLY, tries) for tries in range(1, MOST_TRIES + 1)]
    assert [fate.wait.total_seconds() for fate in fates] == [1, 2, 4, 8, 0]
    assert [fate.kind for fate in fates] == [Kind.AGAIN] * 4 + [Kind.FAILED]


def test_what_did_not_arrive_keeps_being_tried() -> None:
    """An evening without network costs no reply; the waits stay short."""
    assert classify(NotSent("x"), REPLY, 1000) == Fate(Kind.AGAIN, "not sent: x", timedelta(seconds=30))


@pytest.mark.parametrize(("parameters", "seconds"), [({"retry_after": 17}, 17), ({"retry_after": 0}, 1), ({}, 4)])
def test_a_429_waits_as_long_as_it_says(parameters: dict[str, int], seconds: int) -> None:
    """Without a figure the waits grow with the tries."""
    assert classify(_error(429, "Too Many Requests", **parameters), REPLY, 3).wait == timedelta(seconds=seconds)


@pytest.mark.parametrize("code", [400, 403])
def test_a_group_that_moved_is_written_to_in_its_new_place(code: int) -> None:
    """The new id comes along."""
    error = _error(code, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-200)
    fate = classify(error, REPLY, 1)
    assert (fate.kind, fate.chat_id) == (Kind.MIGRATED, -200)


def test_a_reason_quotes_nothing_of_the_message() -> None:
    """Telegram may repeat a piece of the text between quotes."""
    error = _error(400, 'Bad Request: can\'t parse entities: Unsupported start tag "onze groep" at byte offset 3')
    assert classify(error, REPLY, 1).reason == (
        '400 Bad Request: can\'t parse entities: Unsupported start tag "…" at byte offset 3'
    )
