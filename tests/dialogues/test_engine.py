"""What golden talks do not show: orders of buttons, quotes after edits, a check-in that waits, the pause that ends."""

from datetime import timedelta
from itertools import pairwise

import pytest

from dialogues.effects import CancelContacts, HoldContacts, RecordAnswer, Say, Words
from dialogues.engine import open_question
from dialogues.inputs import Due, Pressed
from dialogues.machine import State
from dialogues.model import KENMERKEN, LifePhase, Theme
from dialogues.model.helping import Tried
from dialogues.talks.kenmerken import statements
from tests.dialogues.coached import ENGINE, TEXTS, Coached

FOUR = ("waarom", "activiteiten", "taken", "samenwerken")


def at_kenmerk() -> Coached:
    """Someone before the first kenmerk."""
    who = Coached()
    for play in ("yes", None, "no", "skip"):
        who.press(play) if play else who.say("Buurtkeuken")
    return who


def with_plan() -> Coached:
    """Someone with a plan, and a check-in in a week."""
    who = at_kenmerk()
    for choice in ("routineus", *("skip",) * 7, "yes", "openheid", "take"):
        who.press(choice)
    who.say("Als we dinsdag samenkomen, dan vraag ik het aan Jos")
    for choice in ("yes", "yes", "in_1_week", "any_time"):
        who.press(choice)
    return who


def quotes(who: Coached) -> list[Words | None]:
    """The quotes in the lines of the mirror."""
    return [line["quote"] for part in open_question(who.session).before for line in part.values["lines"]]


def test_the_order_of_the_statements_tells_nothing() -> None:
    """All four each time, and two questions in a row never begin with the same one."""
    talk = at_kenmerk().session
    orders = [[row[0].id for row in statements(talk, kenmerk)] for kenmerk in talk.talk.kenmerken]
    assert [set(order) for order in orders] == [set(LifePhase)] * len(orders)
    assert [a[0] for a, b in pairwise(orders) if a[0] == b[0]] == []


def test_each_phase_stands_first_somewhere() -> None:
    """Who always taps the first button is no phase."""
    talk = at_kenmerk().session
    firsts = {statements(talk, k.id)[0][0].id for k in KENMERKEN if not k.only_for_branch}
    assert firsts == set(LifePhase)


def test_an_edit_that_says_nothing_leaves_the_phase_and_no_quote() -> None:
    """The old spans do not cut pieces out of the new words."""
    who = at_kenmerk()
    who.say("Dat weten alleen de ouden nog, en die zijn er bijna niet meer.")
    turn = who.edit(who.texts_said, "goh")
    assert [e.phase for e in turn.effects if isinstance(e, RecordAnswer)] == [LifePhase.VERSTILLEND]
    for _ in range(7):
        who.press("skip")
    assert quotes(who) == [None]


def test_words_after_neither_are_read_by_themselves() -> None:
    """What the person said was misread, and is not held against them twice."""
    who = at_kenmerk()
    who.say("We hebben het daar samen over gehad, al lang geleden")
    who.press("neither")
    who.say("Om jongeren verantwoordelijkheid te leren door ze die ook echt te geven.")
    assert [a.phase for a in who.session.talk.answers] == [LifePhase.AUTONOOM]


def test_a_check_in_does_not_come_into_a_talk() -> None:
    """It says nothing, and is still there to be asked when the talk is over."""
    who = with_plan()
    who.press("new_reflection")
    before = who.session
    turn = who.take(Due("plan", 1, who.now))
    assert (turn.effects, turn.session.but(turns=0)) == ((), before.but(turns=0))


@pytest.mark.parametrize("presses", [("tips",), ("tips", "openheid")])
def test_a_check_in_does_not_wait_for_tips_left_open(presses: tuple[str, ...]) -> None:
    """Who looked up a tip and went away is no more in a talk than who looked at the menu."""
    who = with_plan()
    for press in presses:
        who.press(press)
    who.due("plan")
    assert who.session.state is State.FOLLOW_UP


def test_a_check_in_that_is_no_longer_planned_says_nothing() -> None:
    """What was answered or replaced does not come up again, and says which of the two."""
    who = with_plan()
    who.due("plan")
    who.press("done")
    assert who.take(Due("plan", 1, who.now)).effects == (CancelContacts("already done", "plan", 1),)
    assert who.take(Due("plan", 2, who.now)).effects == (CancelContacts("plan changed", "plan", 2),)


def test_a_check_in_does_not_count_as_a_sign_of_life() -> None:
    """Who was away is welcomed back, however often something came due meanwhile."""
    who = with_plan()
    who.press("new_reflection")
    who.move_clock(timedelta(days=7))
    who.due("plan")
    (say,) = [e for e in who.say("hallo").effects if isinstance(e, Say)]
    assert say.parts[0].key == "common.welcome_back"


def test_a_pause_until_they_write_ends_when_they_write() -> None:
    """Once, and not again with every message after."""
    who = at_kenmerk()
    who.command("pauze")
    who.press("until_i_write")
    turns = [who.say("goh"), who.press("skip")]
    assert [[e for e in turn.effects if isinstance(e, HoldContacts)] for turn in turns] == [[HoldContacts(None)], []]


@pytest.mark.parametrize("choice", ["openheid", "vernieuwing", "verantwoordelijkheid"])
def test_another_tip_is_another_tip(choice: str) -> None:
    """Asking on shows every tip that fits once before any comes again."""
    who = at_kenmerk()
    for press in ("routineus", *("skip",) * 7, "yes", choice):
        who.press(press)
    tips = [who.session.talk.tip]
    while who.press("another") and who.session.talk.tip not in tips:
        tips.append(who.session.talk.tip)
    assert len(tips) > 2
    assert who.session.talk.tip == tips[0]


def _browsing(theme: Theme, phase: LifePhase) -> Coached:
    """Someone who looks up tips without a reflection."""
    who = at_kenmerk()
    for play in ("/tips", "start_over", theme, phase):
        who.command("tips") if play == "/tips" else who.press(play)
    return who


def _tip(who: Coached) -> str:
    assert who.session.browsing is not None
    return who.session.browsing.tip or ""


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("phase", LifePhase)
def test_every_tip_that_fits_comes_once_before_any_comes_again(theme: Theme, phase: LifePhase) -> None:
    """For each phase and theme, looked up without a reflection."""
    who = _browsing(theme, phase)
    fitting = TEXTS.fitting(phase, theme)
    tips = [_tip(who)]
    while len(tips) < 2 * len(fitting):
        who.press("another")
        tips.append(_tip(who))
    assert set(tips) == set(fitting)
    assert tips[: len(fitting)] == tips[len(fitting) :]


def test_a_tip_of_another_phase_or_talk_is_not_given_again() -> None:
    """What fits two phases is one tip: who saw it in a talk does not get it first when looking up."""
    who = at_kenmerk()
    for press in ("autonoom", *("skip",) * 7, "yes", "vernieuwing"):
        who.press(press)
    for _ in TEXTS.fitting(LifePhase.AUTONOOM, Theme.VERNIEUWING):
        who.press("another")
    seen, fitting = set(who.session.tips_given), TEXTS.fitting(LifePhase.ROUTINEUS, Theme.VERNIEUWING)
    who.session = who.session.but(past=())
    who.press("enough")
    for press in ("tips", "vernieuwing", "routineus"):
        who.press(press)
    new = [_tip(who)]
    for _ in range(len(set(fitting) - seen) - 1):
        who.press("another")
        new.append(_tip(who))
    assert seen & set(fitting) != set()
    assert set(new) == set(fitting) - seen


def test_what_helped_others_is_offered_first() -> None:
    """The counts that come with the step decide which tip comes first."""
    who = _browsing(Theme.OPENHEID, LifePhase.STARTEND)
    *_, last = TEXTS.fitting(LifePhase.STARTEND, Theme.OPENHEID)
    session = who.session.but(tips_given=())
    helped = {(last, LifePhase.STARTEND): Tried(people=6, helped=5)}
    turn = ENGINE.step(session, Pressed(session.asked, "another", who.now), now=who.now, helped=helped)
    assert turn.session.browsing is not None
    assert turn.session.browsing.tip == last


@pytest.mark.parametrize(("kept", "text"), [(True, "schreef je: «"), (False, "wat je vertelde over")])
def test_a_tip_links_to_what_the_person_said_while_it_is_kept(kept: bool, text: str) -> None:
    """Their own words where they are still there, else only what they were about."""
    who = at_kenmerk()
    who.press("skip")
    who.say("Elk jaar hetzelfde feest, dat doen we al twintig jaar.")
    for press in (*("skip",) * 6, "yes"):
        who.press(press)
    if not kept:
        who.words.clear()
    turn = who.press("vernieuwing")
    (say,) = [e for e in turn.effects if isinstance(e, Say)]
    assert text in who.read(say)[0]
