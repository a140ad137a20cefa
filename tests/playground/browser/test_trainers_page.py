"""The trainers' page in a browser: reached from the chat, read on every screen, by everybody, and on paper."""

from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path
from shutil import copy
from typing import Any, Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Frame, Page, ViewportSize, expect

from tests.playground.browser.phone import Phone
from tests.playground.browser.test_reflection import playground_process
from tests.trainers.page.estate import (
    FIRST_ROUND,
    LAST_ROUND,
    NAME,
    OWN_QUESTION,
    RUNNING,
    TOO_FEW,
    WORKSHOP,
)
from tests.trainers.page.site import Site, site_on

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]
AN, TINE = 7_000_000_001, 7_000_000_004
OPEN = "Open op een groot scherm"
MIRROR = f"/rounds/{LAST_ROUND}/mirrors/1"
PAGES = {
    "enter": "",
    "workshops": "/workshops",
    "workshop": f"/workshops/{WORKSHOP}",
    "round that runs": f"/rounds/{RUNNING}",
    "round of one question": f"/rounds/{OWN_QUESTION}",
    "round without a mirror": f"/rounds/{TOO_FEW}",
    "round": f"/rounds/{LAST_ROUND}",
    "mirror": MIRROR,
    "trend": f"{MIRROR}/trend",
    "no trend": f"/rounds/{FIRST_ROUND}/mirrors/1/trend",
    "refused": "/workshops/1",
}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
#: A phone, a laptop, a beamer.
SCREENS: tuple[ViewportSize, ...] = (
    {"width": 390, "height": 844},
    {"width": 1366, "height": 768},
    {"width": 1920, "height": 1080},
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    file = tmp_path_factory.mktemp("estate") / "bruis.db"
    copy(sqlite_template, file)
    async with site_on(file) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, site: Site) -> AsyncIterator[Page]:
    """The list of workshops, opened by the owner; nothing in the browser complains but of a page that is refused."""
    context = await browser.new_context(viewport=SCREENS[-1])
    context.set_default_timeout(60_000)
    page, complaints = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    await page.goto(site.opening())
    await page.wait_for_url(f"{site.address}/workshops")
    yield page
    await context.close()
    assert [said for said in complaints if "responded with a status of 40" not in said] == []


async def _faults(page: Page) -> list[Any]:
    """What axe finds, and what sticks out sideways."""
    found = (await Axe().run(page)).response["violations"]
    faults: list[Any] = [(v["id"], v["impact"], [node["html"] for node in v["nodes"]]) for v in found]
    out = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return faults + ([("too wide", out)] if out > 0 else [])


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
async def test_everybody_can_read_every_page(page: Page, site: Site, path: str) -> None:
    """On every screen, light and dark, axe-core finds nothing at all, and nothing sticks out sideways."""
    await page.goto(site.address + path)
    faults = {}
    for screen, scheme in product(SCREENS, SCHEMES):
        await page.set_viewport_size(screen)
        await page.emulate_media(color_scheme=scheme)
        if found := await _faults(page):
            faults[screen["width"], scheme] = found
    assert faults == {}


async def test_a_picture_says_in_words_what_it_shows(page: Page, site: Site) -> None:
    """To who does not see it, and is drawn for the screen that there is."""
    await page.goto(site.address + MIRROR)
    picture = page.locator("img.drawn")
    assert "5. Nieuwe mensen: autonoom, bijna iedereen" in (await picture.get_attribute("alt") or "")
    assert await picture.evaluate("img => [img.naturalWidth, img.naturalHeight]") == [1920, 1080]
    await page.set_viewport_size(SCREENS[0])
    await expect(picture).to_have_js_property("naturalWidth", 1080)


async def test_what_telegram_signed_leaves_the_address(page: Page, site: Site) -> None:
    """Also in what the browser remembers: before the workshops there was nothing."""
    assert page.url == f"{site.address}/workshops"
    await page.go_back()
    assert page.url == "about:blank"
    await page.goto(site.address)
    await page.get_by_role("link", name="Je hebt de pagina al open.").click()
    await page.wait_for_url(f"{site.address}/workshops")


async def test_loading_it_anew_goes_on(page: Page, site: Site) -> None:
    """A client of Telegram that loads the page again shows what was used; who has it open sees it again."""
    opening = site.opening()
    for _ in range(2):
        await page.goto("about:blank")
        await page.goto(opening)
        await page.wait_for_url(f"{site.address}/workshops")


async def test_closing_it_leaves_nothing(page: Page, site: Site) -> None:
    """The next who takes the laptop sees no workshop, also not by going back."""
    await page.get_by_role("button", name="Afsluiten").click()
    await expect(page.get_by_text("Deze pagina open je vanuit het gesprek")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_text(NAME)).to_have_count(0)


async def test_it_asks_the_app_for_room(page: Page, site: Site) -> None:
    """Telegram opens it in a small window, and is asked for all of it; elsewhere the browser is."""
    await page.get_by_role("button", name="Vul het scherm").click()
    await page.wait_for_function("() => document.fullscreenElement !== null")
    await page.add_init_script("asked = []; TelegramWebviewProxy = { postEvent: (event) => asked.push(event) }")
    await page.goto(site.address + MIRROR)
    await page.get_by_role("button", name="Vul het scherm").click()
    expected = ["web_app_ready", "web_app_expand", "web_app_request_theme", "web_app_request_fullscreen"]
    assert await page.evaluate("() => asked") == expected


async def _paper(page: Page | Frame) -> str:
    """Which of its two colours the page is drawn on."""
    colour: str = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    return {"rgb(253, 251, 247)": "light", "rgb(15, 23, 38)": "dark"}.get(colour, colour)


@pytest.mark.parametrize(
    ("browsers", "background", "shown"),
    [("light", "#17212b", "dark"), ("dark", "#FFFFFF", "light"), ("dark", "", "dark"), ("dark", "red", "dark")],
)
async def test_it_is_as_light_or_dark_as_telegram(
    page: Page, site: Site, browsers: Scheme, background: str, shown: str
) -> None:
    """And no less to be read; where Telegram does not tell, as the browser; on paper it is light."""
    await page.emulate_media(color_scheme=browsers)
    await page.goto("about:blank")
    await page.goto(site.opening(background))
    await page.wait_for_url(f"{site.address}/workshops")
    on_first = await _paper(page)
    await page.goto(site.address + MIRROR)
    assert (on_first, await _paper(page), await _faults(page)) == (shown, shown, [])
    await page.emulate_media(media="print")
    drawn = "[document.body, document.documentElement].map((part) => getComputedStyle(part))"
    on_paper = await page.evaluate(f"{drawn}.map((style, n) => n ? style.colorScheme : style.backgroundColor)")
    assert on_paper == ["rgb(255, 255, 255)", "light"]


@pytest.mark.parametrize("app", ["Telegram.WebView", "TelegramGameProxy"])
async def test_it_follows_telegram_into_the_night(page: Page, site: Site, app: str) -> None:
    """On a phone and on a desktop, on the page that is open and on the next one."""
    await page.emulate_media(color_scheme="light")
    told = "receiveEvent('theme_changed', { theme_params: { bg_color: '#000000' } })"
    await page.evaluate(f"{app}.receiveEvent('viewport_changed', {{}}); {app}.{told}")
    at_once = await _paper(page)
    await page.goto(site.address + MIRROR)
    assert (at_once, await _paper(page)) == ("dark", "dark")


#: Telegram's web client: tells its theme to who asks for it, and to nobody else. What is framed lives on this machine,
#: for which a browser wants to be allowed.
WEB_CLIENT = """
<iframe src="{}" allow="local-network-access"></iframe>
<script>addEventListener("message", ({{ source, data }}) => {{
  const told = {{ eventType: "theme_changed", eventData: {{ theme_params: {{ bg_color: "#000000" }} }} }};
  if (JSON.parse(data).eventType === "web_app_request_theme") source.postMessage(JSON.stringify(told), "*");
}})</script>
"""


async def test_in_a_frame_telegram_is_asked(browser: Browser, site: Site) -> None:
    """Where it may keep nothing of its own; what says the same from elsewhere is not heard."""
    context = await browser.new_context(color_scheme="light")
    await context.grant_permissions(["local-network-access"])
    web, client = await context.new_page(), WEB_CLIENT.format(site.address)
    await web.route("https://web.telegram.org/*", lambda route: route.fulfill(body=client, content_type="text/html"))
    await web.goto("https://web.telegram.org/k")
    frame = web.frames[1]
    await frame.wait_for_function("() => document.querySelector('meta[name=color-scheme]').content === 'dark'")
    light = "JSON.stringify({ eventType: 'theme_changed', eventData: { theme_params: { bg_color: '#ffffff' } } })"
    heard = "new Promise((heard) => addEventListener('message', () => heard(), { once: true }))"
    await frame.evaluate(f"() => {{ const all = {heard}; postMessage({light}, '*'); return all; }}")
    assert await _paper(frame) == "dark"
    await context.close()


async def test_a_mirror_goes_on_two_sheets(page: Page, site: Site) -> None:
    """Without what is for a screen only; the picture is on paper too."""
    await page.goto(site.address + MIRROR)
    pdf = await page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") == 2
    await page.emulate_media(media="print")
    await expect(page.locator("img.drawn")).to_be_visible()
    for gone in (page.get_by_role("banner"), page.get_by_role("link", name="Tabel (CSV)")):
        await expect(gone).to_be_hidden()


async def test_everything_is_in_reach_of_the_keyboard(page: Page, site: Site) -> None:
    """The first thing is a way past the bar, the next leads on."""
    await page.keyboard.press("Tab")
    await expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.locator(":focus")).to_have_text(NAME)


async def test_a_trainer_opens_it_from_the_chat(browser: Browser, tmp_path: Path) -> None:
    """In the playground, which plays Telegram's part, as dark as it is there; a coordinator has no such button."""
    async with playground_process(tmp_path, browser) as chats:
        an = await Phone(chats, AN).take()
        await an.wait_for_bot(await an.tap("Start"), "Wil je hiermee beginnen?")
        await an.wait_for_bot(await an.tap("Ja, ik begin"), "Hoe noem je je groep?")
        await an.wait_for_bot(await an.say("/workshop"), "alleen voor trainers")
        await expect(an.button(OPEN)).to_have_count(0)
        tine = await Phone(chats, TINE).take()
        await tine.wait_for_bot(await tine.tap("Start"), "Wil je hiermee beginnen?")
        await tine.wait_for_bot(await tine.tap("Ja, ik begin"), "Hoe noem je je groep?")
        await tine.wait_for_bot(await tine.say("/workshop"), "nog geen workshop")
        await chats.emulate_media(color_scheme="dark")
        async with chats.context.expect_page() as opened:
            await tine.tap(OPEN)
        page = await opened.value
        await expect(page.get_by_role("heading", name="Je workshops")).to_be_visible()
        await expect(page.get_by_text("Je hebt nog geen workshop.")).to_be_visible()
        assert await _paper(page) == "dark"
