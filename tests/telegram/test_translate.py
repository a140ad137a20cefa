"""From raw updates to inputs."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.translate import Arrival, arrival, sender_of
from bot.telegram.trimming import trimmed
from dialogues.inputs import Command, Edited, Input, Pressed, Said, Unreadable
from tests.telegram.updates import GROUP, Raw, edit, membership, message, press

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FORWARDED = {"type": "hidden_user", "sender_user_name": "X", "date": 1}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (message(text="Dag Bruis"), Said("Dag Bruis", AT, 3)),
        (message(text="/Start@BruisBot code"), Command("start", AT, "code")),
        (message(text="/start"), Command("start", AT)),
        (message(text="a\x00\ud83d"), Said("a\ufffd", AT, 3)),
        (message(text=" \u200b\n"), Unreadable("empty", AT)),
        (message(text="/start", forward_origin=FORWARDED), Unreadable("forwarded", AT)),
        (message(photo=[{}], forward_origin=FORWARDED), Unreadable("forwarded", AT)),
        (message(voice={}), Unreadable("voice", AT)),
        (message(video_note={}), Unreadable("voice", AT)),
        (message(audio={}), Unreadable("voice", AT)),
        (message(photo=[{}], caption="kijk 0478 12 34 56"), Unreadable("photo", AT, "kijk •••")),
        (message(sticker={}), Unreadable("sticker", AT)),
        (message(dice={}), Unreadable("other", AT)),
        (message(text=5), Unreadable("other", AT)),
        (message(pinned_message={}), None),
        (edit(text="Nee, toch niet"), Edited("Nee, toch niet", AT, 3)),
        (edit(caption="kijk"), None),
        (press(), Pressed(4, "ja", AT)),
        (press("raar"), Pressed(-1, "", AT)),
        (press(None), Pressed(-1, "", AT)),
        (message(text="wij ook", chat=GROUP), None),
        (message(voice={}, chat=GROUP), None),
        (edit(text="wij ook", chat=GROUP), None),
        (message(text="/groepen@bruisbot", chat=GROUP), Command("groepen", AT)),
        (message(text="/groepen", chat=GROUP), Command("groepen", AT)),
        (message(text="/groepen@anderebot", chat=GROUP), None),
    ],
)
def test_what_reaches_us_becomes_one_input(raw: Raw, expected: Input | None) -> None:
    """Every kind of message has its input; group chatter and what Telegram writes itself have none."""
    found = arrival(trimmed(raw), AT, username="BruisBot")
    assert found is not None
    assert found.input == expected


def test_a_press_brings_all_that_answering_it_takes() -> None:
    """The callback, whose button it was, and the message it hung under, as HTML."""
    assert arrival(trimmed(press()), AT) == Arrival(
        user_id=7,
        chat_id=7,
        private=True,
        input=Pressed(4, "ja", AT),
        callback_id="42",
        button_key="key",
        pressed_message_id=9,
        pressed_html="<b>Goed</b> &amp; wel?",
    )


def test_a_press_on_a_message_that_is_gone_is_still_a_press() -> None:
    """Without a message the chat is the person's own."""
    assert arrival(press(message=None), AT) == Arrival(
        7, 7, True, Pressed(4, "ja", AT), callback_id="42", button_key="key"
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (membership("kicked"), Arrival(7, 7, True, blocked=True)),
        (membership("member"), Arrival(7, 7, True, blocked=False)),
        (membership("kicked", GROUP), Arrival(7, -100, False, bot_status="kicked", title="De Buren")),
        (membership("member", GROUP), Arrival(7, -100, False, bot_status="member", title="De Buren")),
        (message(chat=GROUP, migrate_to_chat_id=-200), Arrival(7, -100, False, migrated_to=-200, title="De Buren")),
        ({"update_id": -1, "asked_member": {"chat_id": -100, "user_id": 7, "status": "administrator"}}, None),
        ({"update_id": 1, "poll": {"id": "1"}}, None),
        ({"update_id": 1}, None),
    ],
)
def test_changes_around_a_chat_are_told_apart(raw: Raw, expected: Arrival | None) -> None:
    """Blocking counts in private only; a group that moved says where to; no answer of our own comes from outside."""
    assert arrival(trimmed(raw), AT) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (message(text="dag"), 7),
        (edit(text="dag"), 7),
        (press(), 7),
        (membership("kicked"), 7),
        (message(text="dag", chat=GROUP), -100),
        (message(text="/groepen", chat=GROUP), 7),
        (membership("left", GROUP), -100),
        ({"update_id": 1, "message": {"chat": 3, "from": []}}, 0),
        (message(text="dag") | {"message": {"from": {"id": 2**80}, "chat": {"id": 1, "type": "private"}}}, 0),
        ({}, 0),
    ],
)
def test_updates_are_ordered_by_who_they_are_from(raw: Raw, expected: int) -> None:
    """A person's messages and presses share a key, also from a group; group chatter has the group's."""
    assert sender_of(raw) == expected


_ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.builds(list), st.builds(dict))
_WHOLE = [message(text="/start x", entities=[{"type": "bot_command"}]), edit(text="dag"), press(), membership("kicked")]


def _paths(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(found for name, inner in items for found in _paths(inner, (*path, name)))]


@given(st.sampled_from(_WHOLE), st.data())
def test_no_mangled_update_raises(whole: Raw, data: st.DataObject) -> None:
    """Whatever stands in whichever place, there is an arrival or none, and a sender that fits a column."""
    raw = json.loads(json.dumps(whole))
    for _ in range(data.draw(st.integers(1, 3))):
        *path, last = data.draw(st.sampled_from(_paths(raw)[1:]))
        part = raw
        for name in path:
            part = part[name]
        part[last] = data.draw(_ODD)
    found = arrival(trimmed(raw), AT)
    assert found is None or isinstance(found, Arrival)
    assert abs(sender_of(raw)) < 2**63
