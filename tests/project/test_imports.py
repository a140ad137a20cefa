"""What the product imports is what it declares."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.project import ROOT

PACKAGES = ("bot", "dialogues", "coaching_texts", "storage")
UNNAMED = {
    "asyncpg",  # SQLAlchemy loads it for a postgresql:// address
    "tzdata",  # zoneinfo reads it on a machine without time zones of its own
}


def _imported() -> Iterator[str]:
    """The first part of every absolute import in the product."""
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.partition(".")[0]


def _needed() -> set[str]:
    where = packages_distributions()
    others = set(_imported()) - set(PACKAGES) - sys.stdlib_module_names
    return {where[name][0].lower().replace("_", "-") for name in others}


def test_every_dependency_is_declared_and_used() -> None:
    """Nothing comes along by luck with something else, and nothing is installed for nothing."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in declared}
    assert names == _needed() | UNNAMED
