"""Plays some talks with an earlier version of the program, kills it, and keeps what is then in its database.

`.venv/bin/python -m tests.upgrading.make <commit>`, by hand, when a version is released; writes
`releases/<number of its last migration>.json`. An has a plan, Mohamed is half-way and has paused, and Godelieve's first
message was on its way when the process was killed.
"""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from bot.clock import MovableClock
from bot.playground.faults import Fault
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.upgrading import AN, GODELIEVE, MOHAMED, PLAN

TOKEN = "4242:earlier-versions"  # noqa: S105 - a token of this machine only
RELEASES = Path(__file__).with_name("releases")
BEGIN = ("/start", "[Ja, ik begin]", "De Buurttafel", "[Nee, we staan op onszelf]", "Zaterdag was het buurtontbijt.")
#: What An taps wherever she sees it; elsewhere she takes the first button.
WANTED = ("Ja, dat herken ik", "Openheid naar anderen", "Ja, dit ga ik doen", "Ja, ik zie het voor me", "Over een week")
MOST_STEPS = 40


class Earlier:
    """An earlier version, running in a folder of its own against a Bot API in this process."""

    def __init__(self, folder: Path, playground: Playground, url: str) -> None:
        self.api, self.database = playground.api, folder / "bruis.db"
        settings = {
            "BRUIS_TOKEN": TOKEN,
            "BRUIS_TELEGRAM_URL": url,
            "BRUIS_DATABASE_URL": f"sqlite:///{self.database}",
            "BRUIS_LISTEN": "127.0.0.1:0",
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("BRUIS_")}
        command = [sys.executable, "-m", "bot", "run"]
        self._process = subprocess.Popen(command, cwd=folder / "program", env=others | settings)  # noqa: S603

    async def turn(self, who: int, what: str) -> None:
        """Say or tap, and hear what comes of it."""
        before = len(self.api.said(who))
        if what.startswith("["):
            self.api.tap(who, what[1:-1])
        else:
            self.api.say(who, what)
        await self.api.until(lambda: len(self.api.said(who)) > before, 60)
        await self.api.quiet(1.5, 60)

    async def plan(self, who: int) -> None:
        """On to a plan, by whatever questions this version has."""
        for _ in range(MOST_STEPS):
            if any(row["kind"] == "plan" for row in self.rows("contact")):
                return
            buttons = [b.text for row in self.api.said(who)[-1].buttons for b in row]
            wanted = next((label for label in WANTED if label in buttons), None)
            if wanted is None and await self._writes(who, buttons):
                continue
            await self.turn(who, f"[{wanted or buttons[0]}]")
        raise LookupError(f"no plan after {MOST_STEPS} steps; the last said: {self.api.said(who)[-1].text}")

    async def _writes(self, who: int, buttons: list[str]) -> bool:
        """Whether this is where the plan is to be written."""
        if "Als" not in self.api.said(who)[-1].text or not self.rows("answer"):
            return False
        await self.turn(who, PLAN)
        return True

    async def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(self._process.wait)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All that stands in a table."""
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """All rows by table."""
        names = [row["name"] for row in self.rows("sqlite_master") if row["type"] == "table"]
        tables = {name: self.rows(name) for name in names if name not in ("alembic_version", "sqlite_sequence")}
        return {name: rows for name, rows in tables.items() if rows}


def _unpack(commit: str, folder: Path) -> None:
    archive = subprocess.run(["git", "archive", commit], check=True, capture_output=True).stdout  # noqa: S603, S607
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder / "program", filter="data")


async def _play(bot: Earlier) -> dict[str, Any]:
    for what in BEGIN:
        await bot.turn(AN, what)
    await bot.plan(AN)
    for what in (*BEGIN, "Het zijn altijd dezelfde vijf die alles doen.", "/pauze"):
        await bot.turn(MOHAMED, what)
    await bot.turn(MOHAMED, "[Een week]")
    bot.api.faults.next("sendMessage", Fault("hang"), 9, chat_id=GODELIEVE)
    bot.api.say(GODELIEVE, "/start")
    async with asyncio.timeout(60):
        while not any(row["state"] == "attempting" for row in bot.rows("outbox")):
            await asyncio.sleep(0.1)
    await bot.kill()
    (version,) = bot.rows("alembic_version")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return {"revision": version["version_num"], "made": made, "tables": bot.everything()}


async def _make(commit: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="bruis-release-"))
    _unpack(commit, folder)
    playground = Playground(MovableClock(), TOKEN, folder / "playground.json", limits=Limits.none())
    bot = Earlier(folder, playground, f"http://127.0.0.1:{await playground.start()}")
    try:
        kept = await _play(bot)
    finally:
        await bot.kill()
        await playground.stop()
        shutil.rmtree(folder)
    file = RELEASES / f"{kept['revision']}.json"
    file.write_text(json.dumps(kept, ensure_ascii=False) + "\n")
    told = ", ".join(f"{len(rows)} {name}" for name, rows in kept["tables"].items())
    sys.stdout.write(f"{file.name}: {told}\n")


if __name__ == "__main__":
    asyncio.run(_make(sys.argv[1]))
