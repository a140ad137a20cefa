"""The page is for everyone: keyboard, screen reader, large text, small screen, dark and light."""

import pytest
from playwright.async_api import Page, expect

from tests.playground.browser.bot import Bot
from tests.playground.browser.phone import Phone

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]
AN = 7_000_000_001
ENOUGH = 4.5  # contrast of text, WCAG 2.2 criterion 1.4.3
ON = {
    "card": ["ink", "soft", "accent", "amber"],
    "card-2": ["ink", "soft", "accent"],
    "bubble": ["ink", "soft", "accent"],
    "key": ["accent"],
    "own": ["ink", "own-soft", "accent"],
    "ground": ["ink", "soft", "accent"],
    "ground-2": ["ink", "soft", "accent"],
    "accent": ["accent-ink"],
    "accent-wash": ["ink", "accent"],
    "amber-wash": ["amber"],
    "mark": ["ink"],
}
SMALL_TARGETS = """() => [...document.querySelectorAll("button, select, textarea, summary, .key")]
    .filter((node) => node.checkVisibility() && !node.classList.contains("in-text"))
    .filter((node) => Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width) < 44)
    .map((node) => node.outerHTML.slice(0, 80))"""
CUT_OFF = """phone => [...phone.querySelectorAll(".messages, .composer, .chat-head")]
    .filter((node) => node.scrollWidth > node.clientWidth)
    .map((node) => node.className)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_can_be_read(page: Page, scheme: str) -> None:
    """Each colour of text on each ground it stands on has a contrast of at least 4.5 to 1."""
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    colours = await page.evaluate(
        """(names) => Object.fromEntries(names.map((name) =>
            [name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()]))""",
        sorted({*ON, *(text for texts in ON.values() for text in texts)}),
    )
    pairs = [(text, ground) for ground, texts in ON.items() for text in texts]
    faint = [pair for pair in pairs if _contrast(colours[pair[0]], colours[pair[1]]) < ENOUGH]
    assert faint == []


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours #rrggbb (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_the_keyboard_alone_is_enough(started: Phone, bot: Bot) -> None:
    """From the composer: Tab to the commands, arrows in the menu, Escape back; Tab on to Send."""
    await bot(
        "setMyCommands", commands=[{"command": "plan", "description": "p"}, {"command": "help", "description": "h"}]
    )
    await started.say("dag")
    keyboard, focused = started.page.keyboard, started.page.locator(":focus")
    await keyboard.press("Tab")
    await expect(focused).to_have_accessible_name("Opdrachten")
    await keyboard.press("Enter")
    await expect(focused).to_contain_text("/plan")
    await keyboard.press("ArrowDown")
    await expect(focused).to_contain_text("/help")
    await keyboard.press("Escape")
    await expect(focused).to_have_accessible_name("Opdrachten")
    await keyboard.press("Tab")
    await expect(focused).to_have_accessible_name("Versturen")


async def test_focus_is_kept_when_buttons_go(started: Phone, bot: Bot) -> None:
    """Who pressed a button by keyboard is left in the chat, not at the top of the page."""
    sent = await bot("sendMessage", chat_id=AN, text="Gaat dat?", reply_markup=bot.keys("Ja"))
    await started.button("Ja").press("Enter")
    await bot("editMessageText", chat_id=AN, message_id=sent["message_id"], text="Ja dus")
    await expect(started.node.get_by_text("Ja dus")).to_be_visible()
    await expect(started.node.get_by_role("log")).to_be_focused()


async def test_a_screen_reader_finds_its_way(page: Page) -> None:
    """Landmarks, a polite log for each chat, a name on every field and button."""
    for role, name in [
        ("banner", None),
        ("main", None),
        ("navigation", "Telefoons"),
        ("complementary", "Binnenkijken"),
    ]:
        await expect(page.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type]
    log = page.get_by_role("log", name="Gesprek van An met Bruis")
    await expect(log).to_have_attribute("aria-live", "polite")
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll("button, textarea, select, input")]
            .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
            .map((node) => node.outerHTML)"""
    )
    assert nameless == []


async def test_a_small_screen_shows_one_chat(started: Phone, bot: Bot) -> None:
    """One chat fills the width, nothing sticks out, and the list above switches."""
    page = started.page
    await bot(
        "sendMessage", chat_id=AN, text="woord " * 50 + "x" * 200, reply_markup=bot.keys("Ja", "Misschien", "Nee")
    )
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.locator(f'[data-person="{AN}"]').click()
    await expect(page.locator("[data-chat]:visible")).to_have_count(1)
    box = await started.node.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.locator('[data-person="7000000002"]').click()
    await expect(page.get_by_role("region", name="Telefoon van Mohamed")).to_be_visible()
    await expect(started.node).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1400])
async def test_every_target_is_large_enough(started: Phone, bot: Bot, width: int) -> None:
    """44 by 44 pixels at least, for every thumb."""
    await bot("sendMessage", chat_id=AN, text="Gaat dat?", reply_markup=bot.keys("Ja", "Nee"))
    await started.say("ja")
    await started.page.set_viewport_size({"width": width, "height": 844})
    assert await started.page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("width", [390, 1400])
async def test_text_can_be_twice_as_large(started: Phone, bot: Bot, width: int) -> None:
    """For who set the browser's letters at 200 %, nothing is cut off sideways, and one can still write."""
    page = started.page
    await bot("sendMessage", chat_id=AN, text="Hoe komen nieuwe mensen erbij?", reply_markup=bot.keys("Ja", "Nee"))
    await page.set_viewport_size({"width": width, "height": 900})
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    await started.take()
    await expect(started.box).to_have_css("font-size", "32px")
    assert await started.node.evaluate(CUT_OFF) == []
    await started.say("Dat gaat nog")
    await expect(started.node.get_by_text("Dat gaat nog")).to_be_in_viewport()
