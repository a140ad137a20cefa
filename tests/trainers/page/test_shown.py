"""What the pages say is what the chat says, and what is hidden is said to be hidden."""

import re

import pytest
from aiohttp import ClientResponse

from bot.trainers.files import KINDS
from tests.trainers.page.conftest import Browser
from tests.trainers.page.estate import FIRST_ROUND, LAST_ROUND, OWN_QUESTION, OWNER, RUNNING, TOO_FEW, WORKSHOP

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here differs on the other
MIRROR = f"/rounds/{LAST_ROUND}/mirrors/1"


@pytest.fixture
async def owner(browser: Browser) -> Browser:
    return await browser.enter(OWNER)


async def _said(answer: ClientResponse) -> str:
    """What is read of a page, on one line."""
    assert answer.status == 200
    return " ".join(re.sub(r"<[^>]+>", " ", await answer.text()).split())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/workshops",
            ["Je workshops", "Buren aan zet", "maandag 9 maart 2026", "Er doen 12 mensen mee, uit 2 groepen."],
        ),
        (
            f"/workshops/{WORKSHOP}",
            [
                "De Buurttafel 9 kan",
                "Zangkoor Sint-Jan &amp; vrienden 3 te weinig mensen",
                "Een eigen vraag, 29 november 2026 Wie komt er zaterdag helpen? De ronde loopt.",
                "De ronde is gesloten. Eén spiegel.",
                "https://t.me/bruis_bot?start=",
            ],
        ),
        (f"/rounds/{RUNNING}", ["Gevraagd 12", "Zijn klaar 0", "Een spiegel komt er als de ronde sluit."]),
        (f"/rounds/{OWN_QUESTION}", ["Wie komt er zaterdag helpen?"]),
        (f"/rounds/{TOO_FEW}", ["Daarvoor moeten minstens 5 mensen klaar zijn en willen meetellen."]),
        (f"/rounds/{LAST_ROUND}", ["De spiegel van De Buurttafel", "Niet iedereen staat in een spiegel."]),
        (MIRROR, ["van minstens 8 mensen", "Om samen over te praten", "Wat hier niet staat, en waarom"]),
        (MIRROR, ["Ook geen aantallen", "Niet iedereen staat in een spiegel.", "minstens drie mensen van toen"]),
        (MIRROR, ["5. Nieuwe mensen", "Eén blad om te printen"]),
        (f"{MIRROR}/trend", ["2 maart 2026 1 juni 2026 31 augustus 2026", "autonoom nieuw"]),
        (f"/rounds/{FIRST_ROUND}/mirrors/1/trend", ["Er is nog geen vorige spiegel om naast deze te leggen."]),
    ],
)
async def test_a_page(owner: Browser, path: str, said: list[str]) -> None:
    """By what a trainer looks for on it."""
    told = await _said(await owner.get(path))
    assert [words for words in said if words not in told] == []


async def test_no_more_is_told_of_people_than_in_the_chat(owner: Browser) -> None:
    """A mirror has no count but the step that is published."""
    told = await _said(await owner.get(MIRROR))
    assert re.findall(r"\b\d+ mensen\b", told) == ["8 mensen"]


@pytest.mark.parametrize(
    ("path", "kind", "head"),
    [
        (f"/workshops/{WORKSHOP}/code.png", "image/png", b"\x89PNG"),
        (f"{MIRROR}/phone.png", "image/png", b"\x89PNG"),
        (f"{MIRROR}/trend_beamer.png", "image/png", b"\x89PNG"),
        *((f"{MIRROR}/files/{kind}", file.mime, b"") for kind, file in KINDS.items()),
    ],
)
async def test_a_picture_or_a_file(owner: Browser, path: str, kind: str, head: bytes) -> None:
    """As the chat sends it; a file is kept under the name that it has there."""
    answer = await owner.get(path)
    assert (answer.status, answer.content_type, (await answer.read())[: len(head)]) == (200, kind, head)
    name = re.findall(r'filename="(.*)"', answer.headers.get("Content-Disposition", ""))
    file = KINDS[path.rpartition("/")[2]] if "/files/" in path else None
    assert name == ([f"{file.what}-de-buurttafel-2026-08-31.{file.ending}"] if file is not None else [])


async def test_a_first_mirror_has_no_picture_of_a_trend(owner: Browser) -> None:
    """There is nothing to lay it beside."""
    assert (await owner.get(f"/rounds/{FIRST_ROUND}/mirrors/1/trend_phone.png")).status == 404
