"""Which states, moves, texts, tips and reasons were met; and whether there are some that nothing can meet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from bot.rehearsal.evidence import Evidence
from bot.texts_checks.saying import Reached
from bot.texts_command import check, walk
from coaching_texts.texts import Texts
from dialogues import machine
from dialogues.contacts import Reason
from dialogues.effects import Say
from dialogues.engine import Turn
from dialogues.machine import TABLE, Row, State
from dialogues.model import LifePhase, Theme


@dataclass
class Met:
    """What was met, in a rehearsal or in a walk through the talks; `faults`: what `bruis texts check` says after it."""

    moves: set[Row] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    tips: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    @property
    def states(self) -> set[State]:
        """Where a talk was."""
        return {State.WELCOME, *(state for _, source, dest in self.moves for state in (source, dest))}


def in_a_walk(texts: Texts) -> Met:
    """What a walk through all talks meets; it takes some seconds."""
    met = Met()
    machine.made = met.moves.add
    try:
        said = walk(texts)
    finally:
        machine.made = lambda row: None
    met.texts, met.faults = set(said.keys), check(said=said)
    return met


def in_a_rehearsal(evidence: Evidence, moves: set[Row]) -> Met:
    """What a rehearsal met."""
    said = Reached.of(Turn(turn.after, turn.effects) for turn in evidence.turns)
    tips = {tip for turn in evidence.turns for tip in turn.after.tips_given}
    reasons = {str(row["reason"]) for row in evidence.contacts.values() if row["reason"]}
    return Met(moves, set(said.keys), tips, reasons)


def never(met: Met, walked: Met, texts: Texts) -> Iterator[str]:
    """What was never met in this rehearsal: a line for each kind, with how many there are and which."""
    yield _line("states", [*State], met.states)
    yield _line("moves", [f"{s}: {m} → {d}" for m, s, d in TABLE], {f"{s}: {m} → {d}" for m, s, d in met.moves}, 0)
    yield _line("texts of the talks", sorted(walked.texts), met.texts)
    yield _line("tips", sorted(texts.tips), met.tips)
    yield _line("reasons", get_args(Reason), met.reasons)


#: More names than this are no help on a screen.
_MOST = 12


def _line(what: str, there: Sequence[str], met: Iterable[str], most: int = _MOST) -> str:
    missing = [name for name in there if name not in set(met)]
    named = ", ".join(map(str, missing[:most])) + (", …" if 0 < most < len(missing) else "")
    return f"{what}: {len(there) - len(missing)} of {len(there)} met" + (f"; not {named}" if missing and named else "")


def unreachable(walked: Met, met: Met, texts: Texts) -> Iterator[str]:
    """What nothing can meet: a state no moves lead to, a row of the table that nobody follows, a tip for none.

    Texts that nothing can say are found by `bruis texts check`, which walks through the same talks.
    """
    reached = _led_to(State.WELCOME, TABLE)
    yield from (f"state {state}: no moves lead to it" for state in State if state not in reached)
    nobody = set(TABLE) - walked.moves - met.moves
    yield from (f"move {move} from {source} to {dest}: nobody makes it" for move, source, dest in sorted(nobody))
    yield from walked.faults
    fitting = {tip for phase in LifePhase for theme in Theme for tip in texts.fitting(phase, theme)}
    yield from (f"tip {tip}: for no phase and theme" for tip in sorted(texts.tips.keys() - fitting))


def _led_to(start: State, table: Iterable[Row]) -> set[State]:
    """The states to which moves lead from here."""
    rows, found, waiting = list(table), {start}, [start]
    while waiting:
        state = waiting.pop()
        new = {dest for _, source, dest in rows if source is state} - found
        found |= new
        waiting += new
    return found


def unsaid(evidence: Evidence, texts: Texts) -> set[str]:
    """The keys of what was said and is in no text."""
    said = (part.key for t in evidence.turns for e in t.effects if isinstance(e, Say) for part in e.parts)
    return set(said) - texts.keys
