"""The lock files hold for anyone, anywhere: pinned, hashed, and naming no place to get things from."""

import re
import tomllib

import pytest

from tests.project import ROOT

LOCKS = [path.name for path in sorted(ROOT.glob("requirements*.lock"))]
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ]+)(( \\\n    --hash=sha256:[0-9a-f]{64})+)\n", re.MULTILINE)


def _pins(lock: str) -> dict[str, str]:
    return {name: version for name, version, *_ in PIN.findall((ROOT / lock).read_text())}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_pins_with_hashes_and_nothing_else(lock: str) -> None:
    """So that what is installed is what was tested, from whatever index the machine uses."""
    assert PIN.sub("", (ROOT / lock).read_text()) == ""
    assert _pins(lock) != {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-build.lock"])
def test_what_is_tested_is_what_runs(lock: str) -> None:
    """The image and the tests have the same versions."""
    tested = _pins("requirements-dev.lock")
    assert _pins(lock).items() - tested.items() == set()


def test_what_is_declared_is_locked() -> None:
    """A dependency added without `make lock` is noticed."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in declared}
    assert names - _pins("requirements.lock").keys() == set()
