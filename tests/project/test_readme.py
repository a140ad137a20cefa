"""What the README shows is what there is."""

import re
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.diagram import diagram
from bot.settings import Settings
from dialogues.model import LifePhase, Pillar, Theme, WarningLight
from tests.project import ROOT

README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]


def test_the_drawing_is_current() -> None:
    """Replace the block by what `bruis diagram` prints when this fails."""
    assert f"```mermaid\n{diagram()}```\n" in README


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`bruis ([a-z]+(?: [a-z]+)*)(?: [A-Z]+)?`", README))))
def test_its_commands_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each one explains itself."""
    with pytest.raises(SystemExit) as left:
        command_line.run([*command.split(), "--help"])
    assert (left.value.code, capsys.readouterr().err) == (0, "")


def test_it_names_every_command() -> None:
    """A command nobody reads about is a command nobody uses."""
    named = {command.split()[0] for command in re.findall(r"`bruis ([a-z ]+)(?: [A-Z]+)?`", README)}
    usage = command_line._parser().format_help()
    assert named == set(re.findall(r"^    ([a-z]+)\b", usage, re.MULTILINE))


def test_its_targets_exist() -> None:
    """`make …` in the README is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE)) - targets == set()


def test_the_settings_are_all_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every setting by its name, with the default that the program has."""
    rows = re.findall(r"^\| (`BRUIS_.*?`) \| (?:`(.*?)`)? ?\|", README, re.MULTILINE)
    shown = {name: default for names, default in rows for name in re.findall(r"BRUIS_([A-Z_]+)", names)}
    assert shown.keys() == {name.upper() for name in Settings.model_fields}
    for name in shown:
        monkeypatch.delenv(f"BRUIS_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    defaults = Settings()
    for name, default in shown.items():
        if default:
            monkeypatch.setenv(f"BRUIS_{name}", default)
    assert Settings() == defaults


@pytest.mark.parametrize("kind", [LifePhase, WarningLight, Theme, Pillar])
def test_the_glossary_knows_the_ids(kind: type[LifePhase | WarningLight | Theme | Pillar]) -> None:
    """Whoever meets a Dutch id in the code finds it in English."""
    assert [id for id in kind if f"`{id}`" not in README] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_is_pointed_at_is_there(page: Path) -> None:
    """Links and pictures within the project lead somewhere, and so do the files that are named."""
    text = page.read_text()
    links = [page.parent / link for link in re.findall(r"(?:\]\(|src=\")(?!https?:)([^)#\"]+)", text)]
    paths = [ROOT / path for path in re.findall(r"`((?:bot|dialogues|coaching_texts|storage|tests)/[\w./-]+)`", text)]
    assert [str(path) for path in links + paths if not path.exists()] == []
