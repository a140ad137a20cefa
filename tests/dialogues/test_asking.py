"""What people ask of the coach is known by how it is put, and what is no question is left alone."""

from datetime import timedelta

import pytest

from dialogues.engine import Engine, open_question
from dialogues.exploring import ReadsReplies
from dialogues.hours import BELGIUM
from dialogues.inputs import Pressed, Said
from dialogues.machine import State
from dialogues.session import Session
from dialogues.talks.asking import QUESTIONS
from tests.dialogues.coached import MONDAY, TEXTS, Coached

BEGINS = {"begins_yes", "begins_no"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Is dit anoniem?", "privacy"),
        ("Ja maar is dat wel anoniem?", "privacy"),
        ("Wie kan mijn gegevens inkijken?", "privacy"),
        ("wat gebeurt er met mijn gegevens", "privacy"),
        ("Hoelang wordt dat bewaard?", "privacy"),
        ("kan ik straks verder doen?", "later"),
        ("mag ik even stoppen", "later"),
        ("hoe lang duurt dit nog", "length"),
        ("Hoeveel vragen nog?", "length"),
        ("wa waren we aan het doen", "where"),
        ("ik snap de vraag niet", "not_understood"),
        ("wa bedoelde", "not_understood"),
        ("Wat moet ik hier schrijven?", "not_understood"),
        ("Waarom wilt u dat weten?", "why"),
        ("zeg, ben jij een echte mens?", "bot"),
        ("neen wij zijn gewoon een clubke", "begins_no"),
        ("Ja, wij zijn een afdeling van een landelijke vereniging.", "begins_yes"),
    ],
)
def test_a_question_is_known_by_how_it_is_put(text: str, asked: str) -> None:
    """Capitals, accents and dialect do not matter."""
    assert TEXTS.typed.meanings(text) & {*QUESTIONS, *BEGINS} == {asked}


@pytest.mark.parametrize(
    "text",
    [
        "Wie kan, springt bij",
        "Niemand weet nog waarom we dat doen",
        "We snappen elkaar niet altijd, en dan vragen we wat de ander bedoelt",
        "Dat blijft zoals het is, zo doen we dat al jaren",
        "Wie er is, die beslist",
        "Wat we doen, is altijd hetzelfde",
        "Waar mensen wonen, daar gaan we naartoe",
        "Als we later verder doen, dan vraag ik het aan Jos",
        "ja, wie ziet dat?",
        "ja maar eigenlijk niet",
    ],
)
def test_an_answer_is_no_question(text: str) -> None:
    """What is told about a group stays an answer."""
    assert TEXTS.typed.meanings(text) & {*QUESTIONS, *BEGINS} == frozenset()


def test_every_pattern_is_answered() -> None:
    """No name in the patterns that the talks do not know, and none missing."""
    assert TEXTS.typed.patterns == {*QUESTIONS, *BEGINS}


def asked_back(replies: list[str]) -> list[bool]:
    """Whether each of these replies, one a kenmerk, is asked about; the first statement settles it."""
    who = Coached()
    for play in ("yes", None, "no", "skip"):
        who.press(play) if play else who.say("Buurtkeuken")
    engine, session, at = Engine(ReadsReplies(), TEXTS, BELGIUM), who.session, MONDAY + timedelta(hours=1)
    asked = []
    for ref, reply in enumerate(replies, 100):
        session = engine.step(session, Said(reply, at, ref), now=at).session
        asked.append(session.state is State.CLARIFY)
        session = _settled(engine, session)
        at += timedelta(minutes=1)
    return asked


def _settled(engine: Engine, session: Session) -> Session:
    if session.state is not State.CLARIFY:
        return session
    at = MONDAY + timedelta(hours=1)
    return engine.step(session, Pressed(session.asked, open_question(session).rows[0][0].id, at), now=at).session


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        (["tussen autonoom en routineus"] * 4, [True, True, False, False]),
        (["tussen startend en autonoom", "tussen routineus en verstillend"], [True, False]),
        (["tussen startend en autonoom", *["tussen startend en verstillend"] * 3], [True, True, False, False]),
        (["niets gehoord"] * 3, [True, True, True]),
    ],
)
def test_doubt_is_asked_about_twice_where_it_matters(replies: list[str], expected: list[bool]) -> None:
    """Twice, and not about what changes little; a reply that says nothing is asked again each time."""
    assert asked_back(replies) == expected
