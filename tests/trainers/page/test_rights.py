"""Who sees which page: every role and every page, written out."""

import pytest
from sqlalchemy import delete

from bot.trainers.page.admission import LASTS
from dialogues.trainer_effects import LeaveWorkshop
from storage.trainer_tables import trainer
from tests.trainers.page.conftest import Browser
from tests.trainers.page.estate import (
    COORDINATOR,
    EX,
    LAST_ROUND,
    OTHER,
    OWNER,
    SECOND_TRAINER,
    STRANGER,
    WORKSHOP,
    Estate,
)

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here differs on the other
MIRROR = f"/rounds/{LAST_ROUND}/mirrors/1"
PAGES = {
    "workshops": "/workshops",
    "workshop": f"/workshops/{WORKSHOP}",
    "code": f"/workshops/{WORKSHOP}/code.png",
    "round": f"/rounds/{LAST_ROUND}",
    "mirror": MIRROR,
    "trend": f"{MIRROR}/trend",
    "picture": f"{MIRROR}/phone.png",
    "file": f"{MIRROR}/files/csv",
}
#: A column a page in the order of PAGES. Who did not get in has no page; who got in sees the list of their own.
WRITTEN_OUT = """
owner           200 200 200 200 200 200 200 200
second          200 200 200 200 200 200 200 200
other           200 403 403 403 403 403 403 403
left            200 403 403 403 403 403 403 403
left_meanwhile  200 403 403 403 403 403 403 403
coordinator     401 401 401 401 401 401 401 401
stranger        401 401 401 401 401 401 401 401
nobody          401 401 401 401 401 401 401 401
made_up         401 401 401 401 401 401 401 401
no_trainer_now  403 401 401 401 401 401 401 401
forgotten       401 401 401 401 401 401 401 401
too_late        401 401 401 401 401 401 401 401
closed_it       401 401 401 401 401 401 401 401
"""
ROWS = {row.split()[0]: [int(cell) for cell in row.split()[1:]] for row in WRITTEN_OUT.strip().splitlines()}


async def _as(role: str, browser: Browser, estate: Estate) -> None:
    """The browser of somebody in this role."""
    by_role = {"second": SECOND_TRAINER, "left_meanwhile": SECOND_TRAINER, "other": OTHER, "left": EX}
    by_role |= {"coordinator": COORDINATOR, "stranger": STRANGER, "no_trainer_now": OTHER}
    if role == "nobody":
        return
    if role == "made_up":
        browser.held = "A" * 43
        return
    await browser.enter(by_role.get(role, OWNER))
    await _meanwhile(role, browser, estate)


async def _meanwhile(role: str, browser: Browser, estate: Estate) -> None:
    """What happens after they came in."""
    if role == "too_late":
        estate.clock.moment += LASTS
    if role == "closed_it":
        await browser.close()
    async with estate.db.work() as work:
        if role == "left_meanwhile":
            await work.desk.record(estate.people[SECOND_TRAINER], LeaveWorkshop(WORKSHOP), estate.clock.now())
        if role == "no_trainer_now":
            await work.connection.execute(delete(trainer).where(trainer.c.person_id == estate.people[OTHER].id))
        if role == "forgotten":
            await work.forget(estate.people[OWNER], estate.clock.now())


@ON_SQLITE
@pytest.mark.parametrize("role", ROWS)
async def test_a_row(browser: Browser, estate: Estate, role: str) -> None:
    """A status for each page; one who is no trainer any more is told so once, and has it open no longer."""
    await _as(role, browser, estate)
    assert [(await browser.get(path)).status for path in PAGES.values()] == ROWS[role]


@ON_SQLITE
async def test_what_is_refused_tells_nothing(browser: Browser, estate: Estate) -> None:
    """Of another one's workshop as of one that does not exist, in the words of the chat."""
    await browser.enter(OTHER)
    theirs = await (await browser.get(f"/workshops/{WORKSHOP}")).text()
    no_such = await (await browser.get("/workshops/123")).text()
    assert theirs == no_such
    assert "Dat is alleen voor de trainer van die workshop." in theirs


@ON_SQLITE
@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/workshops/0x1",
        "/workshops/-1",
        f"/workshops/{'9' * 20}",
        f"/rounds/{LAST_ROUND}/mirrors/0",
        f"/rounds/{LAST_ROUND}/mirrors/2",
        f"{MIRROR}/other.png",
        f"{MIRROR}/files/exe",
        "/static/../site.py",
        "/static/%2e%2e%2fsite.py",
        "/static/%2fetc%2fpasswd",
        "/static/nothing.css",
    ],
)
async def test_what_is_not_there(browser: Browser, path: str) -> None:
    """Is said not to be there, to a trainer too."""
    await browser.enter(OWNER)
    assert (await browser.get(path)).status == 404


@ON_SQLITE
async def test_every_answer_is_guarded(browser: Browser) -> None:
    """Also one that refuses: nothing from elsewhere, no inline script, framed by Telegram's web client alone."""
    await browser.enter(OWNER)
    for path in ("", "/static/style.css", "/nergens", "/workshops/1", *PAGES.values()):
        headers = (await browser.get(path)).headers
        policy = headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors https://web.telegram.org"} <= set(policy)
        guards = (headers["Cache-Control"], headers["X-Content-Type-Options"], headers["Referrer-Policy"])
        assert guards == ("no-store", "nosniff", "same-origin")


async def test_what_a_trainer_looks_at_is_written_down(browser: Browser, estate: Estate) -> None:
    """As in the chat: that the page was opened, which mirror was looked at, and which files were taken."""
    await browser.enter(OWNER)
    for page in ("workshops", "round", "mirror", "picture", "file"):
        await browser.get(PAGES[page])
    async with estate.db.work() as work:
        rows = (await work.kept(estate.people[OWNER].id))["audit"]
    done = [(row["action"], row["subject"]) for row in rows][-3:]
    assert done == [("OpenPage", None), ("ShowMirror", LAST_ROUND), ("ShowMirror", LAST_ROUND)]
