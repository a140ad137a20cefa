"""The page opens once for what Telegram signed a moment ago for a trainer, and for nothing else."""

import asyncio
import hashlib
import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from aiohttp.test_utils import TestClient

from bot.trainers.drawing import Drawing
from bot.trainers.page.admission import LASTS
from bot.trainers.page.init_data import DRIFT, OPENS_WITHIN, check
from bot.trainers.page.refusals import Refusal, Refused
from tests.telegram.clocks import START
from tests.trainers.page.conftest import COOKIE, ORIGIN, Browser, served
from tests.trainers.page.estate import COORDINATOR, OTHER, OWNER, STRANGER, TOKEN, Estate, signed

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here differs on the other
SECOND = timedelta(seconds=1)
GOOD = signed(OWNER, START)
#: Of the documentation of Telegram's own Mini Apps, with its token: not made by anything of ours.
KNOWN_TOKEN = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8"  # noqa: S105 - published as an example
KNOWN = (
    "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name"
    "%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D"
    "&auth_date=1662771648&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2"
)


def _changed(**fields: str) -> str:
    """Signed for the owner, and changed afterwards."""
    return urlencode({**dict(parse_qsl(GOOD)), **fields})


FORGED = {
    "nothing": "",
    "no pairs": "%%%",
    "another user": _changed(user='{"id":903}'),
    "a later moment": _changed(auth_date=f"{int(START.timestamp()) + 60}"),
    "another hash": _changed(hash="0" * 64),
    "an empty hash": _changed(hash=""),
    "the hash in capitals": _changed(hash=dict(parse_qsl(GOOD))["hash"].upper()),
    "a hash that is no ASCII": _changed(hash="é" * 64),
    "a field more": f"{GOOD}&start_param=x",
    "a field twice": f"{GOOD}&user=%7B%22id%22%3A903%7D",
    "the hash twice": f"{GOOD}&hash={'0' * 64}",
    "a field less": urlencode([(k, v) for k, v in parse_qsl(GOOD) if k != "query_id"]),
    "no hash": urlencode([(k, v) for k, v in parse_qsl(GOOD) if k != "hash"]),
    "another bot's token": signed(OWNER, START, "4243:another"),
    "an empty token": signed(OWNER, START, ""),
    "too many fields": "&".join(f"a{n}=1" for n in range(100)),
    "no moment": signed(OWNER, START, auth_date=""),
    "a moment that is no number": signed(OWNER, START, auth_date="²"),
    "a moment beyond the years": signed(OWNER, START, auth_date="9" * 20),
    "no user": signed(OWNER, START, user=""),
    "a user that is no object": signed(OWNER, START, user="[901]"),
    "a user without id": signed(OWNER, START, user="{}"),
    "a user by name": signed(OWNER, START, user='{"id":"901"}'),
    "a true user": signed(OWNER, START, user='{"id":true}'),
    "a deep user": signed(OWNER, START, user="[" * 50_000),
}


def test_what_telegram_signs_is_known() -> None:
    """An example from elsewhere, so that the tests' own Telegram is not all there is to go by."""
    opening = check(KNOWN, KNOWN_TOKEN, datetime.fromtimestamp(1662771648, UTC))
    assert opening.telegram_id == 279058397


@pytest.mark.parametrize("init_data", FORGED.values(), ids=FORGED)
def test_what_is_forged_is_refused(init_data: str) -> None:
    """Whatever is changed, left out, added, or signed with another token."""
    with pytest.raises(Refused) as refused:
        check(init_data, TOKEN, START)
    assert refused.value.why is Refusal.FORGED


@pytest.mark.parametrize("age", [-DRIFT, timedelta(0), OPENS_WITHIN])
def test_it_opens_within_five_minutes(age: timedelta) -> None:
    """Until the last of them."""
    assert check(GOOD, TOKEN, START + age).telegram_id == OWNER


@pytest.mark.parametrize("age", [-DRIFT - SECOND, OPENS_WITHIN + SECOND])
def test_later_it_does_not(age: timedelta) -> None:
    """Nor when Telegram's clock is far ahead of ours."""
    with pytest.raises(Refused) as refused:
        check(GOOD, TOKEN, START + age)
    assert refused.value.why is Refusal.OLD


async def test_a_trainer_gets_in_once(browser: Browser, estate: Estate, drawing: Drawing) -> None:
    """The same again opens nothing in another browser, or after a restart, and is fine where the page is open."""
    entered, again = await browser.open(GOOD), await browser.open(GOOD)
    async with served(estate, drawing) as client:
        elsewhere = await Browser(client, estate).open(GOOD)
    assert [(a.status, a.headers.get("Location")) for a in (entered, again, elsewhere)] == [
        (303, "/trainer/workshops"),
        (303, "/trainer/workshops"),
        (403, None),
    ]
    assert "Set-Cookie" not in again.headers


async def test_two_at_once_get_in_once(client: TestClient[Any, Any], estate: Estate) -> None:
    """Of many who show the same at the same moment one is let in."""
    browsers = [Browser(client, estate) for _ in range(8)]
    answers = await asyncio.gather(*(browser.open(GOOD) for browser in browsers))
    assert sorted(answer.status for answer in answers) == [303] + [403] * 7


@ON_SQLITE
async def test_what_another_used_does_not_open(client: TestClient[Any, Any], estate: Estate) -> None:
    """Also not for a trainer who has the page open."""
    await Browser(client, estate).open(GOOD)
    other = await Browser(client, estate).enter(OTHER)
    assert (await other.open(GOOD)).status == 403


@ON_SQLITE
@pytest.mark.parametrize("who", [COORDINATOR, STRANGER])
async def test_who_is_no_trainer_is_told_so(browser: Browser, who: int) -> None:
    """And keeps nothing."""
    answer = await browser.open(signed(who, START))
    assert (answer.status, "Deze pagina is voor trainers." in await answer.text(), browser.held) == (403, True, "")


@ON_SQLITE
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elders.example"}, {"Origin": "null"}])
async def test_a_page_elsewhere_opens_nothing(browser: Browser, headers: dict[str, str]) -> None:
    """A form that stands elsewhere cannot let somebody in unasked; what it showed is not used up by it."""
    assert (await browser.open(GOOD, headers)).status == 403
    assert (await browser.open(GOOD)).status == 303


@ON_SQLITE
@pytest.mark.parametrize("body", [b"", b"init_data", b"init_data=%ff%fe", b"\xff\xfe", b"init_data=" + b"x" * 20_000])
async def test_a_body_that_is_none_is_refused(client: TestClient[Any, Any], body: bytes) -> None:
    """With a page that says so."""
    answer = await client.post("/trainer/open", data=body, headers=ORIGIN)
    assert (answer.status, "Deze pagina gaat niet open" in await answer.text()) == (403, True)


@ON_SQLITE
@pytest.mark.parametrize(
    ("headers", "guards"),
    [
        ({}, {"SameSite=Strict"}),
        ({"Sec-Fetch-Dest": "document"}, {"SameSite=Strict"}),
        ({"Sec-Fetch-Dest": "iframe"}, {"SameSite=None", "Partitioned"}),
    ],
)
async def test_what_the_browser_keeps_is_guarded(browser: Browser, headers: dict[str, str], guards: set[str]) -> None:
    """Not for scripts, not over http, not for other sites; in the frame of Telegram's web client for that alone."""
    answer = await browser.open(GOOD, {**ORIGIN, **headers})
    cookie, *said = answer.headers["Set-Cookie"].split("; ")
    always = {"Secure", "HttpOnly", "Path=/", "Max-Age=7200"}
    assert (cookie, set(said)) == (f"{COOKIE}={browser.held}", always | guards)


async def test_only_digests_are_kept_and_not_for_long(browser: Browser, estate: Estate) -> None:
    """Nothing in the database opens the page; what is over is swept away."""
    await browser.open(GOOD)
    signature = dict(parse_qsl(GOOD))["hash"]
    digests = [hashlib.sha256(secret.encode()).hexdigest() for secret in (browser.held, signature)]
    assert await _kept(estate) == digests
    async with estate.db.work() as work:
        await work.keep_clean(START + LASTS, timedelta(days=30))
    assert await _kept(estate) == []


async def _kept(estate: Estate) -> list[str]:
    async with estate.db.work() as work:
        query = "SELECT token FROM page_session UNION ALL SELECT mark FROM page_opening"
        return [str(row[0]) for row in await work.connection.exec_driver_sql(query)]


@ON_SQLITE
async def test_no_secret_is_in_an_address_or_the_log(
    browser: Browser, caplog: pytest.LogCaptureFixture, estate: Estate
) -> None:
    """Also not when something goes wrong."""
    caplog.set_level(logging.DEBUG)
    entered = await browser.open(GOOD)
    await browser.open(_changed(hash="0" * 64))
    async with estate.db.work() as work:
        await work.connection.exec_driver_sql("DROP TABLE page_session")
    broken = await browser.get("/workshops")
    assert (broken.status, "Er ging iets mis" in await broken.text()) == (500, True)
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert ours == "A page for trainers could not be shown (OperationalError)."
    told = caplog.text + str(entered.headers["Location"])
    assert [secret for secret in (browser.held, TOKEN, dict(parse_qsl(GOOD))["hash"]) if secret in told] == []


@ON_SQLITE
async def test_closing_it_ends_it(browser: Browser) -> None:
    """What the browser still has opens nothing."""
    await browser.enter(OWNER)
    closed = await browser.close()
    assert (closed.status, (await browser.get("/workshops")).status) == (303, 401)
