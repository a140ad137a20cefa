"""Whom the bot can reach, and for how long it can do what it could."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.playground.server import Playground
from tests.playground.conftest import AN, BAD, GROUP, TOO_OLD, Call, button, keyboard


async def test_a_stranger_is_not_found(call: Call, playground: Playground) -> None:
    """Who never wrote and is in no group with the bot is unknown to it."""
    newcomer = playground.api.add("Yusuf")
    answer = await call("sendMessage", chat_id=newcomer, text="x")
    assert answer["description"] == BAD + "chat not found"


async def test_a_blocked_bot(call: Call, playground: Playground) -> None:
    """Nothing reaches who has blocked the bot, until they write again."""
    playground.api.say(AN, "hallo")
    playground.api.block(AN)
    answer = await call("sendMessage", chat_id=AN, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    playground.api.say(AN, "toch maar")
    assert (await call("sendMessage", chat_id=AN, text="x"))["ok"]


async def test_a_deactivated_person(call: Call, playground: Playground) -> None:
    """Nothing reaches an account that is gone."""
    playground.api.say(AN, "hallo")
    playground.api.deactivate(AN)
    answer = await call("sendMessage", chat_id=AN, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: user is deactivated")


@pytest.mark.parametrize(
    ("kicked", "description"),
    [(True, "bot was kicked from the group chat"), (False, "bot is not a member of the group chat")],
)
async def test_a_group_without_the_bot(call: Call, playground: Playground, kicked: bool, description: str) -> None:
    """Nothing reaches a group the bot is not in."""
    playground.api.remove_bot(GROUP, kicked=kicked)
    answer = await call("sendMessage", chat_id=GROUP, text="x")
    assert (answer["error_code"], answer["description"]) == (403, f"Forbidden: {description}")


async def test_a_group_that_moved(call: Call, playground: Playground) -> None:
    """The old id says where the group went; there the bot can write, and both sides said so."""
    new = playground.api.migrate(GROUP)
    answer = await call("sendMessage", chat_id=GROUP, text="x")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": BAD + "group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    assert (await call("sendMessage", chat_id=new, text="x"))["result"]["message_id"] == 2
    updates = (await call("getUpdates"))["result"]
    notes = [(u["message"]["chat"]["id"], u["message"].get("migrate_to_chat_id")) for u in updates]
    assert notes == [(GROUP, new), (new, None)]


async def test_a_press_is_answered_once_and_in_time(call: Call, playground: Playground, clock: MovableClock) -> None:
    """A second answer is refused, and so is one after half a minute."""
    playground.api.say(AN, "hallo")
    await call("sendMessage", chat_id=AN, text="?", reply_markup=keyboard([button()]))
    first, late = playground.api.tap(AN, "Ja"), playground.api.tap(AN, "Ja")
    assert (await call("answerCallbackQuery", callback_query_id=first))["ok"]
    again = await call("answerCallbackQuery", callback_query_id=first)
    clock.advance(timedelta(seconds=31))
    too_late = await call("answerCallbackQuery", callback_query_id=late)
    assert [again["description"], too_late["description"]] == [BAD + TOO_OLD] * 2


async def test_deleting_has_a_term(call: Call, playground: Playground, clock: MovableClock) -> None:
    """After 48 hours a message stays."""
    playground.api.say(AN, "hallo")
    sent = (await call("sendMessage", chat_id=AN, text="Dag"))["result"]["message_id"]
    clock.advance(timedelta(hours=48, seconds=1))
    answer = await call("deleteMessage", chat_id=AN, message_id=sent)
    assert answer["description"] == BAD + "message can't be deleted for everyone"
