"""After a mirror the deepening talk is proposed that fits it."""

from datetime import UTC, datetime

import pytest

from dialogues.model import Deepening, LifePhase, Pillar, WarningLight
from dialogues.model.profile import least_open_pillar, skewed
from dialogues.session import Past
from dialogues.talks.deepening.proposing import fitting

S, A, R, V = LifePhase
HERHALEN, WAT, GESLOTENHEID, ENKELEN = WarningLight


def past(phase: LifePhase | None, *lights: WarningLight, **phases: LifePhase) -> Past:
    """A mirror of these codes."""
    finished = datetime(2026, 3, 2, tzinfo=UTC)
    return Past(
        n=1, kind="reflectie", group=1, finished_at=finished, phase=phase, pair=(), phases=phases, lights=lights
    )


@pytest.mark.parametrize(
    ("mirror", "expected"),
    [
        (past(R, HERHALEN, GESLOTENHEID, ENKELEN, doorstroming=R), Deepening.SAMEN),
        (past(R, GESLOTENHEID, doorstroming=R), Deepening.WERVING),
        (past(V, HERHALEN, GESLOTENHEID, doorstroming=V), Deepening.DREMPELS),
        (past(A, GESLOTENHEID, doorstroming=A, samenwerken=R), Deepening.COALITIES),
        (past(A, ENKELEN, taken=R), Deepening.WERVING),
        (past(A, ENKELEN, taken=A, vergaderen=R), Deepening.BURGERSCHAP),
        (past(A, WAT, HERHALEN, waarom=R), Deepening.VISIE),
        (past(A, HERHALEN, activiteiten=R), Deepening.SAMEN),
        (past(A, waarom=A, meningsverschil=R), Deepening.BALANS),
        (past(None, waarom=A, activiteiten=R), Deepening.SAMEN),
        (past(S, waarom=S), Deepening.MOTIEVEN),
        (past(A, waarom=A), Deepening.COALITIES),
        (past(R), Deepening.VISIE),
        (past(V), Deepening.SAMEN),
    ],
)
def test_a_mirror_proposes_the_talk_that_fits(mirror: Past, expected: Deepening) -> None:
    """By its lights, then its balance, then its phase."""
    assert fitting(mirror) is expected


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ({}, (None, False)),
        ({"waarom": V}, (None, False)),
        ({"waarom": A, "doorstroming": A}, (None, False)),
        ({"waarom": A, "doorstroming": R}, (Pillar.RELATIE, True)),
        ({"waarom": R, "activiteiten": A, "doorstroming": A}, (Pillar.TAAK, False)),
        ({"waarom": R, "doorstroming": R, "afspraken": V}, (Pillar.STRUCTUUR, False)),
    ],
)
def test_the_pillars_are_weighed(phases: dict[str, LifePhase], expected: tuple[Pillar | None, bool]) -> None:
    """The least open pillar, where they differ; skewed is where it leads by far."""
    assert (least_open_pillar(phases), skewed(phases)) == expected
