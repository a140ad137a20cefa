"""The drawing shows the whole table, in Mermaid's own grammar."""

import re

import pytest

from bot.diagram import diagram
from dialogues.machine import OVERLAYS, TABLE, State

LINE = re.compile(
    r"stateDiagram-v2|"
    r' +state "[^"]+" as \w+(?: \{)?|'
    r" +\}|"
    r" +(?:\w+|\[\*\]) --> (?:\w+|\[\*\])(?:: \w+(?: / \w+)*)?"
)


def test_every_line_is_mermaid() -> None:
    """A state, a part or an arrow; a page that cannot draw one line draws nothing."""
    assert [line for line in diagram().splitlines() if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("state", [state for state in State if state is not State.REST])
def test_every_state_is_in_its_part(state: State) -> None:
    """A new state is drawn without anybody thinking of it."""
    assert re.search(rf"^ {{8}}{state} --> ", diagram(), re.MULTILINE) is not None


@pytest.mark.parametrize("row", [row for row in TABLE if not {row[1], row[2]} & {*OVERLAYS}], ids=str)
def test_every_move_is_drawn(row: tuple[str, State, State]) -> None:
    """From its state, or from the start of its part; to its state, to the end, or to the box that names it."""
    move, source, dest = row
    start = r"\[\*\]" if source is State.REST else source
    end = r"\[\*\]" if dest is State.REST else rf"(?:part_\d_to_)?{dest}"
    assert re.search(rf"^ +{start} --> {end}: (?:\w+ / )*{move}(?: / \w+)*$", diagram(), re.MULTILINE) is not None
