"""Makes the pictures of the README and the manuals: talks, the mirror of a made-up group, the trainers' page.

By hand: `.venv/bin/python -m docs.images.make`.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from bot.playground.running import run_playground
from bot.trainers.pictures import Picture, draw
from bot.trainers.sheets import Sheets
from tests.playground.browser.conftest import AN, FLAGS, chromium
from tests.playground.browser.phone import Phone
from tests.trainers.mirrors import FIRST, WORDS, mirrored
from tests.trainers.page.estate import LAST_ROUND
from tests.trainers.page.site import Site, site_on

HERE = Path(__file__).parent
SCREEN: ViewportSize = {"width": 390, "height": 844 + 183}  # a phone, below the playground's own bar
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
EVENING = 20
MOMENT = "Zaterdag was het buurtontbijt. Er kwamen drie nieuwe gezinnen, en die hielpen meteen mee afwassen."
#: What An answers on each kenmerk: in her own words, or with a button.
ANSWERS = (
    ("tap", "Iedereen kan het vertellen"),
    ("say", "Elk jaar dezelfde kalender, met het ontbijt en de kerstmarkt."),
    ("say", "Het zijn altijd dezelfde vijf die de tafels zetten en koken."),
    ("tap", "We hebben vaste contacten"),
    ("tap", "Er komen geregeld mensen bij"),
    ("tap", "We bewaren de goede sfeer"),
    ("tap", "We hebben goede draaiboeken"),
    ("say", "We beslissen samen, aan de grote tafel."),
)
TINE = 7_000_000_004
WORKSHOP = "Buren aan zet"
SHOWN = 3  # the kenmerk whose question is in the picture, below the answer before it


@contextlib.asynccontextmanager
async def _phone(browser: Browser) -> AsyncIterator[Phone]:
    """An's phone, in a playground of its own."""
    with tempfile.TemporaryDirectory() as folder:
        address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        playground = asyncio.create_task(run_playground(Path(folder), 0, address.set_result))
        page = await browser.new_page(locale="nl-BE", viewport=SCREEN, device_scale_factor=2)
        await page.goto(await address)
        yield await Phone(page, AN).take()
        await page.close()
        playground.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await playground


async def _evening(phone: Phone) -> None:
    """Move the clock to an hour at which people look back on their group."""
    hours = (EVENING - datetime.now(ZoneInfo("Europe/Brussels")).hour) % 24
    for _ in range(hours):
        await phone.page.get_by_role("button", name="+1 uur").click()


async def _picture(phone: Phone, name: str, top: Locator) -> None:
    """The chat, scrolled until `top` is the first message."""
    await top.evaluate("node => node.scrollIntoView({block: 'start'})")
    await phone.node.screenshot(path=HERE / f"{name}.png")


async def _talk(phone: Phone) -> None:
    await _evening(phone)
    await phone.wait_for_bot(await phone.tap("Start"), "Wil je hiermee beginnen?")
    await phone.wait_for_bot(await phone.tap("Ja, ik begin"), "Hoe noem je je groep?")
    await phone.wait_for_bot(await phone.say("De Buurttafel"), "De Buurttafel")
    await phone.wait_for_bot(await phone.tap("Nee, we staan op onszelf"), "Wat gebeurde er?")
    last = await phone.say(MOMENT)
    for number, (how, answer) in enumerate(ANSWERS, 1):
        await phone.wait_for_bot(last, f"{number} van {len(ANSWERS)}")
        if number == SHOWN:
            await _picture(phone, "talk", phone.messages.filter(has_text=ANSWERS[number - 2][1]))
        last = await (phone.say(answer) if how == "say" else phone.tap(answer))
    await phone.wait_for_bot(last, "Herken je dit?")
    await _picture(phone, "mirror", phone.messages.filter(has_text="De spiegel"))
    await _picture(phone, "whole", phone.messages.filter(has_text="Herken je dit?"))


async def _through(phone: Phone, *steps: tuple[str, str]) -> None:
    """Say, or tap what is between brackets, and each time wait for the bot to say these words."""
    for what, answered in steps:
        last = await (phone.tap(what[1:-1]) if what.startswith("[") else phone.say(what))
        await phone.wait_for_bot(last, answered)


async def _workshop(an: Phone) -> None:
    """Tine makes a workshop, An joins, and Tine prepares a round."""
    tine = await Phone(an.page, TINE).take()
    await _through(
        tine,
        ("[Start]", "Wil je hiermee beginnen?"),
        ("[Ja, ik begin]", "Hoe noem je je groep?"),
        ("/workshop", "nog geen workshop"),
        ("[Een nieuwe workshop]", "Hoe heet de workshop?"),
        (WORKSHOP, "Op welke dag"),
        ("[Morgen]", "Klopt dat zo?"),
        ("[Ja, dat klopt]", "Er doet nog niemand mee."),
    )
    link = await tine.wait_for_bot(await tine.tap("Link en code voor het scherm"), "Stuur deze link")
    await _picture(tine, "workshop", tine.messages.filter(has_text="Stuur deze link"))
    await an.take()
    await _through(an, (f"/start {link.split('start=')[1].split()[0]}", "Doe je mee?"))
    await _picture(an, "joining", an.messages.filter(has_text="Wie ziet wat?"))
    await _through(an, ("[Ja, ik doe mee]", "Voor welke groep"), ("[De Buurttafel]", "Mag ik je nog"))
    await _through(an, ("[Ja, dat mag]", "dan hoor je nog van mij"))
    await tine.take()
    await _through(
        tine,
        ("/ronde", "Aan welke workshop"),
        (f"[{WORKSHOP}]", "Wat vraag je hun?"),
        ("[Vier korte vragen]", "Wanneer vertrekt de ronde?"),
        ("[Nu meteen]", "Tot wanneer"),
        ("[Een week lang]", "één keer aan de vraag herinneren"),
        ("[Ja, één herinnering]", "Zo gaat de ronde weg"),
    )
    await _picture(tine, "round", tine.messages.filter(has_text="Zo gaat de ronde weg"))


async def _trainers_page(laptop: Page, site: Site) -> None:
    """What a trainer has on a large screen: a workshop with its code, and the mirror of a group."""
    await laptop.goto(site.opening())
    await laptop.get_by_role("link", name=WORKSHOP).click()
    await laptop.get_by_role("heading", name="De rondes").wait_for()
    await laptop.screenshot(path=HERE / "page_workshop.png")
    await laptop.goto(f"{site.address}/rounds/{LAST_ROUND}/mirrors/1")
    await laptop.screenshot(path=HERE / "page_mirror.png")


async def _make() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        async with _phone(browser) as phone:
            await _talk(phone)
            await _workshop(phone)
        with tempfile.TemporaryDirectory() as folder:
            async with site_on(Path(folder) / "bruis.db") as site:
                await _trainers_page(await browser.new_page(locale="nl-BE", viewport=LAPTOP), site)


if __name__ == "__main__":  # a process that draws looks in here too
    asyncio.run(_make())
    (HERE / "group.png").write_bytes(draw(Picture.PHONE, Sheets(WORDS).of(mirrored(FIRST))))
