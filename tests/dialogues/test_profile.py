"""From answers to a profile: what is enough, what is clear, which lights are lit, which theme comes first."""

import pytest

from dialogues.model import KENMERKEN, LifePhase, Theme, WarningLight
from dialogues.model.profile import Heard, closedness, least_open_theme, mean, outright, phase_on, profile

S, A, R, V = LifePhase
HERHALEN, WAT, GESLOTENHEID, ENKELEN = WarningLight
IDS = [k.id for k in KENMERKEN]


def answers(*phases: LifePhase) -> list[Heard]:
    """Answers that were chosen outright, on the first kenmerken in their order."""
    return [Heard(kenmerk, phase, outright(phase)) for kenmerk, phase in zip(IDS, phases, strict=False)]


def on(**phases: LifePhase) -> list[Heard]:
    """Answers that were chosen outright, on these kenmerken."""
    return [Heard(kenmerk, phase, outright(phase)) for kenmerk, phase in phases.items()]


def test_a_phase_named_outright_is_nearly_certain() -> None:
    """The rest is shared by the others, and all of it is one."""
    given = outright(R)
    assert given == pytest.approx({S: 0.05, A: 0.05, R: 0.85, V: 0.05})


def test_nothing_heard_is_uniform() -> None:
    """Without answers no phase is likelier than another."""
    assert mean([]) == {S: 0.25, A: 0.25, R: 0.25, V: 0.25}


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ((), (None, (S, A), False)),
        ((R, R, R), (None, (R, S), False)),
        ((R, R, R, R), (R, (R, S), True)),
        ((R, R, V, V), (None, (R, V), True)),
        ((R, R, R, V, V), (None, (R, V), True)),
        ((R, R, R, R, V, V), (R, (R, V), True)),
        ((A, A, A, A, R, R, R, R), (None, (A, R), True)),
        ((A, A, A, A, R, R, R), (None, (A, R), True)),
        ((A, A, A, A, A, R, R, R), (A, (A, R), True)),
        ((V,) * 9, (V, (V, S), True)),
    ],
)
def test_the_whole_is_named_where_it_is_clear(
    phases: tuple[LifePhase, ...], expected: tuple[LifePhase | None, tuple[LifePhase, LifePhase], bool]
) -> None:
    """From four answers on, and with a clear lead; else the two likeliest are named, or there is too little."""
    seen = profile(answers(*phases))
    assert (seen.phase, seen.pair, seen.enough) == expected


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ([], {}),
        (on(taken=A, doorstroming=S), {}),
        (on(taken=R), {ENKELEN: ("taken",)}),
        (on(taken=V, vergaderen=R), {ENKELEN: ("taken", "vergaderen")}),
        (on(waarom=R, activiteiten=V), {HERHALEN: ("activiteiten",), WAT: ("waarom",)}),
        (on(samenwerken=V, doorstroming=A, vereniging=R), {GESLOTENHEID: ("samenwerken", "vereniging")}),
        (on(samenwerken=V, doorstroming=A), {}),
        (on(taken=R, vergaderen=A), {}),
        ([Heard("taken", A, outright(A), (GESLOTENHEID,))], {GESLOTENHEID: ("taken",)}),
        ([Heard("taken", R, outright(R), (ENKELEN, HERHALEN))], {HERHALEN: ("taken",), ENKELEN: ("taken",)}),
    ],
)
def test_lights_are_lit_by_words_or_by_a_closed_answer(
    heard: list[Heard], expected: dict[WarningLight, tuple[str, ...]]
) -> None:
    """Each light knows the kenmerken that lit it, once."""
    assert profile(heard).because == expected


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        (on(samenwerken=V, taken=A, waarom=A), Theme.OPENHEID),
        (on(samenwerken=A, taken=R, waarom=A), Theme.VERANTWOORDELIJKHEID),
        (on(samenwerken=A, taken=R, waarom=V), Theme.VERNIEUWING),
        (on(waarom=R), Theme.VERNIEUWING),
        (on(samenwerken=R, doorstroming=A, waarom=R), Theme.VERNIEUWING),
        ([], Theme.OPENHEID),
    ],
)
def test_the_least_open_theme_is_proposed(heard: list[Heard], expected: Theme) -> None:
    """The theme whose kenmerken turn most inward; the first one where nothing tells them apart."""
    assert least_open_theme(heard) == expected


def test_a_theme_nobody_answered_on_is_not_closed() -> None:
    """No answers, no judgement."""
    assert closedness(on(waarom=V), Theme.OPENHEID) == 0


@pytest.mark.parametrize(
    ("heard", "theme", "expected"),
    [
        (on(samenwerken=V, waarom=A, activiteiten=A, meningsverschil=A), Theme.OPENHEID, V),
        (on(samenwerken=V, waarom=A, activiteiten=A, meningsverschil=A), Theme.VERNIEUWING, A),
        (on(waarom=R, activiteiten=R), Theme.OPENHEID, R),
    ],
)
def test_a_tip_fits_the_phase_on_its_theme(heard: list[Heard], theme: Theme, expected: LifePhase) -> None:
    """The phase of the theme's own kenmerken counts; where there are none, that of the whole."""
    assert phase_on(heard, theme) is expected
