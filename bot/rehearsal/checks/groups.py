"""What must hold of the results of groups, counted anew from who is in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.rehearsal.checks.chain import by_person
from bot.rehearsal.evidence import Evidence, Person, Result
from dialogues.effects import Forget, RecordConsent


def minimum(evidence: Evidence) -> Iterator[str]:
    """No result of fewer people; who erased everything since was one of them."""
    for result in evidence.results.values():
        gone = sum(
            any(isinstance(effect, Forget) for effect in turn.effects) and turn.at >= result.closed_at
            for turn in evidence.turns
        )
        if len(result.counted) + gone < evidence.minimum:
            yield f"result {result.id} is of {len(result.counted)} people"


def most(evidence: Evidence) -> Iterator[str]:
    """A phase that is named is that of more than half of those who were counted."""
    for result in evidence.results.values():
        for kenmerk, phase in named(result).items():
            votes = Counter(answers.get(kenmerk) for answers in result.counted.values())
            if 2 * votes[phase] <= len(result.counted) and len(result.counted) >= evidence.minimum:
                yield f"result {result.id} says {phase} of {kenmerk}, and {votes[phase]} of {len(result.counted)} do"


def named(result: Result) -> Mapping[str, str]:
    """The phase that the mirror names, by kenmerk; what it only keeps on saying was so when it first said it."""
    lines: list[Mapping[str, Any]] = list(result.mirror.get("lines", []))
    new = [line for line in lines if line["since"] != "gelijk"]
    return {line["kenmerk"]: line["said"]["phase"] for line in new if line["said"].get("phase")}


def agreed(evidence: Evidence) -> Iterator[str]:
    """Whoever is counted had said yes to that by then, and not no."""
    for result in evidence.results.values():
        for who in result.counted:
            if not _counts(evidence, who, result.closed_at):
                yield f"{who} is counted in result {result.id}, and did not agree"


def _counts(evidence: Evidence, who: Person, moment: datetime) -> bool:
    gaps = [gap for gap in evidence.snapshots if gap.at <= moment and who in gap.sessions]
    answers = [(gap.at, gap.sessions[who].consents.get("group_results", False)) for gap in gaps]
    for turn in by_person(evidence)[who]:
        for effect in turn.effects if turn.at <= moment else ():
            if isinstance(effect, RecordConsent) and effect.purpose == "group_results":
                answers.append((turn.at, effect.given))
    return bool(answers) and max(answers, key=lambda answer: answer[0])[1]
