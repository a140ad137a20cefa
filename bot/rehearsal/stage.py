"""The program and its people in one process: a Bot API on loopback, the real bot, and time that stands still."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import steps
from bot.app import App
from bot.coach import Seen
from bot.playground.faults import Fault
from bot.playground.keyboard import ADDRESS
from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.rehearsal import dying
from bot.rehearsal.evidence import Away, Evidence, Refused, TurnTaken
from bot.rehearsal.harvest import final, harvest, snapshot
from bot.rehearsal.standing import RestingLoop, StandingClock
from bot.settings import Settings
from bot.trainers.drawing import Drawing
from dialogues.hours import BELGIUM
from dialogues.inputs import Due
from dialogues.session import Session

#: Good for nothing outside of a rehearsal.
TOKEN = "4200000002:rehearsal-on-this-machine-only-0000"  # noqa: S105
#: By this much the clock is moved on after a life that went by in time of the machine.
A_LIFE = timedelta(minutes=3)


class LastingDrawing(Drawing):
    """Goes on from one life of the program to the next: the process that draws takes over a second to come."""

    async def __aexit__(self, *_: object) -> None:
        """Its end is in `Stage.close`."""


class Stage:
    """`evidence` gathers what happens. `sessions`: of each person as their last turn left it."""

    def __init__(self, folder: Path, loop: RestingLoop, evidence: Evidence) -> None:
        self._folder, self._loop, self.evidence = folder, loop, evidence
        self.clock = StandingClock(evidence.start)
        self.playground = Playground(
            self.clock, TOKEN, folder / "telegram" / "state.json", limits=Limits.none(), saves=False
        )
        self.api = self.playground.api
        self.playground.faults.met = self._met
        self.sessions: dict[int, Session] = {}
        self._drawing = LastingDrawing()
        self.got: Callable[[int], None] = lambda chat: None
        self._settings: Settings | None = None
        self._app: App | None = None
        self._life: asyncio.Task[None] | None = None
        self._stopped_at: datetime | None = None

    @property
    def app(self) -> App:
        """The program, where it runs."""
        if self._app is None:
            raise RuntimeError("the program does not run")
        return self._app

    @property
    def runs(self) -> bool:
        return self._app is not None

    async def open(self, trainers: frozenset[int]) -> None:
        """The Bot API is there, and the program runs."""
        port = await self.playground.start()
        self.evidence.trainers |= trainers
        self._settings = Settings(
            token=SecretStr(TOKEN),
            telegram_url=f"http://{ADDRESS}:{port}",
            database_url=f"sqlite:///{self._folder / 'bruis.db'}",
            trainers=trainers,
            timezone=BELGIUM.zone.key,
            quiet_hours=BELGIUM.quiet,
            sends_per_second=30,
            group_minimum=self.evidence.minimum,
            keep_text_days=self.evidence.keep_text.days,
            webhook_url="",
            webhook_secret=SecretStr(""),
        )
        await self.start()

    async def start(self) -> None:
        """A life begins."""
        assert self._settings is not None, "not open"  # noqa: S101 - a mistake of ours
        ready = asyncio.Event()
        self._app = app = App(self._settings, self.clock, self._seen, listen=False, drawing=self._drawing)
        self._life = asyncio.create_task(app.run(ready.set))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait((self._life, waiting), return_when=asyncio.FIRST_COMPLETED)
        if self._life.done():
            waiting.cancel()
            self._life.result()
        self._loop.busy = lambda: app.database.busy
        if self._stopped_at is not None:
            self.evidence.away.append(Away(self._stopped_at, self.clock.now()))
            self._stopped_at = None
        await self._loop.at_rest()

    async def stop(self) -> None:
        """It ends as on a SIGTERM; what there is to see of its rows is seen before."""
        if self._life is None:
            return
        await self.look()
        self._life.cancel()
        await asyncio.gather(self._life, return_exceptions=True)
        self._loop.busy = lambda: False
        self._app = self._life = None
        self._stopped_at = self.clock.now()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def die_at(self, step: steps.Step, times: int = 1) -> bool:
        """A life in a process of its own is killed at this step, and another one goes on; whether it came to it."""
        assert self._settings is not None, "not open"  # noqa: S101 - a mistake of ours
        await self.stop()
        life = dying.begin(self._settings, self.clock.now(), step, times)
        died: bool = await self._loop.run_in_executor(None, dying.end, life)
        self.clock.advance(A_LIFE)
        await self.start()
        self.evidence.snapshots.append(await snapshot(self.app.database, self.clock.now()))
        for who, session in self.evidence.snapshots[-1].sessions.items():
            self.sessions[who] = session
        return died

    def fail(self, method: str, fault: Fault, times: int, chat: int | None = None) -> None:
        """The next calls of this method (to this chat) go wrong."""
        self.playground.faults.next(method, fault, times, chat)

    def _met(self, fault: Fault, chat: int | None) -> None:
        now = self.clock.now()
        self.evidence.refused.append(Refused(now, now + timedelta(seconds=fault.retry_after), chat))

    async def look(self) -> None:
        """See what stands in the rows now: some are kept for two days only."""
        await harvest(self.app.database, self.evidence)

    async def close(self) -> None:
        """The last look, and the end."""
        self.playground.faults.clear()
        if self._app is not None:
            await self._loop.at_rest()
            await self.look()
            await final(self.app.database, self.evidence)
            await self.stop()
        self._drawing.rest()
        await self.playground.stop()

    def _seen(self, seen: Seen) -> None:
        after = seen.turn.session
        taken = TurnTaken(seen.telegram_id, seen.at, seen.input, seen.before, after, seen.turn.effects)
        self.evidence.turns.append(taken)
        self.sessions[seen.telegram_id] = after
        if isinstance(seen.input, Due):
            self.got(seen.telegram_id)

    @property
    def files(self) -> list[Path]:
        """Where the program keeps things."""
        return [path for path in self._folder.glob("bruis.db*") if path.is_file()]


Choices = list[tuple[str, str, int]]


def choices(stage: Stage, chat: int) -> Choices:
    """The buttons of the newest message in the chat that has any: their ids, their data, and the message."""
    for message in reversed(stage.api.chat(chat).messages):
        if message.buttons:
            return [(b.data.rpartition(":")[2], b.data, message.id) for row in message.buttons for b in row if b.data]
    return []


def newest(stage: Stage, chat: int) -> Any:
    """The bot's last message in the chat; None where there is none."""
    return next((m for m in reversed(stage.api.chat(chat).messages) if m.sender is None), None)
