"""What comes in is stripped of all that nobody reads, before it is on disk."""

import json
from typing import Any

import pytest

from bot.telegram.incoming import received
from bot.telegram.trimming import trimmed
from tests.telegram.updates import GROUP, Raw, edit, membership, message, press, private, user

MARK = "qzxjk"
OTHER = {"id": 5, "is_bot": False, "first_name": MARK, "last_name": MARK, "username": MARK, "language_code": MARK}
WHO: dict[str, Any] = {"from": user() | OTHER, "chat": private() | {"first_name": MARK, "username": MARK}}
#: What a message can hold of which nothing is needed.
UNREAD: list[dict[str, Any]] = [
    {"photo": [{"file_id": MARK}], "caption": "kijk", "caption_entities": [{"url": MARK}]},
    {"voice": {"file_id": MARK, "file_unique_id": MARK}},
    {"document": {"file_name": MARK, "thumbnail": {"file_id": MARK}}},
    {"contact": {"phone_number": MARK, "first_name": MARK, "vcard": MARK}},
    {"location": {"latitude": 50.8, "x": MARK}, "venue": {"address": MARK}},
    {"poll": {"question": MARK, "options": [{"text": MARK}]}},
    {"text": MARK, "forward_origin": {"sender_user_name": MARK}},
    {"text": "dag", "reply_to_message": {"text": MARK}, "quote": {"text": MARK}, "external_reply": {"origin": MARK}},
    {"text": "dag", "entities": [{"type": "text_link", "url": MARK}], "link_preview_options": {"url": MARK}},
    {"text": "dag", "something_of_tomorrow": {"deep": [MARK]}},
    {"new_chat_members": [OTHER], "left_chat_member": OTHER},
]


@pytest.mark.parametrize("content", UNREAD, ids="-".join)
@pytest.mark.parametrize("make", [message, edit])
def test_nothing_unread_comes_further(make: Any, content: dict[str, Any]) -> None:
    """Names, files, places, cards, quotes and what Telegram may add later are gone; that they were there is known."""
    kept = trimmed(make(**WHO, **content))
    assert MARK not in json.dumps(kept)
    [part] = [part for name, part in kept.items() if name != "update_id"]
    assert set(content) <= set(part)


@pytest.mark.parametrize(
    "raw",
    [
        press(**{"from": user() | OTHER, "chat_instance": MARK}),
        membership("kicked") | {"chat_member": {"from": OTHER}, "poll_answer": {"user": OTHER}},
        {"update_id": 1, "inline_query": {"query": MARK}},
        {"update_id": 1, "message": MARK},
    ],
)
def test_other_updates_are_as_bare(raw: Raw) -> None:
    """A press, a block and whatever else keep only numbers."""
    assert MARK not in json.dumps(trimmed(raw))


def test_a_button_comes_back_with_the_message_it_hung_under() -> None:
    """That is the bot's own, and is shown again as it was."""
    raw = press()
    shown = trimmed(raw)["callback_query"]["message"]
    assert (shown["text"], shown["entities"]) == ("Goed & wel?", [{"type": "bold", "offset": 0, "length": 4}])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bel me op 0478 12 34 56", "bel me op •••"),
        ("/start g-0123456789abcdef", "/start g-0123456789abcdef"),
        ("/start 0478123456", "/start 0478123456"),
        ("/plan bel 0478 12 34 56 eens", "/plan bel ••• eens"),
        ("x" * 5000, "x" * 4096),
    ],
)
def test_what_is_typed_is_masked_first(typed: str, kept: str) -> None:
    """In a message, a change of one and what follows a command; a join code stays what it is."""
    rows = received([message(text=typed), edit(text=typed)])
    texts = [next(part["text"] for part in json.loads(row.payload).values() if isinstance(part, dict)) for row in rows]
    assert texts == [kept, kept]


def test_a_group_that_moved_still_says_where_to() -> None:
    """Numbers of messages and chats are read, and stay."""
    raw = message(chat=GROUP, migrate_to_chat_id=-200)
    kept = trimmed(raw)["message"]
    assert (kept["chat"], kept["migrate_to_chat_id"], kept["message_id"]) == (GROUP, -200, 3)
