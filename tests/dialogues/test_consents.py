"""Consent is per purpose, under a version of the words, and as easily taken back as given."""

from typing import get_args

import pytest

from dialogues.consents import VERSIONS, may_come_back
from dialogues.effects import CancelContacts, ForgetLessons, Purpose, RecordConsent
from dialogues.engine import open_question
from dialogues.machine import State
from tests.dialogues.coached import Coached

#: The choice that changes a purpose, and what else ends by a no.
CHANGES = [
    ("nudges", "change_nudges", [CancelContacts("no consent")]),
    ("group_results", "change_counting", []),
    ("learning", "change_learning", [ForgetLessons()]),
]


def _agreed() -> Coached:
    who = Coached()
    who.press("yes")
    who.say("De buurt")
    return who


@pytest.mark.parametrize("purpose", [p for p in get_args(Purpose) if p != "talk"])
def test_every_purpose_has_its_button(purpose: str) -> None:
    """None but the talk itself is without its own yes and no; the talk's no is to erase."""
    assert purpose in {p for p, _, _ in CHANGES}


def test_a_stop_before_the_yes_is_remembered_nowhere() -> None:
    """Neither in the session nor in the records, so that both say the same once they agree to the talk."""
    who = Coached()
    turn = who.command("stop")
    assert (who.session.consents, [e for e in turn.effects if isinstance(e, RecordConsent)]) == ({}, [])


def test_a_stop_while_the_talk_is_asked_anew_holds() -> None:
    """Under other words than those they agreed to, a stop is still a stop, and is recorded as one."""
    who = _agreed()
    who.command("privacy")
    who.press("change_nudges")
    who.agreed_to_other_words()
    turn = who.command("stop")
    assert may_come_back(who.session) is False
    assert RecordConsent("nudges", False, VERSIONS["nudges"]) in turn.effects
    who.press("yes")
    assert may_come_back(who.session) is False


@pytest.mark.parametrize(("purpose", "choice", "ends"), CHANGES)
def test_a_no_is_one_button_as_a_yes_is(purpose: Purpose, choice: str, ends: list[object]) -> None:
    """Given and taken back in the same place; what it allowed ends, and nothing else does."""
    who = _agreed()
    who.command("privacy")
    given = who.press(choice)
    assert [e for e in given.effects if isinstance(e, RecordConsent)] == [RecordConsent(purpose, True, "2026-11")]
    taken_back = who.press(choice)
    recorded = [e for e in taken_back.effects if isinstance(e, RecordConsent | CancelContacts | ForgetLessons)]
    assert sorted(recorded, key=repr) == sorted([*ends, RecordConsent(purpose, False, "2026-11")], key=repr)
    assert who.session.consents == {"talk": True, purpose: False}


def test_other_words_are_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of the talk's words comes before anything else; with a yes the talk goes on where it was."""
    who = _agreed()
    monkeypatch.setitem(VERSIONS, "talk", "2027-01")
    before = who.session
    who.say("Onze afdeling hoort bij de koepel.")
    assert (who.session.state, who.words) == (State.RENEWAL, {})
    turn = who.press("yes")
    assert RecordConsent("talk", True, "2027-01") in turn.effects
    assert (who.session.state, who.session.groups) == (before.state, before.groups)
    who.press("no")
    assert who.session.state is State.MOMENT


def test_a_no_to_other_words_is_asked_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who refuses them is asked whether all may go; who then hesitates is asked about the words again."""
    who = _agreed()
    monkeypatch.setitem(VERSIONS, "talk", "2027-01")
    who.say("hallo")
    who.press("no")
    assert [c.id for row in open_question(who.session).rows for c in row] == ["erase", "nothing"]
    who.press("nothing")
    who.say("hallo")
    assert who.session.state is State.RENEWAL


@pytest.mark.parametrize(("name", "state"), [("wis", State.ERASE), ("privacy", State.GROUP_BRANCH)])
def test_rights_need_no_yes(name: str, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading what is kept and erasing it come before any new question."""
    who = _agreed()
    monkeypatch.setitem(VERSIONS, "talk", "2027-01")
    who.command(name)
    assert who.session.state is state


@pytest.mark.parametrize("purpose", [p for p in get_args(Purpose) if p != "talk"])
def test_other_words_on_one_purpose_leave_the_others(purpose: Purpose, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the yes to the words that changed has lapsed."""
    who = _agreed()
    who.command("privacy")
    for _, choice, _ in CHANGES:
        who.press(choice)
    monkeypatch.setitem(VERSIONS, purpose, "2027-01")
    who.press("read_enough")
    given = {p for p, yes in who.session.consents.items() if yes}
    assert given == {"talk", "nudges", "group_results", "learning"} - {purpose}


def test_nothing_unasked_under_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who did not agree to the words of now is not written to."""
    who = _agreed()
    who.command("privacy")
    who.press("change_nudges")
    may = []
    changes: list[tuple[Purpose, str]] = [("talk", "2026-11"), ("talk", "2027-01"), ("nudges", "2027-01")]
    for purpose, version in changes:
        with monkeypatch.context() as patched:
            patched.setitem(VERSIONS, purpose, version)
            may.append(may_come_back(who.session))
    assert may == [True, False, False]


def test_a_session_of_before_versions_has_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot without versions is a yes to the first words, and to no later ones."""
    who = _agreed()
    who.session = who.session.but(terms={})
    states = []
    for version in ("2026-11", "2027-01"):
        monkeypatch.setitem(VERSIONS, "talk", version)
        who.say("hallo")
        states.append(who.session.state)
    assert states == [State.GROUP_BRANCH, State.RENEWAL]
