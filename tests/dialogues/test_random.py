"""Whatever a person does, in whatever order, the coach keeps its promises."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.commands import COMMANDS
from dialogues.contacts import KINDS, ContactKind
from dialogues.effects import Choice, Forget, Say
from dialogues.engine import Turn, open_question
from dialogues.inputs import Due, Pressed, UnreadableKind
from dialogues.session import Session
from tests.dialogues.coached import INVITATIONS, Coached

#: In every text of the person, so that it is found where it should not be.
MARK = "qzxjk"
#: Figures of the Bot API and of our own buttons.
LONGEST_MESSAGE, LONGEST_LABEL, LONGEST_TEXT = 4096, 28, 4096

Act = Callable[[Coached], Turn | None]

_TYPED = (
    "ja",
    "nee",
    "terug",
    "hallo",
    "geen idee",
    "waarom",
    "een voorbeeld",
    "openheid",
    "twee weken",
    "gelukt",
    "31 februari",
)
_TOLD = (
    "Er verandert niets meer, het wordt alleen stiller.",
    "Met een paar anderen.",
    "Alles staat in het draaiboek, zo doen we dat al jaren.",
    "We maken samen afspraken en iedereen mag er iets aan veranderen.",
    "als we dinsdag vergaderen, dan vraag ik het aan Jos",
    "dan bel ik de buurvrouw",
    "ik wil dood",
    "<b>&amp;</b> \u202e 🌱 ’t loopt",
    "woorden " * 600,
)
_CHOICES = (
    "yes",
    "no",
    "skip",
    "startend",
    "line_taken",
    "group_1",
    "group_9",
    "erase",
    "take",
    "deepen_samen",
    "",
    "nonsense",
)


def _marked(text: str) -> str:
    return f"{text[: LONGEST_TEXT - len(MARK) - 1]} {MARK}"


def _offered(place: int) -> Act:
    """The choice at this place among those that are offered now, round and round."""

    def act(who: Coached) -> Turn | None:
        choices = [c.id for row in open_question(who.session).rows for c in row]
        return who.press(choices[place % len(choices)])

    return act


#: A round comes with its card, of which there is none here.
_COMING_BACK = tuple(kind for kind in KINDS if kind != "round")


def _due(kind: ContactKind, about: int) -> Act:
    return lambda who: who.take(Due(kind, about, who.now))


def _wait(hours: int) -> Act:
    return lambda who: who.move_clock(timedelta(hours=hours))


texts = st.sampled_from(_TOLD).map(_marked) | st.text(max_size=60).map(_marked) | st.sampled_from(_TYPED)
commands = st.sampled_from((*COMMANDS, "dans"))
arguments = st.sampled_from(("", *INVITATIONS, "ONBEKEND"))
acts = st.one_of(
    *[st.integers(0, 12).map(_offered)] * 4,
    *[texts.map(lambda text: lambda who: who.say(text))] * 2,
    texts.map(lambda text: lambda who: who.say(text, at_once=True)),
    st.tuples(st.sampled_from(_CHOICES), st.integers(-1, 9)).map(
        lambda press: lambda who: who.press(press[0], max(-1, who.session.asked - press[1]))
    ),
    st.tuples(st.integers(1, 9), texts).map(lambda edit: lambda who: who.edit(*edit)),
    st.tuples(commands, arguments).map(lambda command: lambda who: who.command(*command)),
    st.sampled_from(get_args(UnreadableKind)).map(lambda kind: lambda who: who.send(kind)),
    st.builds(_due, st.sampled_from(_COMING_BACK), st.integers(0, 3)),
    st.integers(1, 2000).map(_wait),
)

_TO_KENMERK = ("yes", "text", "no", "skip")
_TO_MIRROR = (*_TO_KENMERK, *("routineus", "text", "verstillend", "autonoom") * 2)
_TO_REST = (*_TO_MIRROR, "yes", "openheid", "take", "plan", "yes", "yes", "in_1_week", "any_time")
_TO_LIST = (*_TO_MIRROR, "yes", "enough", "deepen")
_TO_CALL = (*_TO_LIST, "deepen_werving", "text", "text", "once", "learn", "text")
_TO_BALANCE = (*_TO_LIST, "deepen_balans", "taak")
_STARTS = (
    *((), _TO_KENMERK, _TO_MIRROR[:-2], _TO_MIRROR, _TO_REST[:-5], _TO_REST),
    *(_TO_LIST, _TO_CALL[:-2], _TO_CALL, _TO_BALANCE),
)
starts = st.sampled_from(_STARTS)


def _started(steps: tuple[str, ...]) -> Coached:
    """Someone who is this far."""
    who = Coached()
    for step in steps:
        if step == "text":
            who.say(_marked(_TOLD[0]))
        elif step == "plan":
            who.say(_TOLD[4])
        else:
            who.press(step)
    return who


@settings(max_examples=600, deadline=None)
@given(start=starts, acts=st.lists(acts, min_size=1, max_size=25))
def test_whatever_a_person_does(start: tuple[str, ...], acts: list[Act]) -> None:
    """Never an exception, never a message too long, never a word kept in the session, never a question number back."""
    who = _started(start)
    for act in acts:
        before = who.session
        turn = act(who)
        if turn is not None:
            _check(who, before, turn)


def _check(who: Coached, before: Session, turn: Turn) -> None:
    assert MARK not in who.session.dump()
    forgotten = any(isinstance(effect, Forget) for effect in turn.effects)
    assert forgotten or turn.session.asked >= before.asked
    for effect in turn.effects:
        if isinstance(effect, Say):
            _check_message(who, effect)


def _check_message(who: Coached, say: Say) -> None:
    page, _ = who.read(say)
    plain = html.unescape(re.sub(r"</?\w+>", "", page))
    assert 0 < len(plain.strip()) <= LONGEST_MESSAGE
    ours = [choice for row in say.rows for choice in row if not _names_a_group(choice)]
    assert [c.id for c in ours if len(who.renderer.label(c)) > LONGEST_LABEL] == []
    ids = [choice.id for row in say.rows for choice in row]
    assert len(ids) == len(set(ids))


def _names_a_group(choice: Choice) -> bool:
    return choice.text.key == "buttons.group"


@settings(max_examples=200, deadline=None)
@given(start=starts, acts=st.lists(acts, max_size=15), choice=st.sampled_from(_CHOICES), back=st.integers(1, 50))
def test_a_stale_press_changes_nothing(start: tuple[str, ...], acts: list[Act], choice: str, back: int) -> None:
    """A button of an earlier question, or of none, leaves the session as it was but for the count of turns.

    It is a sign of life, so what only waited for one is over.
    """
    who = _started(start)
    for act in acts:
        act(who)
    before = who.session
    turn = who.take(Pressed(before.asked - back, choice, who.now))
    signs = ("turns", "last_at", "asked_at", "held_until_they_write", "set_aside")
    assert turn.session == before.but(**{name: getattr(turn.session, name) for name in signs})
