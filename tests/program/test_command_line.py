"""The command line keeps to the contract: exit statuses, and errors in one clear line."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.diagram import diagram
from storage import Database


def _bruis(*arguments: str, folder: Path, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        input=given,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["run"], {}, "bruis: BRUIS_TOKEN is not set"),
        (["run"], {"BRUIS_TOKEN": "1:x", "BRUIS_GROUP_MINIMUM": "1"}, "bruis: BRUIS_GROUP_MINIMUM: "),
        (["run"], {"BRUIS_TOKEN": "1:x", "BRUIS_DATABASE_URL": "mysql://x"}, "bruis: no such kind of database: mysql"),
        (
            ["run"],
            {"BRUIS_TOKEN": "1:x", "BRUIS_DATABASE_URL": "postgresql://x@127.0.0.1:9/x"},
            "bruis: the database is out of reach",
        ),
        (["run"], {"BRUIS_TOKEN": "1:x", "BRUIS_DATABASE_URL": "sqlite:////proc/nergens/x.db"}, "bruis: "),
    ],
)
def test_wrong_settings_are_one_line_and_status_2(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], said: str
) -> None:
    """No traceback: what is wrong, and what to do."""
    done = _bruis(*arguments, folder=tmp_path, **environment)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(said)


@pytest.mark.parametrize(
    "arguments",
    [["contacts"], ["reading", "report"], ["reading", "export"], ["backup", "copy.db"], ["restore", "copy"], ["run"]],
)
def test_in_another_folder_than_that_of_the_settings(tmp_path: Path, arguments: list[str]) -> None:
    """What was looked for and what to do is said in one line, and no empty database is made there."""
    (tmp_path / "copy").touch()
    done = _bruis(*arguments, folder=tmp_path)
    missed = "BRUIS_TOKEN is not set" if arguments == ["run"] else f"there is no database {tmp_path}/data/bruis.db"
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"bruis: {missed}; ")
    assert done.stderr.endswith(f"there is no .env in {tmp_path}: run it in the folder that has your .env\n")
    assert [file.name for file in tmp_path.iterdir()] == ["copy"]


def test_a_backup_is_put_back_on_a_new_machine(tmp_path: Path) -> None:
    """Where it is set which database, a restore makes it."""
    setting = {"BRUIS_DATABASE_URL": f"sqlite:///{tmp_path}/new/bruis.db"}
    asyncio.run(_made(tmp_path / "old.db"))
    done = _bruis("restore", "old.db", folder=tmp_path, **setting)
    assert (done.returncode, done.stderr) == (0, "")
    assert _bruis("contacts", folder=tmp_path, **setting).stdout == "Nothing was planned yet.\n"


async def _made(file: Path) -> None:
    db = Database.open(f"sqlite:///{file}")
    await db.migrate()
    await db.dispose()


def test_wrong_use_is_status_2(tmp_path: Path) -> None:
    """An unknown command is refused."""
    assert _bruis("dansen", folder=tmp_path).returncode == 2


def test_read_answers_line_by_line(tmp_path: Path) -> None:
    """JSONL in, JSONL out, a bad line on its own line, and status 1 at the end."""
    given = '{"question": "doorstroming", "text": "er komt niemand bij"}\nkapot\n'
    done = _bruis("read", "--json", folder=tmp_path, given=given)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, list(second)) == (1, ["error"])
    assert list(first) == ["question", "phase", "probabilities", "lights", "evidence", "certain"]


def test_diagram_prints_the_drawing(tmp_path: Path) -> None:
    """The same that the README shows."""
    assert _bruis("diagram", folder=tmp_path).stdout == diagram()
