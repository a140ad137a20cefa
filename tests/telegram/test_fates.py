"""What becomes of a send that failed."""

from datetime import timedelta

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram.api import ApiError
from bot.telegram.fates import MOST_TRIES, Fate, Kind, classify
from bot.telegram.transport import NotSent
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY
from tests.telegram.rows import row

# The four kinds of calls, of which each has its own way with doubt.
ANSWER, EDIT = (
    row(lane=CALLBACK_ANSWER, method="answerCallbackQuery"),
    row(lane=CALLBACK_ANSWER, method="editMessageText"),
)
SAID, UNASKED = row(lane=REPLY), row(lane=OUTREACH)
KINDS = {"answer": ANSWER, "edit": EDIT, "reply": SAID, "unasked": UNASKED}
IN_DOUBT = {"answer": Kind.FAILED, "edit": Kind.AGAIN, "reply": Kind.AGAIN, "unasked": Kind.UNCERTAIN}
NOT_ARRIVED = IN_DOUBT | {"unasked": Kind.AGAIN}


def _error(code: int, description: str, **parameters: int) -> ApiError:
    return ApiError(code, description, parameters)


@pytest.mark.parametrize(
    ("code", "description", "expected"),
    [
        (403, "Forbidden: bot was blocked by the user", Kind.GONE),
        (403, "Forbidden: user is deactivated", Kind.GONE),
        (403, "Forbidden: bot can't initiate conversation with a user", Kind.GONE),
        (403, "Forbidden: bot can't send messages to bots", Kind.GONE),
        (403, "Forbidden: the bot can't send messages to the bot", Kind.GONE),
        (403, "Forbidden: bot was kicked from the group chat", Kind.GONE),
        (403, "Forbidden: bot was kicked from the supergroup chat", Kind.GONE),
        (403, "Forbidden: bot was kicked from the channel chat", Kind.GONE),
        (403, "Forbidden: the group chat was deleted", Kind.GONE),
        (403, "Forbidden: bot is not a member of the supergroup chat", Kind.GONE),
        (403, "Forbidden: bot is not a member of the channel chat", Kind.GONE),
        (400, "Bad Request: chat not found", Kind.GONE),
        (400, "Bad Request: chat_id is empty", Kind.GONE),
        (400, "Bad Request: not enough rights to send text messages to the chat", Kind.FAILED),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", Kind.FAILED),
        (400, "Bad Request: TOPIC_CLOSED", Kind.FAILED),
        (400, "Bad Request: message thread not found", Kind.FAILED),
        (400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3', Kind.FAILED),
        (400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag b", Kind.FAILED),
        (400, "Bad Request: message is too long", Kind.FAILED),
        (400, "Bad Request: text is too long", Kind.FAILED),
        (400, "Bad Request: message text is empty", Kind.FAILED),
        (400, "Bad Request: message caption is too long", Kind.FAILED),
        (400, "Bad Request: BUTTON_DATA_INVALID", Kind.FAILED),
        (400, "Bad Request: Button_url_invalid", Kind.FAILED),
        (400, "Bad Request: reply markup is too long", Kind.FAILED),
        (400, "Bad Request: message to edit not found", Kind.FAILED),
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", Kind.FAILED),
        (400, "Bad Request: Message is not modified: specified new message content and", Kind.SENT),
        (409, "Conflict: terminated by other getUpdates request", Kind.FAILED),
        (413, "Request Entity Too Large", Kind.FAILED),
        (421, "Misdirected Request", Kind.FAILED),
    ],
)
def test_a_refusal_for_good_is_the_same_for_every_kind(code: int, description: str, expected: Kind) -> None:
    """Asking again would change nothing; capitals do not matter."""
    fates = {
        classify(_error(code, said), kind).kind
        for kind in KINDS.values()
        for said in (description, description.upper())
    }
    assert fates == {expected}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TimedOut("SocketTimeoutError"), IN_DOUBT),
        (NetworkError("ServerDisconnectedError"), IN_DOUBT),
        (_error(500, "Internal Server Error: restart"), IN_DOUBT),
        (_error(502, "Bad Gateway"), IN_DOUBT),
        (_error(504, "Gateway Timeout"), IN_DOUBT),
        (NotSent("ClientConnectorError"), NOT_ARRIVED),
        (_error(401, "Unauthorized"), NOT_ARRIVED),
        (_error(404, "Not Found"), NOT_ARRIVED),
        (_error(429, "Too Many Requests", retry_after=4), dict.fromkeys(KINDS, Kind.PAUSED)),
    ],
)
def test_only_what_surely_did_not_arrive_or_may_come_twice_goes_again(
    error: ApiError | NetworkError, expected: dict[str, Kind]
) -> None:
    """A reply twice is better than none, an edit twice is one; something unasked twice is not; a press is answered at
    once or not. What is in doubt says so, because it is counted.
    """
    fates = {name: classify(error, kind) for name, kind in KINDS.items()}
    assert {name: fate.kind for name, fate in fates.items()} == expected
    assert {fate.doubt for fate in fates.values()} == {expected is IN_DOUBT}


def test_a_reply_in_doubt_is_not_sent_for_ever() -> None:
    """Ever longer waits, and after the last try it is over."""
    fates = [classify(TimedOut("x"), row(tries=tries)) for tries in range(1, MOST_TRIES + 1)]
    assert [fate.wait.total_seconds() for fate in fates] == [1, 2, 4, 8, 0]
    assert [fate.kind for fate in fates] == [Kind.AGAIN] * 4 + [Kind.FAILED]


def test_what_did_not_arrive_keeps_being_tried() -> None:
    """An evening without network costs no reply; the waits stay short."""
    assert classify(NotSent("x"), row(tries=1000)) == Fate(Kind.AGAIN, "not sent: x", timedelta(seconds=30))


@pytest.mark.parametrize(("parameters", "seconds"), [({"retry_after": 17}, 17), ({"retry_after": 0}, 1), ({}, 4)])
def test_a_429_waits_as_long_as_it_says(parameters: dict[str, int], seconds: int) -> None:
    """Without a figure the waits grow with the tries."""
    assert classify(_error(429, "Too Many Requests", **parameters), row(tries=3)).wait == timedelta(seconds=seconds)


@pytest.mark.parametrize("code", [400, 403])
def test_a_group_that_moved_is_written_to_in_its_new_place(code: int) -> None:
    """The new id comes along."""
    error = _error(code, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-200)
    fate = classify(error, SAID)
    assert (fate.kind, fate.chat_id) == (Kind.MIGRATED, -200)


def test_a_reason_quotes_nothing_of_the_message() -> None:
    """Telegram may repeat a piece of the text between quotes."""
    error = _error(400, 'Bad Request: can\'t parse entities: Unsupported start tag "onze groep" at byte offset 3')
    assert classify(error, SAID).reason == (
        '400 Bad Request: can\'t parse entities: Unsupported start tag "…" at byte offset 3'
    )
