"""A browser, a playground without a coach behind it, and the phones in it."""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, async_playwright

from bot.clock import MovableClock
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.playground.browser.bot import Bot
from tests.playground.browser.phone import Phone

TOKEN = "4242:playground"  # noqa: S105 - of a bot that lives on this machine only
AN = 7_000_000_001
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where the machine's Chromium is; without one the tests are skipped, on CI they fail."""
    found = os.environ.get("BRUIS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    reason = "no Chromium on this machine: apt install chromium"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def plans() -> list[datetime]:
    """When the bot plans to say something unasked."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def playground(clock: MovableClock, plans: list[datetime], tmp_path: Path) -> AsyncIterator[Playground]:
    async def next_planned() -> datetime | None:
        return min((plan for plan in plans if plan > clock.now()), default=None)

    playground = Playground(clock, TOKEN, tmp_path / "playground.json", next_planned, Limits.none())
    yield playground
    await playground.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def url(playground: Playground) -> str:
    """Where the page is; the playground listens."""
    return f"http://127.0.0.1:{await playground.start()}"


@pytest_asyncio.fixture(loop_scope="session")
async def bot(url: str) -> AsyncIterator[Bot]:
    async with ClientSession() as session:
        yield Bot(session, f"{url}/bot{TOKEN}")


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: script errors, refused styles, missing files. Empty at the end of each test."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, url: str, complaints: list[str]) -> AsyncIterator[Page]:
    """The page on a desktop, loaded."""
    context = await browser.new_context(viewport={"width": 1400, "height": 900}, timezone_id="America/New_York")
    context.set_default_timeout(10_000)
    page = await context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda entry: complaints.append(entry.text) if entry.type in ("error", "warning") else None)
    await page.goto(url)
    await page.locator("[data-chat]").first.wait_for()
    yield page
    await context.close()
    assert complaints == []


@pytest.fixture
def an(page: Page) -> Phone:
    """An's phone; she has not written yet."""
    return Phone(page, AN)


@pytest_asyncio.fixture(loop_scope="session")
async def started(an: Phone, bot: Bot) -> Phone:
    """An's phone, once the bot knows her."""
    await an.tap("Start")
    await bot.update("message")
    await an.box.wait_for()
    return an
