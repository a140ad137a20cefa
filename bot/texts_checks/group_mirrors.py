"""Every way in which the mirror of a group can be said, for the checks of the texts."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from dialogues.effects import GroupName, Part
from dialogues.model import KENMERKEN, LifePhase, Theme, WarningLight
from dialogues.model.group_mirror import PlanState
from dialogues.model.group_portrait import Angle, Whole
from dialogues.model.group_protection import Agreement

_S, _A, _R, _V = LifePhase
_DAY = datetime(2026, 9, 30, 12, tzinfo=UTC)
_HEAD: Mapping[str, Any] = {"name": GroupName(1), "several": False, "closed_on": _DAY, "at_least": 5}
_WHOLES = (*(Whole(p, None, True) for p in LifePhase), Whole(None, (_A, _R), True), Whole(None, None, True))
_SIDE: Mapping[str, Any] = {"agreement": Agreement.KANT, "phase": None, "phases_said": [_R, _V]}
_APART: Mapping[str, Any] = {"agreement": Agreement.VERDEELD, "phase": None, "phases_said": []}
_ROWS = [{"number": 1, "name": "Taken", "said": "routineus", "nearly_all": "bijna iedereen"}]
_TREND = [{"number": 1, "name": "Taken", "through": ["routineus", "autonoom"]}]
_WORDS = (
    *(
        "closing",
        "topics_title",
        "too_few",
        "curve",
        "apart",
        "strip",
        "nearly_all",
        "strip_note",
        "trend",
        "trend_note",
    ),
    *(f"table_{column}" for column in ("group", "date", "people", "what", "name", "said", "agreement", "before")),
    *("table_theme", "table_plan"),
)


def parts() -> Iterator[Part]:
    """All texts of `group_mirror.toml` with values of every kind."""
    yield from (Part(f"group_mirror.{name}") for name in _WORDS)
    yield from (_part("title", **{**_HEAD, "several": several}) for several in (False, True))
    yield _part("subtitle", **_HEAD)
    for whole in (*_WHOLES, Whole(None, None, False)):
        yield from (_part("whole", whole=whole, several=several) for several in (False, True))
    yield from _lines()
    yield from (_part("topics", topics=[{"kenmerk": k.id, "angle": angle} for k in KENMERKEN]) for angle in Angle)
    yield from (_part("hidden", some_left=yes, later=yes) for yes in (False, True))
    yield _part("in_words", title="De spiegel", subtitle="vandaag", whole="Samen.", rows=_ROWS)
    yield _part("trend_in_words", title="De spiegel", heading="Hoe het ging", dates=["1 mei 2026"], rows=_TREND)


def _lines() -> Iterator[Part]:
    yield from (_part("said", **said) for said in (_SIDE, _APART, {**_SIDE, "phases_said": [_S]}))
    for phase, agreement in zip(LifePhase, (*Agreement, *Agreement), strict=False):
        lines = [{"kenmerk": k.id, "phase": phase, "agreement": agreement} for k in KENMERKEN]
        yield _part("agreed", lines=lines)
    yield _part("one_side", lines=[{"kenmerk": k.id, **_SIDE} for k in KENMERKEN])
    yield _part("divided", lines=[{"kenmerk": k.id, **_APART} for k in KENMERKEN])
    yield _part("lights", lights=[{"light": light, "because": ["taken", "afspraken"]} for light in WarningLight])
    yield from (_part("besides", theme=theme) for theme in (*Theme, None))
    yield from (_part("besides", plan=plan) for plan in (*PlanState, None))
    yield from (_part(key, question="Wie komt er?", answer="Ik & jij") for key in ("own", "own_divided"))
    changed = [{"kenmerk": k.id, "before": _SIDE, "now": _APART} for k in KENMERKEN]
    yield from (_part("since", changed=some) for some in (changed, []))


def _part(key: str, /, **values: Any) -> Part:
    return Part(f"group_mirror.{key}", values)
