"""What must hold of what was said: replies come at once, and whatever comes unasked is known of."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import get_args

from bot.rehearsal.evidence import Evidence, Heard, Person
from dialogues.contacts import Reason
from dialogues.inputs import Due
from storage import OUTREACH, REPLY

#: A reply that takes longer waits for something.
AT_ONCE = timedelta(minutes=1)
#: What is said this long after somebody did something is not said to that any more; so long waits what is unasked.
STILL, WAITS = timedelta(minutes=10), timedelta(minutes=45)
FINAL = ("sent", "merged", "not_sent", "uncertain")


def replies(evidence: Evidence) -> Iterator[str]:
    """Nothing holds a reply up but its own chat's refusals, those of all chats, or that the program is away."""
    for row in evidence.outbox.values():
        if row["lane"] != REPLY or row["finished_at"] is None or row["chat_id"] < 0:
            continue
        took = row["finished_at"] - row["created_at"]
        if took > AT_ONCE and not _held_up(evidence, row["chat_id"], row["created_at"], row["finished_at"]):
            yield f"{row['method']} to {row['chat_id']} at {row['created_at']:%Y-%m-%d %H:%M} took {took}"


def _held_up(evidence: Evidence, chat: int, since: datetime, until: datetime) -> bool:
    away = any(period.since < until and since < period.until for period in evidence.away)
    killed = any(since <= gap.at <= until + AT_ONCE for gap in evidence.snapshots)
    chats = {r.chat for r in evidence.refused if r.at < until and since < r.until + AT_ONCE}
    return away or killed or chat in chats or len(chats) > 1


def unasked(evidence: Evidence) -> Iterator[str]:
    """Every contact says what became of it, and every message that answers nothing is of a contact."""
    yield from _rows(evidence)
    known = _contacted(evidence)
    for message in evidence.heard:
        if message.chat < 0 or message.chat in evidence.trainers or _answers(evidence, message):
            continue
        if not any(message.at - WAITS <= moment <= message.at for moment in known[message.chat]):
            yield f"{message.chat} got a message at {message.at:%Y-%m-%d %H:%M} that no row knows of"


def _rows(evidence: Evidence) -> Iterator[str]:
    for row in evidence.contacts.values():
        what = f"{row['kind']} {row['about']} ({row['nth']}) for {row['who']}"
        gone = row["state"] != "planned" and row["person_id"] not in _there(evidence)
        if row["state"] not in (*FINAL, "planned") and not gone:
            yield f"{what} is still {row['state']}"
        if row["state"] == "not_sent" and row["reason"] not in get_args(Reason):
            yield f"{what} was not sent because of {row['reason']!r}"
    for row in evidence.outbox.values():
        if row["lane"] == OUTREACH and row["contact_id"] is None:
            yield f"message {row['id']} to {row['chat_id']} is unasked, and of no contact"


def _there(evidence: Evidence) -> set[int]:
    return {row["id"] for row in evidence.at_the_end.get("person", [])}


def _contacted(evidence: Evidence) -> dict[Person, list[datetime]]:
    """When something unasked was on its way to each of them: by the rows, and by the turns."""
    moments: dict[Person, list[datetime]] = defaultdict(list)
    for row in evidence.contacts.values():
        if row["carried_at"] is not None:
            moments[row["who"]].append(row["carried_at"])
    for turn in evidence.turns:
        if isinstance(turn.input, Due):
            moments[turn.who].append(turn.at)
    return moments


def _answers(evidence: Evidence, message: Heard) -> bool:
    """Whether they did something shortly before, not counting the time in which nothing could be answered."""
    acts = evidence.acts.get(message.chat, [])
    last = bisect_right(acts, message.at)
    if last == 0:
        return False
    act = acts[last - 1]
    lost = sum((max(timedelta(), min(p.until, message.at) - max(p.since, act)) for p in evidence.away), timedelta())
    return message.at - act - lost <= STILL or _held_up(evidence, message.chat, act, min(message.at, act + WAITS))
