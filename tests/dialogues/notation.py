"""How a turn is written down in a golden talk: keys with their telling values, choices, effects; never a wording."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dialogues.effects import (
    CancelContacts,
    Effect,
    Forget,
    HoldContacts,
    JoinGroup,
    KeepWords,
    MarkChosen,
    NameGroup,
    Part,
    PlanContact,
    RecordAnswer,
    RecordConsent,
    RecordPlan,
    RecordReflection,
    Say,
    SetBranch,
    Toast,
)
from dialogues.engine import Turn
from dialogues.model import LifePhase
from tests.dialogues.coached import Coached

Values = Mapping[str, Any]


def written(turn: Turn, who: Coached) -> Iterator[str]:
    """The lines of a turn: effects in their order, then the state."""
    for effect in turn.effects:
        if isinstance(effect, Say):
            who.read(effect)  # whatever is said can be said
            yield f"< {_said(effect, who)}"
        else:
            yield f"* {_done(effect)}"
    yield f"= {who.session.state}"


def _said(say: Say, who: Coached) -> str:
    parts = " + ".join(_part(part, who) for part in say.parts)
    choices = [choice.id for row in say.rows for choice in row]
    if set(choices[:4]) == set(LifePhase):
        choices = ["statements", *choices[4:]]
    unasked = "(unasked) " if say.unasked else ""
    return unasked + parts + (f" [{' '.join(choices)}]" if choices else "")


def _part(part: Part, who: Coached) -> str:
    values = who.resolved(part.values)
    shown = " ".join(_SHOWN.get(part.key, _plainly)(values).split())
    return f"{part.key}({shown})" if shown else part.key


def _plainly(values: Values) -> str:
    return " ".join(filter(None, (_value(name, value) for name, value in values.items())))


def _value(name: str, value: Any) -> str:
    match value:
        case True:
            return name
        case None | False:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d}"
        case _:
            return str(value)


def _asked(v: Values) -> str:
    return f"{v['kenmerk']} {v['number']}/{v['total']}"


def _between(v: Values) -> str:
    return f"{v['kenmerk']}: {v['first']} {v['second']}"


def _lines(v: Values) -> str:
    return "; ".join(_line(line) for line in v["lines"])


def _line(line: Values) -> str:
    aside = " (corrected)" if line["corrected"] else f" “{line['quote']}”" if line["quote"] else ""
    return f"{line['kenmerk']} {line['phase']}{aside}"


def _whole(v: Values) -> str:
    lights = " ".join(light["light"] for light in v["lights"])
    mixed = f"{v['pair'][0]}-{v['pair'][1]}" if v["enough"] else "too little"
    return (v["phase"] or mixed) + (f"; lights {lights}" if lights else "")


def _compared(v: Values) -> str:
    changed = ", ".join(f"{c['kenmerk']} {c['before']} > {c['now']}" for c in v["changed"])
    return f"{v['date']:%Y-%m-%d} {v['before'] or '-'.join(v['pair'])}; changed {changed or 'nothing'}"


def _profile(v: Values) -> str:
    last = v["last"]
    return f"{v['name']} {last['date']:%Y-%m-%d} {last['phase'] or '-'.join(last['pair'])}; earlier {len(v['earlier'])}"


def _plan(v: Values) -> str:
    outcome, check_in = v.get("outcome"), v.get("check_in")
    after = f"; {outcome}" if outcome else f"; asked {check_in:%Y-%m-%d}" if check_in else ""
    return f"“{v['if_']}” “{v['then']}”{after}"


_SHOWN: Mapping[str, Callable[[Values], str]] = {
    "kenmerken.ask": _asked,
    "clarify.between": _between,
    "mirror.lines": _lines,
    "mirror.whole": _whole,
    "mirror.compared": _compared,
    "profile.group": _profile,
    "plan.rehearse": _plan,
    "plan.show": _plan,
    "follow_up.ask": _plan,
}


def _done(effect: Effect) -> str:
    """An effect in its telling codes; a person's words are not among them."""
    return " ".join((type(effect).__name__, *filter(None, _codes(effect))))


def _codes(effect: Effect) -> tuple[Any, ...]:  # noqa: PLR0911 -- a table of effects
    match effect:
        case Toast(part):
            return (part.key,)
        case MarkChosen(choice):
            return (choice.id,)
        case KeepWords(n, kind):
            return (str(n), kind)
        case RecordConsent(purpose, given):
            return (purpose, "yes" if given else "no")
        case NameGroup(n, name) | JoinGroup(n, name):
            return (str(n), name)
        case SetBranch(n, branch):
            return (str(n), "branch" if branch else "on its own")
        case RecordAnswer():
            corrected = f"corrected to {effect.corrected}" if effect.corrected else ""
            sure = "certain" if effect.certain else "doubtful"
            return (effect.kenmerk, effect.how, effect.phase, *effect.lights, effect.phase and sure, corrected)
        case RecordReflection():
            finished = f"finished {effect.phase or 'mixed'}" if effect.finished_at else ""
            return (str(effect.n), effect.kind, finished, effect.theme, effect.tip)
        case RecordPlan():
            return (str(effect.n), effect.theme, effect.tip, effect.outcome)
        case PlanContact(contact, kind, due):
            return (str(contact), kind, f"{due:%Y-%m-%d}")
        case CancelContacts(reason, contact):
            return (reason, str(contact or "all"))
        case HoldContacts(until):
            return (f"until {until:%Y-%m-%d}" if until else "no more",)
        case Forget() | Say():
            return ()
