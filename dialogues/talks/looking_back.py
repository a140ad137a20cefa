"""Terugkijken: the profiles of earlier reflections and the plan, in texts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dialogues.effects import GroupName, Part
from dialogues.session import Past, Session
from dialogues.talks.plan import halves


def profile_parts(session: Session, now: datetime) -> tuple[Part, ...]:
    """Per group the last profile, and how it was before."""
    if not session.past:
        return (Part("profile.none"),)
    shown = [_of_group(session, g.n) for g in session.groups if any(p.group == g.n for p in session.past)]
    return (*(Part("profile.group", values) for values in shown), *plan_parts(session, now, quiet=True))


def _of_group(session: Session, n: int) -> Mapping[str, Any]:
    *earlier, last = [p for p in session.past if p.group == n]
    return {"name": GroupName(n), "last": _shown(last), "earlier": [_shown(p) for p in earlier[-3:]]}


def _shown(past: Past) -> Mapping[str, Any]:
    return {
        "date": past.finished_at,
        "kind": past.kind,
        "phase": past.phase,
        "pair": list(past.pair),
        "lights": list(past.lights),
        "phases": [{"kenmerk": k, "phase": p} for k, p in past.phases.items()],
    }


def plan_parts(session: Session, now: datetime, *, quiet: bool = False) -> tuple[Part, ...]:
    """The plan as it stands; `quiet`: nothing where there is none."""
    plan = session.plan
    if plan is None:
        return () if quiet else (Part("plan.none"),)
    ahead = plan.check_in if plan.check_in is not None and plan.check_in > now else None
    values = {**halves(plan), "made": plan.made_at, "check_in": ahead, "outcome": plan.outcome, "tip": plan.tip}
    return (Part("plan.show", values),)
