"""`make run` starts what the machine is set up for, and `make install` says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT


def _make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """make, with this project's Makefile, in another folder."""
    shutil.copy(ROOT / "Makefile", folder)
    command = [str(shutil.which("make")), *arguments]
    env = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize(
    ("environment", "file", "started"),
    [
        ({}, None, "playground"),
        ({"BRUIS_TOKEN": ""}, None, "playground"),
        ({"BRUIS_TOKEN": "1:a"}, None, "run"),
        ({}, "BRUIS_TOKEN=1:a\n", "run"),
        ({}, "BRUIS_LOG_LEVEL=INFO\nexport BRUIS_TOKEN = '1:a'\n", "run"),
        ({}, "BRUIS_TOKEN=\n", "playground"),
        ({}, 'BRUIS_TOKEN=""\n', "playground"),
        ({}, "# BRUIS_TOKEN=1:a\n", "playground"),
        ({}, "BRUIS_TOKEN= # ask BotFather\n", "playground"),
    ],
)
def test_a_token_decides_what_make_run_starts(
    environment: dict[str, str], file: str | None, started: str, tmp_path: Path
) -> None:
    """With a token, in the environment or in .env, the bot; without one, the playground."""
    if file is not None:
        (tmp_path / ".env").write_text(file)
    made = _make(tmp_path, "--old-file=.venv/.installed", "run", "BRUIS=echo", **environment)
    assert (made.stdout.strip(), made.stderr, made.returncode) == (started, "", 0)


def test_without_python_make_says_what_to_install(tmp_path: Path) -> None:
    """Someone new gets a command to type, not a trace."""
    for lock in ("requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / lock, tmp_path)
    made = _make(tmp_path, "install", "PYTHON=no-such-python")
    assert made.stderr.splitlines()[0] == (
        "Bruis needs Python 3.11 with its venv module. On Debian or Ubuntu: apt install python3.11-venv"
    )
    assert (made.stdout, made.returncode) == ("", 2)
