"""What follows from the lines of a mirror: the whole, what lights up, and what to talk about."""

import pytest

from dialogues.model import KENMERKEN, LifePhase, WarningLight
from dialogues.model.group_mirror import GroupMirror, Line, Since
from dialogues.model.group_portrait import Angle, Topic, Whole, changes, lights, topics, whole
from dialogues.model.group_protection import Agreement, Statement, is_inward

S, A, R, V = LifePhase
IDS = [k.id for k in KENMERKEN]
APART = Statement(agreement=Agreement.VERDEELD)
INWARD = Statement(agreement=Agreement.KANT, inward=True)


def most(phase: LifePhase, agreement: Agreement = Agreement.MEESTEN) -> Statement:
    return Statement(agreement=agreement, phase=phase, inward=is_inward(phase))


def mirror(*said: Statement, since: Since = Since.EERSTE) -> GroupMirror:
    """A mirror that says this of the first kenmerken in their order."""
    return GroupMirror(
        at_least=5, lines=tuple(Line(kenmerk=k, said=s, since=since) for k, s in zip(IDS, said, strict=False))
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), Whole(None, None, False)),
        ([most(A)] * 3, Whole(None, None, False)),
        ([most(A)] * 4, Whole(A, None, True)),
        ([most(A), most(A), most(R), most(R)], Whole(None, (A, R), True)),
        ([INWARD] * 4, Whole(None, (R, V), True)),
        ([APART] * 4, Whole(None, None, True)),
        ([most(R), most(R), INWARD, APART], Whole(R, None, True)),
    ],
)
def test_the_whole(said: list[Statement], expected: Whole) -> None:
    """From four lines on a phase where it is clear, else the two likeliest, else that people differ."""
    assert whole(mirror(*said)) == expected


def test_what_lights_up() -> None:
    """A light where most of its kenmerken turn inward together: with which ones. People who differ light nothing."""
    lit = lights(mirror(most(R), most(A), most(V), INWARD, most(R), APART))
    assert lit == {
        WarningLight.WAT: ("waarom",),
        WarningLight.GESLOTENHEID: ("samenwerken", "doorstroming"),
        WarningLight.ENKELEN: ("taken",),
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), ()),
        ((most(A),), (Topic("waarom", Angle.BUITEN),)),
        (
            (most(A), most(R), APART, APART),
            (Topic("taken", Angle.VERSCHIL), Topic("activiteiten", Angle.BINNEN), Topic("waarom", Angle.BUITEN)),
        ),
        (
            (INWARD, most(R), most(R, Agreement.EENS), most(A)),
            (Topic("taken", Angle.BINNEN), Topic("samenwerken", Angle.BUITEN), Topic("activiteiten", Angle.BINNEN)),
        ),
    ],
)
def test_what_to_talk_about(said: tuple[Statement, ...], expected: tuple[Topic, ...]) -> None:
    """At most three kenmerken: one of each angle, first what most agree on; then what else stands out."""
    assert topics(mirror(*said)) == expected


def test_what_changed_comes_first() -> None:
    """Of two that people differ about, the one on which that is new."""
    lines = mirror(APART, APART).lines
    changed = GroupMirror(at_least=5, lines=(lines[0], lines[1].but(since=Since.ANDERS)))
    assert topics(changed)[0] == Topic("activiteiten", Angle.VERSCHIL)


def test_changes_are_against_the_last_time_it_was_asked() -> None:
    """A round that did not ask it lies between."""
    past = [mirror(most(R)), GroupMirror(at_least=5)]
    now = mirror(most(A), most(A), since=Since.ANDERS)
    assert changes(now, past) == {"waarom": (most(R), most(A))}
