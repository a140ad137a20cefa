"""What a person does on a phone reaches the bot, and what the bot does is seen there."""

import pytest
from playwright.async_api import Page, expect

from tests.playground.browser.bot import Bot
from tests.playground.browser.phone import Phone

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]
AN, MOHAMED, GROUP = 7_000_000_001, 7_000_000_002, -4_000_000_001


async def test_start_is_the_first_thing_one_can_do(an: Phone, bot: Bot) -> None:
    """Who never wrote has a Start button instead of a place to type; it sends /start."""
    await expect(an.box).to_have_count(0)
    await an.tap("Start")
    assert (await bot.update("message"))["text"] == "/start"
    await expect(an.box).to_be_visible()


async def test_what_the_bot_says_is_seen_as_it_meant_it(started: Phone, bot: Bot) -> None:
    """Bold is bold, and a sign is a sign."""
    before = await started.last()
    await bot("sendMessage", chat_id=AN, text="Dag <b>An</b>, 1 &lt; 2", parse_mode="HTML")
    assert await started.wait_for_bot(before) == "Dag An, 1 < 2"
    await expect(started.node.locator(".text b")).to_have_text("An")


async def test_enter_sends_and_shift_enter_goes_on(started: Phone, bot: Bot) -> None:
    """Shift+Enter begins a new line in the same message."""
    await started.box.press_sequentially("eerste")
    await started.box.press("Shift+Enter")
    await started.box.press_sequentially("tweede")
    await started.box.press("Enter")
    assert (await bot.update("message"))["text"] == "eerste\ntweede"
    await expect(started.box).to_have_value("")


async def test_a_button_can_be_tapped_twice(started: Phone, bot: Bot) -> None:
    """Both taps arrive: nothing is disabled while the bot thinks."""
    await bot("sendMessage", chat_id=AN, text="Gaat dat?", reply_markup=bot.keys("Ja", "Nee"))
    await started.button("Ja").dblclick()
    assert [(await bot.update("callback_query"))["data"] for _ in range(2)] == ["Ja", "Ja"]


async def test_a_tap_can_wait_for_a_newer_button(started: Phone, bot: Bot) -> None:
    """A button of the same name under an earlier message is left alone."""
    old = await bot("sendMessage", chat_id=AN, text="Oud", reply_markup=bot.keys("Ja"))
    await started.wait_for_bot(0, containing="Oud")
    new = await bot("sendMessage", chat_id=AN, text="Nieuw", reply_markup=bot.keys("Ja"))
    await started.tap("Ja", after=old["message_id"])
    assert (await bot.update("callback_query"))["message"]["message_id"] == new["message_id"]


async def test_the_answer_to_a_tap_is_shown_shortly(started: Phone, bot: Bot) -> None:
    """It stands in a status line, for eyes and for a screen reader, and the button stops waiting."""
    await bot("sendMessage", chat_id=AN, text="Gaat dat?", reply_markup=bot.keys("Ja", "Nee"))
    await started.tap("Ja")
    await expect(started.button("Ja")).to_have_attribute("aria-busy", "true")
    await bot("answerCallbackQuery", callback_query_id=(await bot.update("callback_query"))["id"], text="Genoteerd")
    await expect(started.node.get_by_role("status")).to_have_text("Genoteerd")
    await expect(started.button("Ja")).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_until_it_is_read(started: Phone, bot: Bot) -> None:
    """An answer with show_alert is a window with one button."""
    await bot("sendMessage", chat_id=AN, text="Gaat dat?", reply_markup=bot.keys("Ja", "Nee"))
    await started.tap("Ja")
    query = await bot.update("callback_query")
    await bot("answerCallbackQuery", callback_query_id=query["id"], text="Lees dit even", show_alert=True)
    dialog = started.page.get_by_role("dialog", name="Bericht van Bruis")
    await expect(dialog).to_contain_text("Lees dit even")
    await dialog.get_by_role("button", name="Oké").click()
    await expect(dialog).to_have_count(0)


async def test_buttons_go_when_the_bot_takes_them_off(started: Phone, bot: Bot) -> None:
    """An edited message shows its new text, no buttons, and that it was changed."""
    sent = await bot("sendMessage", chat_id=AN, text="Gaat dat?", reply_markup=bot.keys("Ja", "Nee"))
    await expect(started.button("Ja")).to_be_visible()
    await bot("editMessageText", chat_id=AN, message_id=sent["message_id"], text="Gaat dat? Ja")
    message = started.node.locator(f'[data-message="{sent["message_id"]}"]')
    await expect(message.locator(".text")).to_have_text("Gaat dat? Ja")
    await expect(message.get_by_role("button")).to_have_count(0)
    await expect(message.locator(".meta")).to_contain_text("gewijzigd")


async def test_an_earlier_message_can_be_changed(started: Phone, bot: Bot) -> None:
    """The pencil puts it back in the composer; sending changes it."""
    number = await started.say("We zijn met vijf")
    await started.tap("Bericht wijzigen")
    await expect(started.box).to_have_value("We zijn met vijf")
    await started.box.fill("We zijn met zes")
    await started.box.press("Enter")
    assert (await bot.update("edited_message"))["text"] == "We zijn met zes"
    message = started.node.locator(f'[data-message="{number}"]')
    await expect(message.locator(".text")).to_have_text("We zijn met zes")
    await expect(message.locator(".meta")).to_contain_text("gewijzigd")


async def test_escape_leaves_a_message_as_it_was(started: Phone) -> None:
    """Arrow up begins to change the last one, Escape stops."""
    await started.say("We zijn met vijf")
    await started.box.press("ArrowUp")
    await expect(started.box).to_have_value("We zijn met vijf")
    await started.box.press("Escape")
    await expect(started.box).to_have_value("")
    await expect(started.node.locator(".editing")).to_be_hidden()


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Foto", "photo"),
        ("Spraakbericht", "voice"),
        ("Sticker", "sticker"),
        ("Doorgestuurd bericht", "forward_origin"),
        ("Locatie", "location"),
        ("Bestand", "document"),
    ],
)
async def test_what_is_attached_arrives_as_such(started: Phone, bot: Bot, label: str, field: str) -> None:
    """Each entry of the attach menu sends its kind of message, and shows it."""
    await started.choose("Bijlage toevoegen", label)
    assert field in await bot.update("message")
    await expect(started.node.locator(".attached").last).to_have_text(label)


async def test_the_command_menu_sends_a_command(started: Phone, bot: Bot) -> None:
    """It offers what the bot set for this chat, in its words."""
    await bot("setMyCommands", commands=[{"command": "profiel", "description": "Kijk terug"}])
    await started.choose("Opdrachten", "/profiel")
    assert (await bot.update("message"))["text"] == "/profiel"


async def test_a_command_in_a_text_can_be_tapped(started: Phone, bot: Bot) -> None:
    """As in the real app, /help in a sentence is a link that sends it."""
    await bot("sendMessage", chat_id=AN, text="Typ /help voor hulp.")
    await started.tap("/help")
    assert (await bot.update("message"))["text"] == "/help"


async def test_the_bot_can_be_blocked_and_let_in_again(started: Phone, bot: Bot) -> None:
    """A blocked bot has no place to type to, and a way back."""
    await started.choose("Meer", "Bruis blokkeren")
    assert (await bot.update("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(started.box).to_have_count(0)
    await started.tap("Deblokkeren")
    assert (await bot.update("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(started.box).to_be_visible()


@pytest.mark.parametrize("where", ["button", "text"])
async def test_a_link_that_starts_the_bot_starts_it_here(started: Phone, bot: Bot, where: str) -> None:
    """t.me/<bot>?start=CODE sends /start CODE in one's own chat instead of leaving for the network."""
    link = f"https://t.me/{(await bot('getMe'))['username']}?start=linde-42"
    keys = {"inline_keyboard": [[{"text": "Doe mee", "url": link}]]}
    if where == "button":
        await bot("sendMessage", chat_id=AN, text="Kom erbij", reply_markup=keys)
    else:
        await bot("sendMessage", chat_id=AN, text=f'<a href="{link}">Doe mee</a>', parse_mode="HTML")
    await started.tap("Doe mee")
    assert (await bot.update("message"))["text"] == "/start linde-42"


async def test_typing_is_shown_until_the_message_comes(started: Phone, bot: Bot) -> None:
    """The head of the chat says so."""
    status = started.node.locator(".chat-status")
    await bot("sendChatAction", chat_id=AN, action="typing")
    await expect(status).to_have_text("aan het typen…")
    await bot("sendMessage", chat_id=AN, text="Dag")
    await expect(status).to_have_text("automatische coach")


async def test_in_the_group_one_chooses_who_writes(page: Page, bot: Bot) -> None:
    """The message comes from the person chosen, and the others see the name."""
    group = await Phone(page, GROUP).take()
    await group.node.get_by_label("Schrijven als").select_option(label="Mohamed")
    await group.say("/help")
    assert (await bot.update("message"))["from"]["first_name"] == "Mohamed"
    await group.node.get_by_label("Schrijven als").select_option(label="An")
    await expect(group.node.locator(".sender")).to_have_text("Mohamed")
