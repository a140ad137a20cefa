"""A round in the chat of a group, in the browser: twelve members answer apart, and the mirror comes in the group."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.playground.browser.phone import Phone
from tests.playground.browser.test_reflection import playground_process

TINE, GROUP = 7_000_000_004, -4_000_000_001
ANSWERS = ["Wij zijn vooral doeners", "We bouwen op vaste waarden", "Nu en dan komt er iemand bij"]
LAST = "Het bestuur bereidt het voor"

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]


async def _do(page: Page, what: str, **body: Any) -> Any:
    """One thing that somebody does, as the page asks it of its server."""
    answer = await page.request.post(f"{page.url.rstrip('/')}/playground/{what}", data=body)
    assert answer.ok, await answer.text()
    return await answer.json()


async def _minute(page: Page) -> None:
    """A minute goes by on the page's clock: Telegram takes a message a second in a chat, twenty a minute in a group."""
    await _do(page, "clock", advance_seconds=60)


async def _tap(member: Phone, label: str) -> int:
    """Tap once whatever the bot had to say is said, by the clock."""
    last = await member.tap(label)
    await _minute(member.page)
    return last


async def _answer(member: Phone, *, first: bool) -> None:
    """The four questions, in a talk of their own, to the yes that they may be counted."""
    await member.wait_for_bot(0, "Wil je hiermee beginnen?")
    last = await _tap(member, "Ja, ik begin")
    if first:
        await member.wait_for_bot(last, "afdeling")
        last = await _tap(member, "Nee, we staan op onszelf")
    for number, answer in enumerate([*ANSWERS, LAST], 1):
        await member.wait_for_bot(last, f"{number} van 4")
        last = await _tap(member, answer)
    await member.wait_for_bot(last, "Herken je dit?")
    await member.wait_for_bot(await _tap(member, "Ja, dat herken ik"), "meetellen")
    await member.wait_for_bot(await _tap(member, "Ja, tel me mee"), "ik tel je mee")


@pytest.mark.xfail(
    reason="on a busy machine the count in the group sometimes stays behind, why is not found", strict=False
)
async def test_twelve_in_a_group(browser: Browser, tmp_path: Path) -> None:
    """An administrator starts it with /ronde; the message counts them; names and answers are nowhere in the group."""
    async with playground_process(tmp_path, browser) as page:
        names = [f"Lid {n}" for n in range(1, 13)]
        members = [(await _do(page, "person", first_name=name, role="coordinator", chat=GROUP))["id"] for name in names]
        tine = await Phone(page, TINE).take()
        await tine.wait_for_bot(await tine.tap("Start"), "Wil je hiermee beginnen?")
        await tine.wait_for_bot(await tine.tap("Ja, ik begin"), "Hoe noem je je groep?")
        group = await Phone(page, GROUP).take()
        await group.node.get_by_label("Schrijven als").select_option(label="Tine")
        await group.wait_for_bot(await group.say("/ronde"), "Wat zullen we de groep vragen?")
        await group.wait_for_bot(await group.tap("Vier korte vragen"), "Er is nog niemand begonnen.")
        for name, member in zip(names, members, strict=True):
            await group.take()
            await group.node.get_by_label("Schrijven als").select_option(label=name)
            await group.button("Ik doe mee").click()
            await _answer(await Phone(page, member).take(), first=member == members[0])
        await group.take()
        all_done = group.node.get_by_text("12 mensen zijn begonnen, 12 zijn klaar.")
        await expect(all_done).to_be_visible(timeout=20_000)  # it is edited every 3 seconds, and a group has its pace
        await group.node.get_by_label("Schrijven als").select_option(label="Tine")
        await group.wait_for_bot(await group.tap("Sluit de ronde af"), "Zeker?")
        closing = await group.tap("Ja, sluit af")
        await group.wait_for_bot(closing, "De ronde is gesloten.")
        await _minute(page)
        said = await group.wait_for_bot(closing, "Om samen over te praten")
        assert not any(name in said for name in names)
