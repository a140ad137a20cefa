"""The PostgreSQL of this test run, which goes down and comes back."""

import asyncio
import subprocess
from typing import Any

import pytest
from sqlalchemy import text

from bot import steps
from storage import Database


class Server:
    """`down`: whether nobody answers there."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.down = False

    def goes_down(self) -> None:
        """At once, as by a kill: nobody hears of it, what is not committed is gone."""
        control = [self._server.bin_path / "pg_ctl", "-D", self._server.pgdata, "-m", "immediate", "-w", "stop"]
        subprocess.run(control, check=True, stdout=subprocess.DEVNULL, user=self._server.system_user)  # noqa: S603
        self.down = True

    def comes_back(self) -> None:
        """At the same address; nothing where it is there."""
        self._server.ensure_postgres_running()
        self.down = False

    def goes_down_at(self, fatal: steps.Step, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """When the bot in this process reaches the step for the `times`th time from now on."""
        left = times

        def reached(step: steps.Step) -> None:
            nonlocal left
            left -= step == fatal
            if left == 0 and not self.down:
                left = -1
                self.goes_down()

        monkeypatch.setattr(steps, "reached", reached)


async def answers(db: Database) -> None:
    """Come back once it does; TimeoutError after half a minute. The pool finds its broken connections one by one."""
    async with asyncio.timeout(30):
        while True:
            try:
                await db.check()
                async with db.work() as work:
                    await work.connection.execute(text("SELECT 1"))
                return
            except Exception:  # whatever it is, it is not there yet
                await asyncio.sleep(0.01)
