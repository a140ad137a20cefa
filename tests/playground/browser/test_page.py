"""The page around the phones: the clock, the people, the look inside, and coming back after a break."""

import re
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.playground.server import Playground
from tests.playground.browser.bot import Bot
from tests.playground.browser.phone import Phone

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]
AN, MOHAMED, GODELIEVE, GROUP = 7_000_000_001, 7_000_000_002, 7_000_000_003, -4_000_000_001
TURN = {
    "at": "2026-11-24T09:32:00+00:00",
    "input": "Said",
    "state_before": "kenmerk",
    "state_after": "spiegel",
    "readings": [
        {
            "question": "doorstroming",
            "phase": "routineus",
            "probabilities": {"startend": 0.06, "autonoom": 0.18, "routineus": 0.64, "verstillend": 0.12},
            "lights": ["geslotenheid"],
            "evidence": ["al jaren"],
            "certain": True,
            "because": "al jaren",
        }
    ],
    "effects": ["Say", {"effect": "RecordAnswer", "kenmerk": "doorstroming"}],
}


@pytest.mark.parametrize(
    ("label", "step"), [("+1 uur", timedelta(hours=1)), ("+1 dag", timedelta(days=1)), ("+1 week", timedelta(weeks=1))]
)
async def test_the_clock_moves_on(page: Page, clock: MovableClock, label: str, step: timedelta) -> None:
    """Each button moves Bruis' time by what it says."""
    await page.get_by_role("button", name=label).click()
    await expect(page.locator("#clock").get_by_role("status")).to_contain_text("Het is nu")
    assert clock.offset == step


async def test_the_page_says_what_time_it_is_in_flanders(page: Page) -> None:
    """Whatever the zone of this machine, summer and winter."""
    say = "at => import('./dates.js').then(({ moment }) => moment(at))"
    assert await page.evaluate(say, "2026-11-23T09:32:00Z") == "maandag 23 november 2026, 10:32"
    assert await page.evaluate(say, "2026-07-01T22:05:00Z") == "donderdag 2 juli 2026, 00:05"


async def test_without_a_plan_there_is_no_next_message(page: Page) -> None:
    """The button says so, and cannot be pressed."""
    button = page.get_by_role("button", name="Naar het volgende geplande bericht niets gepland")
    await expect(button).to_be_disabled()


async def test_the_clock_goes_to_the_next_planned_message(
    page: Page, clock: MovableClock, plans: list[datetime]
) -> None:
    """The button says when that is, goes there, and then says there is nothing more."""
    plans.append(clock.now() + timedelta(days=3))
    await page.get_by_role("button", name="+1 uur").click()
    button = page.get_by_role("button", name="Naar het volgende geplande bericht")
    await expect(button).to_contain_text(re.compile(r"^.* (ma|di|wo|do|vr|za|zo) \d+ \w+, \d\d:\d\d$"))
    await button.click()
    await expect(button).to_contain_text("niets gepland")
    assert clock.now() >= plans[0]
    assert clock.offset < timedelta(days=3, hours=1)


async def test_up_to_three_phones_stand_side_by_side(page: Page) -> None:
    """The one chosen first makes room for a fourth; choosing again puts a phone away."""
    for chat in (GODELIEVE, GROUP):
        await page.locator(f'[data-person="{chat}"]').click()
    visible = page.locator("[data-chat]:visible")
    assert await _chats(page) == [MOHAMED, GODELIEVE, GROUP]
    await page.locator(f'[data-person="{GROUP}"]').click()
    await expect(visible).to_have_count(2)
    await page.reload()
    await expect(visible).to_have_count(2)
    assert await _chats(page) == [MOHAMED, GODELIEVE]


async def _chats(page: Page) -> list[int]:
    chats: list[int] = await page.locator("[data-chat]:visible").evaluate_all(
        "nodes => nodes.map(node => Number(node.dataset.chat))"
    )
    return chats


async def test_a_person_can_join(page: Page, bot: Bot) -> None:
    """A new person gets a phone, and can start."""
    await page.get_by_role("button", name="Persoon toevoegen").click()
    await page.get_by_label("Voornaam").fill("Fatima")
    await page.get_by_label("Rol").select_option(label="trainer")
    await page.get_by_role("button", name="Toevoegen", exact=True).click()
    await page.get_by_role("button", name="Fatima trainer").click()
    await page.get_by_role("region", name="Telefoon van Fatima").get_by_role("button", name="Start").click()
    assert (await bot.update("message"))["from"]["first_name"] == "Fatima"


async def test_a_phone_that_is_put_away_counts_what_it_missed(started: Phone, bot: Bot) -> None:
    """The list of people says how many messages wait, and no more once one looks."""
    person = started.page.locator(f'[data-person="{AN}"]')
    await person.click()
    await bot("sendMessage", chat_id=AN, text="een")
    await bot("sendMessage", chat_id=AN, text="twee")
    await expect(person.locator(".badge")).to_have_text("2 ongelezen")
    await person.click()
    await expect(person.locator(".badge")).to_be_hidden()


async def test_a_long_chat_stays_at_its_end_unless_one_reads_back(started: Phone, bot: Bot) -> None:
    """New messages scroll into view; who scrolled back stays there, and has a button to the end."""
    for number in range(30):
        await bot("sendMessage", chat_id=AN, text=f"bericht {number}")
    await expect(started.node.get_by_text("bericht 29")).to_be_in_viewport()
    await started.node.get_by_role("log").evaluate("log => log.scrollTo(0, 0)")
    to_end = started.button("Naar het laatste bericht")
    await expect(to_end).to_be_visible()
    await bot("sendMessage", chat_id=AN, text="bericht 30")
    await expect(started.node.get_by_text("bericht 30", exact=True)).not_to_be_in_viewport()
    await to_end.click()
    await expect(started.node.get_by_text("bericht 30", exact=True)).to_be_in_viewport()


async def test_the_look_inside_shows_each_turn(started: Phone, playground: Playground) -> None:
    """State before and after, the reading with its bars, lights and words, and the effects; it can be folded away."""
    inside = started.page.get_by_role("complementary", name="Binnenkijken")
    playground.log.note(AN, TURN)
    turn = inside.locator(".turn").first
    await expect(turn.locator(".states code")).to_have_text(["kenmerk", "spiegel"])
    await expect(turn.locator(".verdict")).to_have_text("routineus, zeker genoeg")
    await expect(turn.locator(".share")).to_have_text(["6%", "18%", "64%", "12%"])
    await expect(turn.locator(".light")).to_have_text("openheid < geslotenheid")
    await expect(turn.locator(".word")).to_have_text("al jaren")
    await expect(turn.locator(".effects > li")).to_have_text(["Say", "RecordAnswerkenmerkdoorstroming"])
    await inside.get_by_role("button", name="Sluiten").click()
    await expect(inside).to_be_hidden()
    await started.page.get_by_role("button", name="Binnenkijken").click()
    await expect(inside).to_be_visible()


async def test_the_look_inside_follows_who_one_writes_as(page: Page, playground: Playground) -> None:
    """It shows the person whose phone was touched last, or whoever is chosen."""
    playground.log.note(MOHAMED, TURN)
    turns = page.get_by_role("complementary", name="Binnenkijken").locator(".turn")
    await expect(turns).to_have_count(0)
    await Phone(page, MOHAMED).tap("Start")
    await expect(turns).to_have_count(1)
    await page.get_by_label("Bij wie?").select_option(label="An")
    await expect(turns).to_have_count(0)


async def test_the_page_comes_back_by_itself(
    started: Phone, playground: Playground, url: str, complaints: list[str]
) -> None:
    """After a restart of the playground the page shows what happened meanwhile, without a reload."""
    lost = started.page.get_by_text("Geen verbinding met Bruis.")
    await playground.stop()
    await expect(lost).to_be_visible()
    await playground.start(int(url.rsplit(":", 1)[1]))
    body = {"person": AN, "chat": AN, "text": "van elders"}
    async with ClientSession() as session, session.post(f"{url}/playground/send", json=body) as response:
        assert response.status == 200
    await expect(started.node.get_by_text("van elders")).to_be_visible()
    await expect(lost).to_be_hidden()
    complaints.clear()  # the browser notes that the connection was gone
