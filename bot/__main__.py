"""The command line: `bruis`, or `python -m bot`."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

from bot.settings import Settings, WrongSettings, nothing_set, read_settings
from bot.vigil import Unwell
from storage.errors import DatabaseOutOfReach, StorageError

DONE, FOUND_WRONG, WRONG_USE = 0, 1, 2


def main() -> None:
    """Run the command that is asked for; leaves with the exit status of the contract."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The same, returning the exit status: 0 done, 1 something is wrong, 2 wrong use or wrong settings."""
    chosen = _parser().parse_args(arguments)
    try:
        status: int = chosen.command(chosen)
    except DatabaseOutOfReach as error:
        return _complain("; ".join(filter(None, (str(error), nothing_set()))), WRONG_USE)
    except (WrongSettings, StorageError) as error:
        return _complain(str(error), WRONG_USE)
    except Unwell as error:
        return _complain(str(error), FOUND_WRONG)
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        return _complain(f"{error.filename or ''} {error.strerror or error}".strip(), WRONG_USE)
    return status


def _complain(line: str, status: int) -> int:
    print(f"bruis: {line}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bruis", description="A Telegram coach for coordinators of volunteer groups.")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("run", help="run the bot").set_defaults(command=_run)
    playground = commands.add_parser("playground", help="the whole coach on this machine, without a token")
    playground.add_argument(
        "--port", type=int, default=8080, help="where the page is (default 8080; 0 takes a free one)"
    )
    playground.add_argument("--folder", type=Path, default=Path("data"), help="where it is kept (default data)")
    playground.set_defaults(command=_playground)
    read = commands.add_parser("read", help="read replies: JSONL in, JSONL out")
    read.add_argument("--json", action="store_true", help="JSON lines, which is what it always writes")
    read.set_defaults(command=_read)
    reading = commands.add_parser("reading", help="how the reading does at this installation")
    what = "report: how often people corrected what, per kenmerk; export: the replies they let us learn from, as JSONL"
    reading.add_argument("what", choices=["report", "export"], help=what)
    reading.set_defaults(command=_reading)
    contacts = commands.add_parser("contacts", help="what went out unasked, what did not, and why; no texts")
    contacts.add_argument("id", type=int, nargs="?", help="the Telegram id of one person; without it counts of all")
    contacts.set_defaults(command=_contacts)
    backup = commands.add_parser("backup", help="a copy of the whole database, also while the bot runs")
    backup.add_argument("file", type=Path, help="where it goes; a name that is not there yet")
    backup.set_defaults(command=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the database, while no bot runs")
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("--replace", action="store_true", help="also where the database holds people")
    restore.set_defaults(command=_restore)
    commands.add_parser("diagram", help="the dialogues as Mermaid").set_defaults(command=_diagram)
    texts = commands.add_parser("texts", help="the texts the coach can send")
    texts.add_argument("what", choices=["check"], help="check: present, renders, short enough, plain enough")
    texts.set_defaults(command=_texts)
    rehearse = commands.add_parser("rehearse", help="people over weeks of moved time, and what did not hold")
    for name, default, what in (
        ("people", 200, "how many"),
        ("weeks", 16, "how many weeks are played, half of them around each change of the clocks"),
        ("seed", 1, "another one is another rehearsal; the same one makes the same choices"),
    ):
        rehearse.add_argument(f"--{name}", type=_count, default=default, help=f"{what} (default {default})")
    rehearse.set_defaults(command=_rehearse)
    commands.add_parser("doctor", help="what is wrong with the set-up, and what to do").set_defaults(command=_doctor)
    return parser


def _log(settings: Settings) -> None:
    from bot.logs import handler
    from bot.telegram.redact import keep_out

    logging.basicConfig(level=settings.log_level, handlers=[handler(settings.log_format)])
    for talkative in ("transitions", "alembic", "asyncio", "aiosqlite", "sqlalchemy", "asyncpg", "aiohttp"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    keep_out(settings.token.get_secret_value())


@contextlib.contextmanager
def _first_of_many() -> Iterator[None]:
    """What several parts failed of at once is told by the first of it."""
    try:
        yield
    except ExceptionGroup as group:
        raise group.exceptions[0] from None


def _only_ours() -> None:
    """What this process writes, other users of the machine cannot read."""
    os.umask(0o077)


def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until done, Ctrl-C or SIGTERM."""

    async def guarded() -> None:
        task = asyncio.ensure_future(work)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with contextlib.suppress(asyncio.CancelledError), _first_of_many():
            await task

    asyncio.run(guarded())


def _run(chosen: argparse.Namespace) -> int:
    from bot.app import App

    settings = read_settings()
    if not settings.token.get_secret_value():
        what = nothing_set() or "ask @BotFather for a token, or try `bruis playground` without one"
        raise WrongSettings(f"BRUIS_TOKEN is not set; {what}")
    _log(settings)
    _only_ours()
    _until_stopped(App(settings).run())
    return DONE


def _playground(chosen: argparse.Namespace) -> int:
    from bot.playground.running import open_page, run_playground

    settings = read_settings()
    _log(settings)
    _only_ours()

    def ready(url: str) -> None:
        print(f"The playground is open at {url}  (Ctrl-C closes it)", flush=True)
        open_page(url)

    _until_stopped(run_playground(chosen.folder, chosen.port, ready))
    return DONE


def _read(chosen: argparse.Namespace) -> int:
    from bot.reading_command import read_lines
    from dialogues.reading import load_reader

    return read_lines(load_reader(), sys.stdin, sys.stdout.write)


def _reading(chosen: argparse.Namespace) -> int:
    from bot.reading_report import reading_export, reading_report

    url = read_settings().database_url
    if chosen.what == "report":
        print(asyncio.run(reading_report(url)))
    else:
        print("\n".join(asyncio.run(reading_export(url))))
    return DONE


def _backup(chosen: argparse.Namespace) -> int:
    from storage.backups import back_up

    asyncio.run(back_up(read_settings().database_url, chosen.file))
    print(f"The database is in {chosen.file}. It holds what people told: keep it as safe,", end=" ")
    print("and no longer than BRUIS_KEEP_TEXT_DAYS.")
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    from storage.backups import restore

    url, make = read_settings().database_url, not nothing_set()
    again = asyncio.run(restore(url, chosen.file, replace=chosen.replace, make=make))
    print(f"{chosen.file} is in place. Erased since, and erased again: {again}.")
    return DONE


def _contacts(chosen: argparse.Namespace) -> int:
    from bot.contacts_report import contacts_report

    settings = read_settings()
    report = asyncio.run(contacts_report(settings.database_url, chosen.id, settings.zone))
    if report is None:
        return _complain(f"nobody is known by the Telegram id {chosen.id}", FOUND_WRONG)
    print(report)
    return DONE


def _diagram(chosen: argparse.Namespace) -> int:
    from bot.diagram import diagram

    print(diagram(), end="")
    return DONE


def _texts(chosen: argparse.Namespace) -> int:
    from bot.texts_command import check, counts

    faults = check()
    print("\n".join(faults) if faults else counts(), file=sys.stderr if faults else sys.stdout)
    return FOUND_WRONG if faults else DONE


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def _rehearse(chosen: argparse.Namespace) -> int:
    from bot.rehearsal.command import rehearse
    from bot.rehearsal.run import Rehearsal

    held = rehearse(Rehearsal(chosen.people, chosen.weeks, chosen.seed))
    return DONE if held else FOUND_WRONG


def _doctor(chosen: argparse.Namespace) -> int:
    from bot.doctor.examine import examine

    async def told() -> int:
        status = DONE
        async for finding in examine():
            print(finding, flush=True)
            status = FOUND_WRONG if finding.level == "WRONG" else status
        return status

    return asyncio.run(told())


if __name__ == "__main__":
    main()
