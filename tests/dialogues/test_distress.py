"""Words of distress come before everything else: in every state, and wherever they are written."""

from datetime import UTC, datetime

import pytest

from coaching_texts.texts import Texts
from dialogues.effects import Say
from dialogues.engine import Engine
from dialogues.exploring import ReadsReplies, explore
from dialogues.hours import BELGIUM
from dialogues.inputs import Command, Edited, Input, Said, Unreadable
from dialogues.machine import State
from dialogues.session import Session
from tests.dialogues.coached import ENGINE, TEXTS, Coached

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEED = "ik wil niet meer leven"
WAYS: list[Input] = [
    Said(NEED, AT, 1),
    Edited(NEED, AT, 1),
    Command("plan", AT, NEED),
    Command("dans", AT, NEED),
    Command("start", AT, NEED),
    Unreadable("photo", AT, NEED),
]


@pytest.fixture(scope="module")
def sessions() -> dict[State, Session]:
    """A session of every state that a walk comes to."""
    found: dict[State, Session] = {}
    for turn in explore(Engine(ReadsReplies(), TEXTS, BELGIUM), most=4000):
        found.setdefault(turn.session.state, turn.session)
        if len(found) == len(State):
            break
    return found


@pytest.mark.parametrize("written", WAYS, ids=lambda way: type(way).__name__)
def test_it_is_met_in_every_state(sessions: dict[State, Session], written: Input) -> None:
    """Whatever is being asked: no answer is made of it, nothing of it is kept, and nothing is asked."""
    for state, session in sessions.items():
        turn = ENGINE.step(session, written, now=AT)
        [say] = [effect for effect in turn.effects if isinstance(effect, Say)]
        assert [(part.key, part.values) for part in say.parts] == [("distress.heard", {"kind": "suicide"})], state
        assert (say.rows, turn.session.state, NEED in turn.session.dump()) == ((), state, False), state


def test_every_state_is_looked_at(sessions: dict[State, Session]) -> None:
    """None is left out because the walk did not get there."""
    assert set(State) - set(sessions) == set()


def test_the_numbers_are_those_of_the_organisation() -> None:
    """Its own, and then not said to be unchecked; those of the language as long as it named none."""
    said = Coached()
    turn = said.say(NEED)
    page, _ = said.read(next(e for e in turn.effects if isinstance(e, Say)))
    assert ("1813" in page, "na te kijken" in page) == (True, True)
    ours = {"danger": "999", "suicide": "888", "listening": "777", "violence": "666", "checked": True}
    texts = Texts("nl", keep_days=30, group_minimum=5, helplines=ours)
    pages = {
        kind: texts.render("distress.heard", {"kind": kind}) for kind in ("suicide", "violence", "abuse", "exhaustion")
    }
    named = {kind: [n for n in ("999", "888", "777", "666") if n in page] for kind, page in pages.items()}
    assert named == {
        "suicide": ["999", "888"],
        "violence": ["999", "666"],
        "abuse": ["999", "666"],
        "exhaustion": ["777"],
    }
    assert "na te kijken" not in "".join(pages.values())
