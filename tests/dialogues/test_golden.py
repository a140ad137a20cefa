"""Whole talks, as a person has them, go as they were once read and judged."""

from pathlib import Path

import pytest

from tests.dialogues.golden import TALKS, replayed


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_a_talk_goes_as_it_is_written_down(path: Path) -> None:
    """Every turn says, keeps and plans exactly what its golden talk has, and the session survives its snapshot."""
    script = path.read_text(encoding="utf-8")
    assert script.splitlines() == replayed(script).splitlines()
