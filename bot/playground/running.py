"""The whole coach on this machine: the local Bot API, the real bot against it over HTTP, and the chat page."""

import dataclasses
import os
import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_core import to_jsonable_python

from bot.app import App
from bot.clock import MovableClock
from bot.coach import Seen
from bot.playground.keyboard import ADDRESS
from bot.playground.server import Playground
from bot.settings import Settings, WrongSettings
from bot.trainers.page.site import PATH
from dialogues.effects import Effect
from dialogues.hours import Hours
from dialogues.inputs import Command, Due, Edited, Input, Pressed, Said, Unreadable
from dialogues.talks.scene import HeardReading

#: Good for nothing outside of the playground.
TOKEN = "4200000001:playground-on-this-machine-only-000"  # noqa: S105


def look_inside(seen: Seen) -> dict[str, Any]:
    """A turn as plain JSON data: at, input, state_before, state_after, readings, effects."""
    return {
        "at": seen.at.isoformat(),
        "input": _told(seen.input),
        "state_before": seen.before.state,
        "state_after": seen.turn.session.state,
        "readings": [_reading(heard) for heard in seen.turn.heard],
        "effects": [_effect(effect) for effect in seen.turn.effects],
    }


def _told(input: Input) -> str:
    match input:
        case Said(text) | Edited(text):
            return text
        case Pressed(asked, choice):
            return f"[{choice}] van vraag {asked}"
        case Command(name, argument=argument):
            return f"/{name} {argument}".strip()
        case Unreadable(kind) | Due(kind):
            return kind


def _effect(effect: Effect) -> dict[str, Any]:
    plain: dict[str, Any] = to_jsonable_python(dataclasses.asdict(effect))
    return {"effect": type(effect).__name__, **plain}


def _reading(heard: HeardReading) -> dict[str, Any]:
    plain: dict[str, Any] = to_jsonable_python(dataclasses.asdict(heard.reading))
    words = [heard.text[start:end] for start, end in heard.reading.evidence]
    return {"question": heard.kenmerk, **plain, "evidence": words}


async def run_playground(folder: Path, port: int, ready: Callable[[str], object]) -> None:
    """Until cancelled; everything is kept in `folder`, and is there again next time. `ready` hears the page's address.

    WrongSettings where the port is taken.
    """
    clock = MovableClock()

    async def next_planned() -> datetime | None:
        async with app.database.work() as work:
            due = await work.contacts.next_due()
        return due and Hours(settings.zone, settings.quiet_hours).good(due)

    playground = Playground(clock, TOKEN, folder / "playground.json", next_planned)
    url = f"http://{ADDRESS}:{_bound(playground, port)}"
    settings = Settings(
        token=SecretStr(TOKEN),
        telegram_url=url,
        database_url=f"sqlite:///{folder / 'playground.db'}",
        trainers=playground.trainers,
        webhook_url="",
        webhook_secret=SecretStr(""),
    )

    def watch(seen: Seen) -> None:
        playground.log.note(seen.telegram_id, look_inside(seen))

    app = App(settings, clock, watch, listen=False, page=f"{url}{PATH}")
    try:
        await playground.start(routes=app.page.routes() if app.page is not None else ())
        await app.run(ready=lambda: ready(url))
    finally:
        await playground.stop()


def _bound(playground: Playground, port: int) -> int:
    try:
        return playground.bind(port)
    except OSError as error:
        raise WrongSettings(f"port {port} cannot be used ({error.strerror}); choose another one with --port") from None


def open_page(url: str) -> None:
    """Show the page in a browser, where this machine has a screen."""
    if (
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or os.name == "nt"
        or os.uname().sysname == "Darwin"
    ):
        webbrowser.open_new_tab(url)
