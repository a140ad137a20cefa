"""The lists of a trainer: all that there is, a page at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogues.desk import DeskRound
from dialogues.engine import open_question
from tests.dialogues.coached import MONDAY, Coached

MANY = 18


@pytest.fixture
def tine() -> Coached:
    """A trainer who has agreed to the talk, with a workshop and a round in it."""
    who = Coached()
    who.desks.trainer = True
    who.command("start")
    who.press("yes")
    who.command("workshop")
    who.press("new_workshop")
    who.say("Buren aan zet")
    who.press("today")
    who.press("yes")
    [(first, workshop)] = who.desks.workshops.items()
    who.desks.workshops = {n: replace(workshop, id=n) for n in range(first, first + MANY)}
    rounds = (DeskRound(n, first, "polsslag", "closed", MONDAY, MONDAY + timedelta(days=7), (1,)) for n in range(MANY))
    who.desks.rounds = {round.id: round for round in rounds}
    return who


def _offered(who: Coached) -> list[str]:
    return [choice.id for row in open_question(who.session).rows for choice in row]


def _listed(who: Coached) -> list[int]:
    """The numbers behind the buttons of every page, from the one that is open on."""
    assert who.session.desk is not None
    listed = list(who.session.desk.offered)
    if "older" in _offered(who):
        who.press("older")
        listed += _listed(who)
    return listed


@pytest.mark.parametrize("command", ["workshop", "ronde", "rondes"])
def test_all_there_is_can_be_reached(tine: Coached, command: str) -> None:
    """The last ones first; each once."""
    tine.command(command)
    theirs = tine.desks.rounds if command == "rondes" else tine.desks.workshops
    assert _listed(tine) == list(theirs)


def test_a_workshop_on_a_later_page_is_asked_what_a_round_asks(tine: Coached) -> None:
    """Looking further back does not make another list of it."""
    tine.command("ronde")
    tine.press("older")
    tine.press("item_3")
    assert tine.session.desk is not None
    assert (tine.session.state, tine.session.desk.workshop) == ("round_groups", list(tine.desks.workshops)[10])
