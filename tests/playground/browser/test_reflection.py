"""The main job, as a coordinator does it: a whole reflection in the browser to its plan, and back after a restart."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.playground.browser.phone import Phone

AN = 7_000_000_001
ANSWERS = [
    "Iedereen kan het vertellen",
    "We bouwen op vaste waarden",
    "Een trouwe kern draagt het",
    "We hebben vaste contacten",
    "Nu en dan komt er iemand bij",
    "We bewaren de goede sfeer",
    "We hebben goede draaiboeken",
    "Het bestuur bereidt het voor",
]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]


@asynccontextmanager
async def playground_process(folder: Path, browser: Browser) -> AsyncIterator[Page]:
    """`bruis playground` as a process of its own, and its page."""
    command = [sys.executable, "-m", "bot", "playground", "--port", "0", "--folder", str(folder)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    address = re.search(r"http://\S+", (await process.stdout.readline()).decode())
    assert address is not None
    page = await browser.new_page(locale="nl-BE", viewport={"width": 390, "height": 844})
    try:
        await page.goto(address[0])
        yield page
    finally:
        await page.close()
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _playground(folder: Path, browser: Browser) -> AsyncIterator[Phone]:
    """An's phone on that page."""
    async with playground_process(folder, browser) as page:
        yield await Phone(page, AN).take()


async def _reflect(phone: Phone) -> None:
    await phone.wait_for_bot(await phone.tap("Start"), "Wil je hiermee beginnen?")
    await phone.wait_for_bot(await phone.tap("Ja, ik begin"), "Hoe noem je je groep?")
    await phone.wait_for_bot(await phone.say("De Buurttafel"), "De Buurttafel")
    await phone.wait_for_bot(await phone.tap("Nee, we staan op onszelf"), "Wat gebeurde er?")
    last = await phone.say("Gisteren stonden we weer met dezelfde vijf achter de toog.")
    for number, answer in enumerate(ANSWERS, 1):
        await phone.wait_for_bot(last, f"{number} van {len(ANSWERS)}")
        last = await phone.tap(answer)
    await phone.wait_for_bot(last, "Herken je dit?")


async def _plan(phone: Phone) -> None:
    await phone.wait_for_bot(await phone.tap("Ja, dat herken ik"), "Mijn voorstel")
    await phone.wait_for_bot(await phone.tap("Openheid naar anderen"), "Vraag om mee te nemen")
    await phone.wait_for_bot(await phone.tap("Ja, dit ga ik doen"), "Als …")
    await phone.wait_for_bot(await phone.say("Als we dinsdag samenkomen"), "Dan …")
    await phone.wait_for_bot(await phone.say("dan vraag ik wie er iemand kent"), "dan vraag ik wie er iemand kent")
    await phone.wait_for_bot(await phone.tap("Ja, ik zie het voor me"), "Mag ik je")
    await phone.wait_for_bot(await phone.tap("Ja, dat mag"), "Wanneer")
    await phone.wait_for_bot(await phone.tap("Over een week"), "welk moment van de dag")
    await phone.wait_for_bot(await phone.tap("Maakt niet uit"), "Afgesproken")


async def test_a_reflection_to_its_plan_and_back_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    """Tapped through to the plan; after a restart /profiel knows it, and a week later Bruis asks how it went."""
    async with _playground(tmp_path, browser) as phone:
        await _reflect(phone)
        await _plan(phone)
    async with _playground(tmp_path, browser) as phone:
        asked = await phone.say("/profiel")
        await phone.wait_for_bot(asked, "Nieuwe mensen: routineus")
        await phone.wait_for_bot(asked, "Als we dinsdag samenkomen, dan vraag ik wie er iemand kent.")
        await phone.wait_for_bot(asked, "Wat wil je doen?")
        last = await phone.last()
        await phone.page.get_by_role("button", name="Naar het volgende geplande bericht").click()
        await phone.wait_for_bot(last, "Hoe is het gegaan?")
        await phone.wait_for_bot(await phone.tap("Gelukt"), "gelukt")
