"""Evidence of one person who was asked about one plan, as it should be; each test makes one thing go wrong in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rehearsal.evidence import Evidence, Heard, Result, Row, TurnTaken
from dialogues.effects import Effect, RecordConsent, Say
from dialogues.inputs import Command, Due, Input
from dialogues.machine import State
from dialogues.session import Session

AN, ROW = 7_000_000_001, 11
#: A Tuesday morning, ten o'clock in Brussels.
ASKED = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
AGREED = ASKED - timedelta(days=7)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SESSION = Session(state=State.REST, consents={"talk": True, "nudges": True, "group_results": True}, turns=3, asked=4)


def turn(
    at: datetime, input: Input, *effects: Effect, before: Session = SESSION, after: Session = SESSION
) -> TurnTaken:
    """A turn of hers."""
    return TurnTaken(AN, at, input, before, after, effects)


def contact(id: int = 1, at: datetime = ASKED, **other: Any) -> dict[str, Any]:
    """A contact that was carried out."""
    row = {"id": id, "person_id": ROW, "who": AN, "kind": "plan", "about": 1, "nth": 1, "state": "sent", "reason": None}
    return row | {"carried_at": at, "chosen": False, "answer": None, "merged_into": None} | other


def message(id: int = 1, at: datetime = ASKED, **other: Any) -> dict[str, Any]:
    """Its message."""
    row = {"id": id, "lane": 2, "method": "sendMessage", "chat_id": AN, "message_id": 100 + id, "state": "sent"}
    return row | {"contact_id": id, "created_at": at, "finished_at": at, "payload": None} | other


def result(people: int = 5, phase: str = "autonoom") -> Result:
    """Of five people who all agreed and say the same."""
    said = {"agreement": "meesten", "phase": phase, "inward": False}
    mirror = {"lines": [{"kenmerk": "taken", "said": said, "since": "eerste"}]}
    counted: dict[int, dict[str, str | None]] = {AN + n: {"taken": "autonoom"} for n in range(people)}
    return Result(1, 1, ASKED, mirror, counted)


def yes(who: int, purpose: Any, at: datetime = AGREED, *, given: bool = True) -> TurnTaken:
    """Somebody answered what they were asked for."""
    return TurnTaken(who, at, Command("privacy", at), SESSION, SESSION, (RecordConsent(purpose, given, "1"),))


@dataclass
class Case:
    """Evidence as it should be, with the ways in which a test changes it."""

    evidence: Evidence

    def asked_at(self, at: datetime, id: int = 1, **chosen: Any) -> None:
        """She was asked at this moment; another `id` is one message more."""
        self.evidence.contacts[id] = contact(id, at, about=id, **chosen)
        self.evidence.outbox[id] = message(id, at)
        self.evidence.heard = [m for m in self.evidence.heard if m.id != 100 + id] + [Heard(AN, 100 + id, at)]
        self.evidence.turns = [t for t in self.evidence.turns if not (id == 1 and isinstance(t.input, Due))]
        self.evidence.turns.append(turn(at, Due("plan", id, at), Say(())))
        self.evidence.turns.sort(key=lambda t: t.at)


def as_it_should_be() -> Case:
    """Nothing is wrong with it."""
    agreed = [yes(AN + n, purpose) for n in range(5) for purpose in ("nudges", "group_results")]
    person = {"id": ROW, "telegram_id": AN, "session": SESSION.dump(), "created_at": AGREED}
    given: list[Row] = [
        {"person_id": ROW, "id": n, "purpose": p, "given": True} for n, p in enumerate(SESSION.consents)
    ]
    case = Case(
        Evidence(
            start=AGREED - DAY,
            end=ASKED + DAY,
            acts={AN: [AGREED]},
            turns=agreed,
            given={1},
            inbox={1: {"handled_at": AGREED, "failure": None}},
            results={1: result()},
            people={ROW: AN},
            at_the_end={"person": [person], "consent": given},
        )
    )
    case.asked_at(ASKED)
    return case
