"""The contact policy in other words than the program's: what reached whom unasked, when, and whether it should have."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from bot.rehearsal.checks.chain import by_person
from bot.rehearsal.evidence import Evidence, Person, TurnTaken
from dialogues.effects import Forget, HoldContacts, RecordConsent, Say
from dialogues.inputs import Due
from dialogues.machine import State
from dialogues.session import Session
from storage import OUTREACH

S = State
DAWN, DUSK = time(8, 30), time(21)
PARTS = {
    "morning": (time(8, 30), time(12, 30)),
    "afternoon": (time(12, 30), time(17, 30)),
    "evening": (time(17, 30), DUSK),
}
HOUR = timedelta(hours=1)
#: In the middle of these somebody is telling something.
TELLING = frozenset({S.MOMENT, S.KENMERK, S.CLARIFY, S.MIRROR, S.MIRROR_LINE, S.MIRROR_PHASE, S.LEARNING, S.NUDGES})
TELLING |= {S.GROUP_RESULTS, S.PLAN_IF, S.PLAN_THEN, S.REHEARSAL, S.CHECK_IN, S.DEEPENING, S.FOLLOW_UP_TELL}


@dataclass(frozen=True)
class Reached:
    """Something unasked that arrived: when, and when it was decided on; `chosen`: on a day that they named."""

    who: Person
    at: datetime
    decided: datetime
    kind: str
    chosen: bool
    session: Session

    def __str__(self) -> str:
        return f"{self.kind} to {self.who} at {self.at:%Y-%m-%d %H:%M} UTC"


def reached(evidence: Evidence) -> list[Reached]:
    """All of it, by the messages that stand in the chats."""
    arrived, turns = {(m.chat, m.id): m.at for m in evidence.heard}, by_person(evidence)
    found = []
    for row in evidence.outbox.values():
        contact: Any = evidence.contacts.get(row["contact_id"] or 0)
        at = arrived.get((row["chat_id"], row["message_id"] or 0))
        if row["lane"] == OUTREACH and contact is not None and at is not None:
            who = contact["who"]
            session = known_of(evidence, turns.get(who, []), who, row["created_at"])
            found.append(Reached(who, at, row["created_at"], contact["kind"], bool(contact["chosen"]), session))
    return sorted(found, key=lambda r: r.at)


def known_of(evidence: Evidence, theirs: Sequence[TurnTaken], who: Person, moment: datetime) -> Session:
    """The session of somebody as it was just before this moment."""
    turns = [t for t in theirs if t.at < moment or (t.at == moment and _due(t))]
    latest = (turns[-1].at, turns[-1].before if _due(turns[-1]) else turns[-1].after) if turns else None
    gaps = [gap for gap in evidence.snapshots if gap.at <= moment and who in gap.sessions]
    if gaps and (latest is None or latest[0] < gaps[-1].at):
        return gaps[-1].sessions[who]
    return latest[1] if latest else Session()


def _due(turn: TurnTaken) -> bool:
    return isinstance(turn.input, Due)


def hours(evidence: Evidence) -> Iterator[str]:
    """Never at night, on a day off or at another part of the day than they like, by the clock on their wall."""
    for one in reached(evidence):
        liked = one.session.writing
        local = one.at.astimezone(ZoneInfo((liked and liked.zone) or "Europe/Brussels"))
        if not DAWN <= local.time() < DUSK:
            yield f"{one}, which is {local:%H:%M} where they are"
        if one.chosen:
            continue
        if _off(local.date()) or (local.isoweekday() > 5 and not (liked and liked.weekends)):  # noqa: PLR2004 - Friday
            yield f"{one}, which is a day off"
        first, last = PARTS.get((liked and liked.part) or "", (time.min, time.max))
        if not first <= local.time() < last:
            yield f"{one}, which is not in the {liked and liked.part}"


@cache
def _off(day: date) -> bool:
    return day in holidays.country_holidays("BE", years=day.year)


def budget(evidence: Evidence) -> Iterator[str]:
    """To one person one a day, and two in any seven days."""
    days: dict[Person, list[date]] = defaultdict(list)
    for one in reached(evidence):
        liked = one.session.writing
        days[one.who].append(one.at.astimezone(ZoneInfo((liked and liked.zone) or "Europe/Brussels")).date())
    for who, theirs in days.items():
        yield from (f"{n} to {who} on {day}" for day, n in Counter(theirs).items() if n > 1)
        for day in sorted(set(theirs)):
            if (n := sum(day <= other < day + timedelta(days=7) for other in theirs)) > 2:  # noqa: PLR2004 - two a week
                yield f"{n} to {who} in the week from {day}"


def consent(evidence: Evidence) -> Iterator[str]:
    """Only to who said yes to being written to, and not no since."""
    turns = by_person(evidence)
    for one in reached(evidence):
        answers = [(gap.at, gap.sessions[one.who].consents.get("nudges", False)) for gap in _gaps(evidence, one)]
        for turn in turns[one.who]:
            for effect in turn.effects if turn.at <= one.at else ():
                if isinstance(effect, RecordConsent) and effect.purpose == "nudges":
                    answers.append((turn.at, effect.given))
                elif isinstance(effect, Forget):
                    answers.append((turn.at, False))
        if not answers or not max(answers, key=lambda a: a[0])[1]:
            yield f"{one}, who said no"


def _gaps(evidence: Evidence, one: Reached) -> list[Any]:
    return [gap for gap in evidence.snapshots if gap.at <= one.at and one.who in gap.sessions]


def held(evidence: Evidence) -> Iterator[str]:
    """Not while they want a pause, and not to who blocked the bot."""
    turns = by_person(evidence)
    for one in reached(evidence):
        until = [(gap.at, gap.held.get(one.who)) for gap in _gaps(evidence, one)]
        for turn in turns[one.who]:
            asked = [e.until for e in turn.effects if isinstance(e, HoldContacts)] if turn.at <= one.at else []
            until += [(turn.at, moment) for moment in asked]
        lasts = max(until, key=lambda u: u[0])[1] if until else None
        if lasts is not None and one.at < lasts.replace(tzinfo=one.at.tzinfo):
            yield f"{one}, who wanted a pause"
        blocks = [blocked for at, blocked in evidence.blocked.get(one.who, []) if at <= one.at]
        if blocks and blocks[-1]:
            yield f"{one}, who blocked the bot"


def talks(evidence: Evidence) -> Iterator[str]:
    """Not within an hour of what they last said, not into a talk, and not after words of distress."""
    for turn in evidence.turns:
        due = turn.input
        if not isinstance(due, Due) or not any(isinstance(effect, Say) for effect in turn.effects):
            continue
        what = f"{due.kind} to {turn.who} at {turn.at:%Y-%m-%d %H:%M} UTC"
        if turn.before.last_at is not None and turn.at - turn.before.last_at < HOUR:
            yield f"{what}, within an hour of what they did"
        if turn.before.set_aside and due.kind != "silent":
            yield f"{what}, after words of distress"
        if turn.before.state in TELLING and due.kind not in ("unfinished", "silent") and not turn.before.browsing:
            yield f"{what}, in the middle of {turn.before.state}"


def twice(evidence: Evidence) -> Iterator[str]:
    """Nobody is asked the same twice, but who said not now; what was erased is not the same any more."""
    sent = Counter(
        (row["person_id"], row["who"], row["kind"], row["about"], row["nth"])
        for row in evidence.contacts.values()
        if row["state"] in ("sent", "uncertain") and row["answer"] is None
    )
    for (_, who, kind, about, nth), n in sent.items():
        if n > 1 and kind in ("round", "workshop"):
            yield f"{kind} {about} ({nth}) went {n} times to {who}"
    new = [row for row in evidence.outbox.values() if row["method"].startswith("send") and row["message_id"]]
    known = Counter((row["chat_id"], row["message_id"]) for row in new)
    yield from (f"message {id} to {chat} is of {n} rows" for (chat, id), n in known.items() if n > 1 and chat)
