"""Each check finds the breach that it is there for, and nothing where all is well."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.checks import CHECKS, breaches
from bot.rehearsal.evidence import Heard, Refused
from dialogues.effects import HoldContacts, Say
from dialogues.inputs import Command, Due, Pressed
from dialogues.machine import State
from dialogues.returning import Writing
from tests.rehearsal.evidence import (
    AGREED,
    AN,
    ASKED,
    DAY,
    MINUTE,
    ROW,
    SESSION,
    Case,
    as_it_should_be,
    contact,
    message,
    result,
    turn,
    yes,
)

Plant = Callable[[Case], object]


def _lost(case: Case) -> None:
    case.evidence.given.add(2)


def _not_handled(case: Case) -> None:
    case.evidence.inbox[1] = {"handled_at": AGREED, "failure": "ValueError"}


def _apart(case: Case) -> None:
    case.evidence.at_the_end["consent"][0] = {"person_id": ROW, "id": 0, "purpose": "talk", "given": False}


def _out_of_order(case: Case) -> None:
    case.evidence.turns.append(turn(ASKED + MINUTE, Command("help", ASKED), before=SESSION.but(turns=9)))


def _slow(case: Case) -> None:
    case.evidence.outbox[9] = message(9, lane=1, contact_id=None, finished_at=ASKED + 5 * MINUTE)
    case.evidence.refused.append(Refused(ASKED, ASKED + MINUTE, AN + 1))


def _unknown(case: Case) -> None:
    case.evidence.heard.append(Heard(AN, 200, ASKED + timedelta(hours=5)))


def _without_a_reason(case: Case) -> None:
    case.evidence.contacts[9] = contact(9, state="not_sent", carried_at=None)


def _other_time(case: Case) -> None:
    person = dict(case.evidence.at_the_end["person"][0])
    case.evidence.at_the_end["person"] = [person | {"created_at": datetime(2025, 1, 1, tzinfo=UTC)}]


def _unreadable(case: Case) -> None:
    case.evidence.at_the_end["person"] = [{"id": 12, "telegram_id": AN, "session": '{"version": 999}'}]
    case.evidence.at_the_end["consent"] = []


def _stale_button(case: Case) -> None:
    moved = SESSION.but(state=State.PAUSE, asked=5)
    case.evidence.turns.append(turn(ASKED + MINUTE, Pressed(1, "yes", ASKED), after=moved))


def _left_behind(case: Case) -> None:
    case.evidence.planted["zqxaaaab"] = (AN, AGREED)
    case.evidence.left.append(("log", "zqxaaaab"))


def _too_old(case: Case) -> None:
    case.evidence.at_the_end["words"] = [{"written_at": case.evidence.end - 31 * DAY}]


def _made_up(case: Case) -> None:
    case.evidence.unsaid.add("common.nowhere")


def _at_night(case: Case) -> None:
    case.asked_at(ASKED.replace(hour=21))


def _on_sunday(case: Case) -> None:
    case.asked_at(ASKED - 2 * DAY)


def _another_part(case: Case) -> None:
    liking = SESSION.but(writing=Writing(part="evening"))
    case.evidence.turns = [replace(t, before=liking, after=liking) if t.who == AN else t for t in case.evidence.turns]


def _two_a_day(case: Case) -> None:
    case.asked_at(ASKED + timedelta(hours=4), id=2)


def _three_a_week(case: Case) -> None:
    case.asked_at(ASKED + DAY, id=2)
    case.asked_at(ASKED + 2 * DAY, id=3)


def _said_no(case: Case) -> None:
    case.evidence.turns.insert(-1, yes(AN, "nudges", AGREED + DAY, given=False))


def _paused(case: Case) -> None:
    pause = HoldContacts(ASKED + DAY)
    case.evidence.turns.insert(-1, turn(AGREED + DAY, Command("pauze", AGREED), pause))


def _blocked(case: Case) -> None:
    case.evidence.blocked[AN] = [(AGREED, True)]


def _just_now(case: Case) -> None:
    before = SESSION.but(last_at=ASKED - 20 * MINUTE)
    case.evidence.turns[-1] = turn(ASKED, Due("plan", 1, ASKED), Say(()), before=before)


def _into_a_talk(case: Case) -> None:
    case.evidence.turns[-1] = turn(ASKED, Due("plan", 1, ASKED), Say(()), before=SESSION.but(state=State.MIRROR))


def _in_distress(case: Case) -> None:
    case.evidence.turns[-1] = turn(ASKED, Due("plan", 1, ASKED), Say(()), before=SESSION.but(set_aside=True))


def _again(case: Case) -> None:
    case.evidence.contacts |= {n: contact(n, kind="round", about=5) for n in (8, 9)}


def _few(case: Case) -> None:
    case.evidence.results[1] = result(people=4)


def _not_most(case: Case) -> None:
    case.evidence.results[1] = result(phase="routineus")


def _never_asked(case: Case) -> None:
    case.evidence.turns.insert(0, yes(AN + 1, "group_results", ASKED - MINUTE, given=False))


PLANTED: Mapping[str, tuple[Plant, ...]] = {
    "1 no update is lost": (_lost, _not_handled),
    "2 state and records stand or fall together": (_apart,),
    "3 one turn after the other": (_out_of_order,),
    "4 a reply does not wait": (_slow,),
    "5 everything unasked has a row that says why": (_unknown, _without_a_reason),
    "6 time comes from outside": (_other_time,),
    "7 every snapshot loads": (_unreadable,),
    "8 a button is checked": (_stale_button,),
    "9 words are kept in one place, and not too long": (_left_behind, _too_old),
    "10 nothing is said that is not in the texts": (_made_up,),
    "contact: not at a bad hour": (_at_night, _on_sunday, _another_part),
    "contact: one a day, two a week": (_two_a_day, _three_a_week),
    "contact: only with a yes": (_said_no,),
    "contact: not in a pause, nor to who blocked the bot": (_paused, _blocked),
    "contact: not into a talk": (_just_now, _into_a_talk, _in_distress),
    "contact: nothing twice": (_again,),
    "group: never fewer than the minimum": (_few,),
    "group: only what more than half say": (_not_most,),
    "group: only of who agreed": (_never_asked,),
}
CASES = [(name, plant) for name, plants in PLANTED.items() for plant in plants]


def test_where_all_is_well_nothing_is_found() -> None:
    """No check finds anything in evidence of what should be."""
    assert breaches(as_it_should_be().evidence) == []


def test_every_check_has_its_breach() -> None:
    """A check that cannot fail would be worth nothing."""
    assert PLANTED.keys() == CHECKS.keys()


@pytest.mark.parametrize(("name", "plant"), CASES, ids=[plant.__name__.strip("_") for _, plant in CASES])
def test_a_breach_is_found(name: str, plant: Plant) -> None:
    """Once, by the check that is there for it."""
    case = as_it_should_be()
    plant(case)
    assert len(list(CHECKS[name](case.evidence))) == 1
