"""How a turn is written down in a golden talk: keys with their telling values, choices, effects; never a wording."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dialogues.effects import (
    AnswerContact,
    CancelContacts,
    Effect,
    HoldContacts,
    JoinGroup,
    KeepLesson,
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
from dialogues.round_effects import (
    AnswerRound,
    CopyQuestion,
    DeclineRound,
    DraftRound,
    OpenRound,
    PauseRound,
    ResumeRound,
    RetryRound,
    ShowMirror,
    ShowRound,
    StartRound,
    StopRound,
    UndoRound,
    WriteAnswers,
    WriteQuestion,
)
from dialogues.trainer_effects import (
    BecomeTrainer,
    CloseWorkshop,
    JoinWorkshop,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
    RenewLink,
    ShowCount,
    ShowQr,
)
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
    if isinstance(values.get("round"), Mapping):
        values = {"what": values["round"]["what"], **{n: v for n, v in values.items() if n != "round"}}
    if set(values) == {"workshop"} and part.key not in _SHOWN:
        values = {"name": values["workshop"]["name"]}
    shown = " ".join(_shown(part.key)(values).split())
    return f"{part.key}({shown})" if shown else part.key


def _shown(key: str) -> Callable[[Values], str]:
    """How the values of this text are shown; of a deepening talk only where it ends."""
    if not key.startswith("deepening/"):
        return _SHOWN.get(key, _plainly)
    return _deepened if re.search(r"\.(end_\w+|call|agenda)$", key) else lambda _: ""


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


def _deepened(v: Values) -> str:
    """What was told so far in a deepening talk."""
    told = ((key, a["choice"] or (a["words"] and f"“{a['words']}”")) for key, a in v["told"].items())
    return " ".join(f"{key}={answer}" for key, answer in told if answer)


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


def _workshop(v: Values) -> str:
    workshop = v["workshop"]
    days = [v.get("day"), *v.get("moments", ())] if "moments" in v else [workshop["held_on"], *workshop["follow_ups"]]
    return " ".join((workshop["name"], *(f"{day:%Y-%m-%d}" for day in days if day)))


def _moments(v: Values) -> str:
    return " ".join(f"{moment:%Y-%m-%d}" for moment in v["moments"])


def _asked_about(v: Values) -> str:
    return f"{_plan(v)}{'; late' if v['late'] else ''}{'; for the last time' if v['again'] else ''}"


def _listed(v: Values) -> str:
    return ", ".join(f"{item['kind']} {item['due']:%Y-%m-%d}" for item in v["items"]) or "nothing"


_SHOWN: Mapping[str, Callable[[Values], str]] = {
    "kenmerken.ask": _asked,
    "clarify.between": _between,
    "mirror.lines": _lines,
    "mirror.whole": _whole,
    "mirror.compared": _compared,
    "profile.group": _profile,
    "plan.rehearse": _plan,
    "plan.show": _plan,
    "follow_up.ask": _asked_about,
    "reminders.list": _listed,
    "workshops.label": _workshop,
    "workshops.moments": _workshop,
    "workshops.card": _workshop,
    "joining.told": _workshop,
    "rounds.list_of_groups": lambda v: " ".join(g["name"] for item in v["workshops"] for g in item["groups"]),
    "joining.coming_back": _moments,
}


def _done(effect: Effect) -> str:
    """An effect in its telling codes; a person's words are not among them."""
    codes = _CODES.get(type(effect), lambda _: ())(effect)
    return " ".join((type(effect).__name__, *filter(None, codes)))


def _answer(e: RecordAnswer) -> tuple[Any, ...]:
    corrected = f"corrected to {e.corrected}" if e.corrected else ""
    return (e.kenmerk, e.how, e.phase, *e.lights, e.phase and ("certain" if e.certain else "doubtful"), corrected)


def _reflection(e: RecordReflection) -> tuple[Any, ...]:
    finished = f"finished {e.phase or 'mixed'}" if e.finished_at else ""
    return (str(e.n), e.kind, finished, e.theme, e.tip)


def _round(e: DraftRound) -> tuple[Any, ...]:
    groups = ",".join(map(str, e.groups))
    when = f"{e.starts_at:%Y-%m-%d} to {e.ends_at:%Y-%m-%d}"
    return (str(e.round), f"groups {groups}", e.what, when, "with a reminder" if e.reminder else "")


def _contact(e: PlanContact) -> tuple[str, ...]:
    return e.kind, str(e.about), f"{e.due:%Y-%m-%d}", f"number {e.nth}" if e.nth > 1 else "", "as they said" * e.chosen


_CODES: Mapping[type[Effect], Callable[[Any], tuple[Any, ...]]] = {
    Toast: lambda e: (e.part.key,),
    MarkChosen: lambda e: (e.choice.id,),
    KeepWords: lambda e: (str(e.n), e.kind),
    RecordConsent: lambda e: (e.purpose, "yes" if e.given else "no"),
    NameGroup: lambda e: (str(e.n), e.name),
    JoinGroup: lambda e: (str(e.n), e.code),
    SetBranch: lambda e: (str(e.n), "branch" if e.branch else "on its own"),
    RecordAnswer: _answer,
    KeepLesson: lambda e: (e.kenmerk, f"read {e.read or 'nothing'}", f"meant {e.meant}"),
    RecordReflection: _reflection,
    RecordPlan: lambda e: (str(e.n), e.theme, e.tip, e.outcome, e.effect),
    PlanContact: _contact,
    AnswerContact: lambda e: (e.kind, str(e.about), e.answer),
    CancelContacts: lambda e: (f"{e.reason}:", e.kind or "all", str(e.about or "")),
    NameWorkshop: lambda e: (str(e.id), e.name),
    PlanWorkshop: lambda e: (str(e.id), *(f"{day:%Y-%m-%d}" for day in (e.held_on, *e.follow_ups))),
    RenewLink: lambda e: (str(e.workshop),),
    LeaveWorkshop: lambda e: (str(e.workshop),),
    CloseWorkshop: lambda e: (str(e.workshop),),
    MakeTrainerLink: lambda e: (str(e.id), f"of {e.workshop}" if e.workshop else ""),
    BecomeTrainer: lambda e: (e.code,),
    JoinWorkshop: lambda e: (str(e.workshop), f"group {e.group}"),
    ShowQr: lambda e: (str(e.workshop),),
    WriteQuestion: lambda e: (str(e.round), e.text),
    WriteAnswers: lambda e: (str(e.round), *e.answers),
    CopyQuestion: lambda e: (str(e.round), "of", str(e.of)),
    DraftRound: _round,
    StartRound: lambda e: (str(e.round),),
    UndoRound: lambda e: (str(e.round),),
    PauseRound: lambda e: (str(e.round),),
    ResumeRound: lambda e: (str(e.round),),
    StopRound: lambda e: (str(e.round),),
    RetryRound: lambda e: (str(e.round),),
    OpenRound: lambda e: (str(e.round),),
    DeclineRound: lambda e: (str(e.round),),
    AnswerRound: lambda e: (str(e.round), str(e.answer)),
    ShowMirror: lambda e: (str(e.round), "files" if e.files else ""),
    ShowRound: lambda e: (str(e.round),),
    ShowCount: lambda e: (str(e.workshop),),
    HoldContacts: lambda e: (f"until {e.until:%Y-%m-%d}" if e.until else "no more",),
}
