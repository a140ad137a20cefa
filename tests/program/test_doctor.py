"""The doctor says what is wrong with a set-up and what to do, and leaves a sound one alone."""

import json
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.__main__ import run
from bot.doctor import configured, examine
from bot.doctor.finding import Finding
from bot.doctor.page import page
from bot.doctor.stored import stored
from bot.doctor.telegram import clock, telegram
from bot.settings import Settings, read_settings
from bot.trainers.drawing import Drawing
from storage import Database, Received
from tests.telegram.clocks import JumpingClock
from tests.telegram.fake_api import TOKEN, FakeApi, ok, refused, serving
from tests.trainers.page.conftest import served as page_served
from tests.trainers.page.estate import built

ME = {"username": "bruis_bot", "can_read_all_group_messages": False}
HOOK = {"url": "", "pending_update_count": 0}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a .env file."""
    monkeypatch.chdir(tmp_path)


async def _all(findings: AsyncIterator[Finding]) -> dict[str, tuple[str, str]]:
    return {f.what: (f.level, f.says) async for f in findings}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("BRUIS_TRAINER", "is no setting: did you mean BRUIS_TRAINERS?"),
        ("BRUIS_QQQQQQQQ", "is no setting: take it away"),
    ],
)
@pytest.mark.parametrize("dotenv", [True, False])
def test_a_name_that_is_no_setting_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, says: str, dotenv: bool
) -> None:
    """It would be passed over in silence, wherever it stands."""
    if dotenv:
        (tmp_path / ".env").write_text(f"{name}=1\n")
    else:
        monkeypatch.setenv(name, "1")
    assert [(f.level, f.what, f.says) for f in configured.unknown_names()] == [("WRONG", name, says)]


def test_every_setting_is_shown_and_no_secret() -> None:
    """So that it can be sent to whoever helps."""
    chosen = Settings(
        token=SecretStr("42:geheim"),
        webhook_url="https://b.be/x",
        webhook_secret=SecretStr("geheim"),
        database_url="postgresql://b:geheim@h/b",
    )
    lines = [str(finding) for finding in configured.settings(chosen)]
    assert len(lines) == len(Settings.model_fields)
    assert "geheim" not in "\n".join(lines)
    assert any(line.endswith("21:00-08:30 (default)") for line in lines)


def test_a_secret_that_others_can_read_is_wrong(tmp_path: Path) -> None:
    """The line is the command that puts it right."""
    file = tmp_path / ".env"
    file.touch(mode=0o644)
    said = [(f.level, f.says) for f in configured.rights(None)]
    assert said == [("WRONG", "every user of this machine can open it: chmod o-rwx .env")]
    file.chmod(0o600)
    assert [f.level for f in configured.rights(None)] == ["ok"]


def test_another_folder_than_that_of_the_settings_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is set there at all; one setting in the environment, as in a container, is enough to be set up."""
    says = f"there is no .env in {tmp_path}: run it in the folder that has your .env"
    assert [(f.level, f.what, f.says) for f in configured.nothing()] == [("mind", ".env", says)]
    monkeypatch.setenv("BRUIS_LISTEN", "127.0.0.1:0")
    assert list(configured.nothing()) == []


@pytest.mark.parametrize(("token", "level"), [("", "mind"), (TOKEN, "ok")])
def test_a_token_that_is_not_set_is_not_ok(token: str, level: str) -> None:
    """Not for a bot; what only wants the playground is told that it needs none."""
    found = {f.what: (f.level, "playground" in f.says) for f in configured.settings(Settings(token=SecretStr(token)))}
    assert found["BRUIS_TOKEN"] == (level, level == "mind")


@pytest.mark.parametrize(
    ("seconds", "level", "says"),
    [(0, "ok", "the same"), (-90, "WRONG", "90 seconds slow"), (3600, "WRONG", "3600 seconds fast")],
)
async def test_a_clock_that_is_off_is_found(fake: FakeApi, url: str, seconds: int, level: str, says: str) -> None:
    """By the Date of what the Bot API answers."""
    found = await clock(url, datetime.now(UTC) + timedelta(seconds=seconds))
    # the Date has whole seconds, so it may be one less
    assert (found.level, found.says.replace("89", "90").replace("3601", "3600")[: len(says)]) == (level, says)


@pytest.fixture
async def served() -> AsyncIterator[tuple[FakeApi, str]]:
    async with serving() as (fake, api):
        yield fake, api.base_url


@pytest.fixture
def fake(served: tuple[FakeApi, str]) -> FakeApi:
    return served[0]


@pytest.fixture
def url(served: tuple[FakeApi, str]) -> str:
    return served[1]


def _hook(**more: Any) -> dict[str, Any]:
    return HOOK | more


@pytest.mark.parametrize(
    ("me", "hook", "found"),
    [
        (ME, HOOK, {"token": "ok", "webhook": "ok"}),
        (ME | {"can_read_all_group_messages": True}, HOOK, {"token": "ok", "privacy mode": "mind", "webhook": "ok"}),
        (ME, _hook(url="https://elders.be/x"), {"token": "ok", "webhook": "mind"}),
        (ME, _hook(pending_update_count=4000), {"token": "ok", "webhook": "mind"}),
        (
            ME,
            _hook(last_error_date=int(datetime.now(UTC).timestamp()), last_error_message="Connection refused"),
            {"token": "ok", "webhook": "WRONG"},
        ),
    ],
)
async def test_what_telegram_says_is_judged(
    fake: FakeApi, url: str, me: dict[str, Any], hook: dict[str, Any], found: dict[str, str]
) -> None:
    """The bot's name, what it may read, and where updates go."""
    fake.answers("getMe", [ok(me)])
    fake.answers("getWebhookInfo", [ok(hook)])
    said = await _all(telegram(Settings(token=SecretStr(TOKEN), telegram_url=url)))
    assert {what: level for what, (level, _) in said.items()} == {"clock": "ok", **found}


async def test_a_token_that_telegram_does_not_know(fake: FakeApi, url: str) -> None:
    """Where to get it is said, and it is not shown."""
    fake.answers("getMe", [refused(401, "Unauthorized")])
    said = await _all(telegram(Settings(token=SecretStr(TOKEN), telegram_url=url)))
    assert said["token"] == ("WRONG", "Telegram does not know it: copy it anew from @BotFather (/mybots, API Token)")


async def test_a_machine_without_a_network() -> None:
    """Clock and token cannot be looked at, and that is what is said."""
    said = await _all(telegram(Settings(token=SecretStr(TOKEN), telegram_url="http://127.0.0.1:9")))
    assert {what: level for what, (level, _) in said.items()} == {"clock": "WRONG", "token": "WRONG"}


async def test_a_sound_database(db: Database, database_url: str) -> None:
    """It opens beside the bot, is of this version, and nothing waits."""
    said = await _all(stored(Settings(database_url=database_url)))
    assert said["migrations"][1].endswith("as this program wants it")
    assert said["waiting"] == ("ok", "0 messages are to be sent")
    assert {level for level, _ in said.values()} == {"ok"}


async def test_an_update_that_waits_and_one_set_aside(db: Database, database_url: str) -> None:
    """The bot does not run, or something was too much for it."""
    async with db.work() as work:
        await work.receive([Received(1, 501, "{}"), Received(2, 502, "{}")], NOW)
        await work.failed(2, "DialogueError", NOW, nth=3, last=True)
    said = await _all(stored(Settings(database_url=database_url)))
    assert said["waiting"] == ("WRONG", "an update has waited since 02/03 09:00 UTC: is the bot running?")
    assert said["set aside"][0] == "mind"


@pytest.mark.parametrize(("revision", "level"), [("0001", "mind"), ("9999", "WRONG")])
async def test_a_database_of_another_version(db: Database, database_url: str, revision: str, level: str) -> None:
    """An older one will be migrated, a newer one wants a newer program."""
    async with db.work() as work:
        await work.connection.execute(
            text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )
    said = await _all(stored(Settings(database_url=database_url)))
    assert (said["migrations"][0], revision in said["migrations"][1]) == (level, True)


async def test_a_database_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    """The doctor only looks."""
    said = await _all(stored(Settings()))
    says = f"{tmp_path}/data/bruis.db is made when the bot starts"
    assert (said["database"], os.listdir(tmp_path)) == (("ok", says), [])


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://b:geheim@127.0.0.1:9/b", "does not open (ConnectionRefusedError)"),
        ("mysql://x", "no such kind of database: mysql"),
        ("sqlite:////proc/bruis.db", "only 0 MB free at /proc"),
    ],
)
async def test_a_database_that_cannot_be(url: str, says: str) -> None:
    """In one line, without the password."""
    said = await _all(stored(Settings(database_url=url)))
    wrong = [text for level, text in said.values() if level == "WRONG"]
    assert [text[: len(says)] for text in wrong] == [says]


async def test_a_page_that_trainers_reach(db: Database, url: str) -> None:
    """Through the proxy, which may have forgotten it; none is needed where the bot polls."""
    estate = await built(db, JumpingClock())
    async with Drawing() as drawing, page_served(estate, drawing) as client:
        there = await page(str(client.make_url("/trainer")))
    elsewhere, gone, none = await page(url), await page("http://127.0.0.1:1/trainer"), await page("")
    assert [found.level for found in (there, elsewhere, gone, none)] == ["ok", "mind", "mind", "ok"]


async def test_a_port_that_something_else_has(url: str) -> None:
    """What answers there is not the bot."""
    address = url.removeprefix("http://")
    assert (await examine.listening(address)).level == "WRONG"
    assert (await examine.listening("127.0.0.1:0")).level == "ok"


def test_wrong_settings_are_found_and_the_status_is_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would stop the bot is what the doctor is for."""
    monkeypatch.setenv("BRUIS_GROUP_MINIMUM", "1")
    assert run(["doctor"]) == 1
    says = "BRUIS_GROUP_MINIMUM: Input should be greater than or equal to 3"
    assert capsys.readouterr().out == f"{Finding('WRONG', 'settings', says)}\n"


async def test_a_sound_set_up_has_nothing_wrong(
    monkeypatch: pytest.MonkeyPatch, fake: FakeApi, url: str, tmp_path: Path
) -> None:
    """All parts, one after the other; the texts are checked by a test of their own."""
    monkeypatch.setattr(examine, "check", list)
    fake.answers("getMe", [ok(ME)])
    fake.answers("getWebhookInfo", [ok(HOOK)])
    settings = {"TOKEN": TOKEN, "TELEGRAM_URL": url, "LISTEN": "127.0.0.1:0", "TRAINERS": "7"}
    people = {"ORGANISATION": "Buren vzw", "CONTACT": "bruis@buren.be", "HELPLINES": "112; 1813; 106; 1712"}
    lines = settings | people
    dotenv = tmp_path / ".env"
    dotenv.write_text("".join(f"BRUIS_{name}={json.dumps(value)}\n" for name, value in lines.items()))
    dotenv.chmod(0o600)
    db = Database.open(read_settings().database_url)
    await db.migrate()
    await db.dispose()
    said = [finding async for finding in examine.examine()]
    assert [str(finding) for finding in said if finding.level != "ok"] == []
    assert TOKEN not in "\n".join(map(str, said))
    assert [finding.says for finding in said if finding.what == "BRUIS_HELPLINES"] == ["112; 1813; 106; 1712"]
