"""What python-telegram-bot's own Bot does against the playground."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from bot.playground.server import Playground
from tests.playground.conftest import AN, TOKEN

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot


async def test_a_talk_goes_both_ways(bot: Bot, playground: Playground) -> None:
    """What a person writes is an update, and what the bot answers is in their chat."""
    playground.api.say(AN, "/start groep-7")
    [update] = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert (update.message.text, update.message.chat.id) == ("/start groep-7", AN)
    assert [(e.type, e.offset, e.length) for e in update.message.entities] == [("bot_command", 0, 6)]
    sent = await bot.send_message(AN, "Dag <b>An</b>", parse_mode="HTML")
    heard = await playground.api.next_message(AN)
    assert (heard.id, heard.text, heard.entities[0].type) == (sent.message_id, "Dag An", "bold")


async def test_a_press_is_answered(bot: Bot, playground: Playground) -> None:
    """A tap reaches the bot as a callback query, and its answer reaches the person."""
    playground.api.say(AN, "hallo")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="ja")]])
    sent = await bot.send_message(AN, "Doe je mee?", reply_markup=keyboard)
    query_id = playground.api.tap(AN, "Ja")
    _, update = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (query_id, "ja")
    await bot.answer_callback_query(query_id, "Fijn!")
    assert await playground.api.answer(query_id) == {"person": AN, "text": "Fijn!", "alert": False}
    await bot.edit_message_text("Je doet mee.", AN, sent.message_id)
    [message] = playground.api.said(AN)
    assert (message.text, message.buttons) == ("Je doet mee.", [])


async def test_files_are_kept(bot: Bot, playground: Playground) -> None:
    """A picture and a document go out, and their file ids can be used again."""
    playground.api.say(AN, "hallo")
    photo = await bot.send_photo(AN, PNG, caption="De <i>spiegel</i>", parse_mode="HTML")
    document = await bot.send_document(AN, b"a;b", filename="cijfers.csv")
    again = await bot.send_photo(AN, photo.photo[0].file_id)
    assert photo.caption == "De spiegel"
    assert document.document is not None
    assert document.document.file_name == "cijfers.csv"
    assert again.photo[0].file_id == photo.photo[0].file_id


async def test_what_the_bot_sets_up_is_there(bot: Bot) -> None:
    """Name, descriptions, commands, chat and webhook read back as they were set."""
    await bot.set_my_name("Bruis")
    await bot.set_my_description("Een coach")
    await bot.set_my_short_description("Coach")
    await bot.set_my_commands([BotCommand("help", "Wat kan ik?")], language_code="nl")
    assert (await bot.get_me()).first_name == "Bruis"
    assert (await bot.get_my_description()).description == "Een coach"
    assert (await bot.get_my_short_description()).short_description == "Coach"
    assert await bot.get_my_commands(language_code="nl") == (BotCommand("help", "Wat kan ik?"),)
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(language_code="nl")
    assert await bot.get_my_commands(language_code="nl") == ()
    assert (await bot.get_chat(AN)).first_name == "An"
    assert (await bot.get_webhook_info()).url == ""


async def test_typing_shows_until_the_next_message(bot: Bot, playground: Playground) -> None:
    """A chat action shows, and the message that follows takes it away."""
    playground.api.say(AN, "hallo")
    chat = playground.api.chat(AN)
    await bot.send_chat_action(AN, "typing")
    assert playground.api.world.typing(chat)
    await bot.send_message(AN, "Dag")
    assert not playground.api.world.typing(chat)


async def test_a_deleted_message_is_gone(bot: Bot, playground: Playground) -> None:
    """What the bot deletes is in the chat no more."""
    playground.api.say(AN, "hallo")
    sent = await bot.send_message(AN, "Dag")
    await bot.delete_message(AN, sent.message_id)
    assert playground.api.said(AN) == []
