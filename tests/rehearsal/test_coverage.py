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
    ("row", "found"),
    [
        (("agreed", State.ROUND_SURE, State.REST), None),
        (("never_made", State.REST, State.MIRROR), "move never_made: nobody makes it"),
    ],
)
def test_a_move_that_nobody_makes_is_found(
    walked: Met, monkeypatch: pytest.MonkeyPatch, row: Row, found: str | None
) -> None:
    """By its name; a name that somebody makes elsewhere is not looked at from state to state."""
    monkeypatch.setattr(coverage, "TABLE", (*TABLE, row))
    assert list(unreachable(walked, Met(), TEXTS)) == ([found] if found else [])


def test_a_state_that_no_moves_lead_to_is_found(walked: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    """And every move from there."""
    monkeypatch.setattr(coverage, "TABLE", tuple(row for row in TABLE if row[2] is not State.COUNTRY))
    found = list(unreachable(walked, Met(), TEXTS))
    assert found[0] == "state country: no moves lead to it"
    assert "move country_told from country: nobody can be there" in found


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
