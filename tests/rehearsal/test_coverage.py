"""What was met is told, and what nothing can meet is found."""

from dataclasses import replace

import pytest

from bot.rehearsal import coverage
from bot.rehearsal.coverage import Met, in_a_walk, never, unreachable
from coaching_texts.texts import Texts
from dialogues import machine
from dialogues.machine import TABLE, Row, State

TEXTS = Texts("nl", keep_days=30, group_minimum=5)


@pytest.fixture(scope="module")
def walked() -> Met:
    """What a walk through the talks meets: some seconds."""
    return in_a_walk(TEXTS)


def test_everything_can_be_met(walked: Met) -> None:
    """Every state, move, text and tip."""
    assert list(unreachable(walked, Met(), TEXTS)) == []


def test_the_walk_hears_of_moves_no_longer_than_it_lasts(walked: Met) -> None:
    """What is made afterwards is nobody's."""
    before = len(walked.moves)
    machine.move(State.WELCOME, "agreed")
    assert (len(walked.moves), before > 0) == (before, True)


@pytest.mark.parametrize(
    "row", [("agreed", State.ROUND_SURE, State.REST), ("never_made", State.REST, State.MIRROR)], ids=["row", "name"]
)
def test_a_row_that_nobody_follows_is_found(walked: Met, monkeypatch: pytest.MonkeyPatch, row: Row) -> None:
    """Also where somebody makes a move of that name from another state."""
    monkeypatch.setattr(coverage, "TABLE", (*TABLE, row))
    move, source, dest = row
    assert list(unreachable(walked, Met(), TEXTS)) == [f"move {move} from {source} to {dest}: nobody makes it"]


def test_what_a_rehearsal_met_can_be_met(walked: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that the walk does not come to is no fault where somebody followed it."""
    row = ("never_made", State.REST, State.MIRROR)
    monkeypatch.setattr(coverage, "TABLE", (*TABLE, row))
    assert list(unreachable(walked, Met({row}), TEXTS)) == []


def test_a_state_that_no_moves_lead_to_is_found(walked: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose last row was taken away."""
    monkeypatch.setattr(coverage, "TABLE", tuple(row for row in TABLE if row[2] is not State.COUNTRY))
    assert list(unreachable(walked, Met(), TEXTS)) == ["state country: no moves lead to it"]


def test_a_text_that_nothing_says_is_found(walked: Met) -> None:
    """By the check of the texts, after the same walk."""
    without = replace(walked, faults=["plan.you_may: nothing says this"])
    assert list(unreachable(without, Met(), TEXTS)) == ["plan.you_may: nothing says this"]


def test_a_tip_for_no_theme_is_found(walked: Met) -> None:
    """One that stands in a folder of no theme fits nobody."""
    texts = Texts("nl", keep_days=30, group_minimum=5)
    texts.tips["verdwaald"] = {"theme": "onbekend", "phases": ["autonoom"]}
    assert list(unreachable(walked, Met(), texts)) == ["tip verdwaald: for no phase and theme"]


def test_what_was_never_met_is_counted() -> None:
    """A line for each kind."""
    met = Met({("agreed", State.WELCOME, State.GROUP_NAME)}, {"common.welcome_back"}, set(), {"paused"})
    lines = list(never(met, Met(texts={"common.welcome_back", "common.greeting"}), TEXTS))
    assert [line.partition(":")[0] for line in lines] == ["states", "moves", "texts of the talks", "tips", "reasons"]
    assert lines[2] == "texts of the talks: 1 of 2 met; not common.greeting"
    assert lines[0].startswith(f"states: 2 of {len(State)} met; not rest, ")
