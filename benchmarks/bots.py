"""The bots that are measured: how each is started, what its people say, and how to tell that something went wrong."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bot_api import TOKEN, BotApi
from benchmarks.peers import steps
from tests.whole.world import ordinary_tuesday

ROOT = Path(__file__).parents[1]
AIOGRAM = ROOT / ".venv-bench" / "bin" / "python"


@dataclass(frozen=True)
class Bot:
    """`database`: "sqlite", "postgres", or "" for a bot that keeps its state its own way."""

    name: str
    command: Sequence[str]
    database: str
    talk: Callable[[int], list[str]]

    def environment(self, api: BotApi, database: str, folder: Path, sends_per_second: int) -> Mapping[str, str]:
        if not self.database:
            return {"BOT_TOKEN": TOKEN, "BOT_API": api.url, "BOT_STATE": str(folder / "state.pickle")} | _PATH
        return _PATH | {
            "BRUIS_TOKEN": TOKEN,
            "BRUIS_TELEGRAM_URL": api.url,
            "BRUIS_DATABASE_URL": database,
            "BRUIS_SENDS_PER_SECOND": str(sends_per_second),
            "BRUIS_LISTEN": "127.0.0.1:0",
            "BRUIS_LOG_LEVEL": "WARNING",
        }


_PATH = {"PYTHONPATH": str(ROOT)}


def typed_talk(who: int) -> list[str]:
    """Six turns of a talk with Bruis, typed; each is answered with one message."""
    return ["/start", "Ja", group(who), "Nee, we staan op onszelf", "Sla over", f"{MARK} {who} bepaalt het bestuur"]


def long_talk(who: int) -> list[str]:
    """Ten turns, three of which are replies to be read; not for a backlog, where these would be one reply."""
    more = ("blijven de mensen lang", "komt er nooit iemand bij")
    return [*typed_talk(who), *(said for what in more for said in ("Sla over", f"{MARK} {who} {what}"))]


def tapped_talk(who: int) -> list[str]:
    """The same beginning with buttons where there are buttons."""
    start = ["/start", "[Ja, ik begin]", group(who), "[Nee, we staan op onszelf]", "[Sla over]"]
    return [*start, "[Wij zijn vooral doeners]", "[We bouwen op vaste waarden]", "[Een trouwe kern draagt het]"]


MARK = "Bij ons nummer"


def group(who: int) -> str:
    """The name of a person's group; in the replies it is the one thing that differs between people."""
    return f"Groep {who}"


def on_a_tuesday(bot: Bot) -> tuple[Bot, datetime]:
    """Bruis by a clock that runs ahead to a moment at which people may be written to, and that moment."""
    real = datetime.now(UTC)
    ahead = ordinary_tuesday(real) - real
    command = (sys.executable, "-m", "tests.whole.later", str(ahead.total_seconds()))
    return replace(bot, command=command), real + ahead


_BRUIS = (sys.executable, "-m", "bot", "run")
SQLITE = Bot("Bruis, SQLite", _BRUIS, "sqlite", typed_talk)
POSTGRES = Bot("Bruis, PostgreSQL", _BRUIS, "postgres", typed_talk)
PTB = Bot("python-telegram-bot", (sys.executable, "-m", "benchmarks.peers.ptb_bot"), "", steps.talk)
PEER_AIOGRAM = Bot("aiogram", (str(AIOGRAM), str(ROOT / "benchmarks/peers/aiogram_bot.py")), "", steps.talk)
BOTS = (SQLITE, POSTGRES, PTB, PEER_AIOGRAM)
OURS = (SQLITE, POSTGRES)
