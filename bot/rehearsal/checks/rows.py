"""What must hold of the rows: no update lost, tables that say what the session says, and no time but the moved one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rehearsal.evidence import Evidence, Row
from dialogues.session import Session
from dialogues.talks.follow_up import NO_ANSWER

#: What is planned lies ahead; nothing is planned further than this.
AHEAD = timedelta(days=400)


def updates(evidence: Evidence) -> Iterator[str]:
    """Every update there was is confirmed, on disk and handled."""
    for number in sorted(evidence.given):
        row = evidence.inbox.get(number)
        if number in evidence.waiting:
            yield f"update {number} was never confirmed"
        elif row is None:
            yield f"update {number} was confirmed, and is in no row"
        elif row["handled_at"] is None or row["failure"] is not None:
            yield f"update {number} was not handled ({row['failure']})"


def together(evidence: Evidence) -> Iterator[str]:
    """What the session of a person says is what their records say."""
    by_person: dict[str, dict[int, list[Row]]] = {}
    for table in ("consent", "membership", "reflection", "plan"):
        rows: dict[int, list[Row]] = defaultdict(list)
        for row in evidence.at_the_end.get(table, []):
            rows[row["person_id"]].append(row)
        by_person[table] = rows
    for person in evidence.at_the_end.get("person", []):
        session = Session.load(person["session"]) if person["session"] else Session()
        records = {table: rows[person["id"]] for table, rows in by_person.items()}
        for what, told in _TOLD.items():
            ours, theirs = told(session, records)
            if ours != theirs:
                yield f"{what} of {person['telegram_id']}: the session has {ours}, the records have {theirs}"


def _consents(session: Session, records: Mapping[str, list[Row]]) -> tuple[Any, Any]:
    given = {row["purpose"]: row["given"] for row in sorted(records["consent"], key=lambda row: row["id"])}
    return dict(session.consents), given


def _groups(session: Session, records: Mapping[str, list[Row]]) -> tuple[Any, Any]:
    return sorted(g.n for g in session.groups), sorted(row["n"] for row in records["membership"])


def _reflections(session: Session, records: Mapping[str, list[Row]]) -> tuple[Any, Any]:
    finished = sorted(row["n"] for row in records["reflection"] if row["finished_at"] is not None)
    known = sorted(past.n for past in session.past)
    return known, finished[len(finished) - len(known) :]


def _plan(session: Session, records: Mapping[str, list[Row]]) -> tuple[Any, Any]:
    """That somebody was asked and did not say is no outcome to them."""
    told = {row["n"]: None if row["outcome"] == NO_ANSWER else row["outcome"] for row in records["plan"]}
    rows = {row["n"]: (row["tip"], told[row["n"]]) for row in records["plan"]}
    plan = session.plan
    return (plan.tip, plan.outcome) if plan else None, rows.get(plan.n) if plan else None


_TOLD: Mapping[str, Callable[[Session, Mapping[str, list[Row]]], tuple[Any, Any]]] = {
    "consents": _consents,
    "groups": _groups,
    "reflections": _reflections,
    "plan": _plan,
}


def times(evidence: Evidence) -> Iterator[str]:
    """No moment in any row is of another time than the one that was moved."""
    first, last = evidence.start - timedelta(minutes=1), evidence.end + AHEAD
    for table, rows in evidence.at_the_end.items():
        for name, value in ((name, value) for row in rows for name, value in row.items()):
            if isinstance(value, datetime) and value != datetime.max.replace(tzinfo=UTC) and not first <= value <= last:
                yield f"{table}.{name} is {value:%Y-%m-%d %H:%M}"
