"""The mirror of a group: what more than half say, how much people agree, and what is new since the last time."""

from collections.abc import Mapping, Sequence

import pytest

from dialogues.model import LifePhase
from dialogues.model.group_mirror import GroupMirror, Line, Most, Own, PlanState, Since, Told, mirror_of
from dialogues.model.group_protection import Agreement, Statement, at_least, statement

S, A, R, V = LifePhase
EENS, MEESTEN, KANT, VERDEELD = Agreement
MINIMUM = 5


def said(agreement: Agreement, phase: LifePhase | None = None, inward: bool | None = None) -> Statement:
    return Statement(agreement=agreement, phase=phase, inward=inward)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((R, R, R, A, S), said(MEESTEN, R, True)),
        ((R, R, R, R, R), said(MEESTEN, R, True)),
        ((R, R, R, R, R, R, A, S), said(EENS, R, True)),
        ((A, A, A, A, A, R, R, R), said(MEESTEN, A, False)),
        ((R, R, V, A, S), said(KANT, None, True)),
        ((S, A, S, A, V), said(KANT, None, False)),
        ((R, V, R, A, S, A), said(VERDEELD)),
        ((R, R, None, None, None), said(VERDEELD)),
        ((R, R, R, None, None), said(MEESTEN, R, True)),
        ((None,) * 5, said(VERDEELD)),
    ],
)
def test_what_is_said_of_answers(answers: Sequence[LifePhase | None], expected: Statement) -> None:
    """A phase that more than half name, else the side more than half are on; left open counts against."""
    assert statement(answers) == expected


@pytest.mark.parametrize(("people", "expected"), [(5, 5), (7, 5), (8, 8), (19, 12), (20, 20), (5000, 1000)])
def test_the_number_is_only_said_as_at_least(people: int, expected: int) -> None:
    """So that nobody sees from it that one more or one less took part."""
    assert at_least(people, MINIMUM) == expected


def people(*answers: Mapping[str, str | None], before: Sequence[Mapping[str, str | None]] = ()) -> list[Told]:
    earlier = [*before, *({} for _ in answers[len(before) :])]
    return [Told(now, [then]) for now, then in zip(answers, earlier, strict=True)]


def test_too_few_people_have_no_mirror() -> None:
    """Four people where there must be five have none, and neither has nobody."""
    assert (mirror_of(people(*[{"taken": R}] * 4), MINIMUM), mirror_of([], 0)) == (None, None)


def test_a_mirror_has_all_that_everybody_was_asked() -> None:
    """Kenmerken in order, theme, plans and the trainer's own question; not what only some of them were asked."""
    told: dict[str, str | None] = {
        "taken": R,
        "waarom": None,
        "thema": "openheid",
        "plan": "uitgevoerd",
        "vraag:3": "b",
    }
    mirror = mirror_of(people(*[told] * 4, {**told, "plan": "gemaakt", "vergaderen": A}), MINIMUM)
    first = Since.EERSTE
    assert mirror == GroupMirror(
        at_least=5,
        lines=(
            Line(kenmerk="waarom", said=said(VERDEELD), since=first),
            Line(kenmerk="taken", said=said(MEESTEN, R, True), since=first),
        ),
        theme=Most(answer="openheid", since=first),
        plan=Most(answer="uitgevoerd", since=first),
        own=(Own(question="3", answer="b", since=first),),
    )


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        (("uitgevoerd", "uitgevoerd", "uitgevoerd", None, None), PlanState.UITGEVOERD),
        (("uitgevoerd", "uitgevoerd", "gemaakt", None, None), PlanState.GEMAAKT),
        (("uitgevoerd", "gemaakt", None, None, None), None),
    ],
)
def test_plans_count_for_as_far_as_they_got(plans: Sequence[str | None], expected: PlanState | None) -> None:
    """Who carried a plan out also made one."""
    mirror = mirror_of(people(*({"plan": plan} for plan in plans)), MINIMUM)
    assert mirror is not None
    assert mirror.plan == Most(answer=expected, since=Since.EERSTE)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((R, R, R, A, A), (R, R, A, A, A), (said(MEESTEN, R, True), Since.GELIJK)),
        ((R, R, R, A, A), (A, A, A, A, A), (said(MEESTEN, A, False), Since.ANDERS)),
        ((R, R, R, A, A), (S, V, R, R, R), (said(MEESTEN, R, True), Since.GELIJK)),
        ((R, R, R), (R, R, R, A, A, A, A), (said(MEESTEN, R, True), Since.GELIJK)),
        ((R, R, R), (V, V, R, A, A, A, A), (said(MEESTEN, R, True), Since.GELIJK)),
        ((R, R, R), (A, A, A, A, A, A, A), (said(MEESTEN, A, False), Since.ANDERS)),
    ],
)
def test_a_later_mirror_changes_where_three_people_did(
    before: Sequence[LifePhase], now: Sequence[LifePhase], expected: tuple[Statement, Since]
) -> None:
    """Only those who were counted before can change what is said; who is new counts once that is so."""
    last = GroupMirror(at_least=5, lines=(Line(kenmerk="taken", said=said(MEESTEN, R, True), since=Since.EERSTE),))
    mirror = mirror_of(people(*({"taken": p} for p in now), before=[{"taken": p} for p in before]), MINIMUM, [last])
    assert mirror is not None
    assert [(line.said, line.since) for line in mirror.lines] == [expected]


def test_what_was_never_asked_before_is_new() -> None:
    """After a polsslag a whole reflection has kenmerken that are said for the first time; so has another question."""
    asked: dict[str, str | None] = {"taken": R, "vraag:1": "a"}
    last = mirror_of(people(*[asked] * 5), MINIMUM)
    assert last is not None
    now = mirror_of(people(*[{**asked, "waarom": A, "vraag:2": "b"}] * 5, before=[asked] * 5), MINIMUM, [last])
    assert now is not None
    since = [(line.kenmerk, line.since) for line in now.lines] + [(own.question, own.since) for own in now.own]
    assert since == [
        ("waarom", Since.EERSTE),
        ("taken", Since.GELIJK),
        ("1", Since.GELIJK),
        ("2", Since.EERSTE),
    ]


def test_a_mirror_goes_to_json_and_back() -> None:
    """What is frozen is read again as it was."""
    mirror = mirror_of(people(*[{"taken": R, "thema": "openheid"}] * 5), MINIMUM)
    assert mirror is not None
    assert GroupMirror.model_validate_json(mirror.model_dump_json()) == mirror
