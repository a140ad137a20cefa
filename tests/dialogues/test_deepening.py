"""The deepening talks: their endings follow from the answers, whatever was skipped or left."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dialogues.effects import CancelContacts, Say
from dialogues.engine import Turn, open_question
from dialogues.machine import State
from dialogues.model import Deepening
from dialogues.talks.deepening.outline import Outline
from dialogues.talks.deepening.outlines import OUTLINES
from tests.dialogues.coached import Coached

WORDS = "Wat iemand daarover te vertellen heeft."


def with_mirror() -> Coached:
    """Someone at rest, after a mirror with every light but one pillar open."""
    who = Coached()
    for play in ("yes", None, "no", "skip", "autonoom", *("routineus",) * 7, "yes", "enough"):
        who.press(play) if play else who.say("Buurtkeuken")
    return who


WITH_MIRROR = with_mirror()


def at(about: Deepening) -> Coached:
    """Someone before the first question of this talk."""
    who = replace(WITH_MIRROR, words=dict(WITH_MIRROR.words), groups=dict(WITH_MIRROR.groups))
    who.command("verdiep")
    who.press(f"deepen_{about}")
    return who


def answer(who: Coached, how: str) -> Turn:
    """A choice, or words."""
    return who.say(WORDS) if how == "words" else who.press(how)


def played(about: Deepening, *answers: str) -> Turn:
    """The turn that the last of these answers leads to."""
    who = at(about)
    for how in answers[:-1]:
        answer(who, how)
    return answer(who, answers[-1])


def said(turn: Turn) -> list[str]:
    """The keys of what is said in this turn."""
    return [part.key for effect in turn.effects if isinstance(effect, Say) for part in effect.parts]


def ways(outline: Outline) -> Iterator[tuple[str, ...]]:
    """One question answered in each way there is, the others all skipped or all answered in words."""
    size = len(outline.asks)
    for others in ("skip", "words"):
        for place, ask in enumerate(outline.asks):
            for how in (*ask.choices, "words", "skip"):
                answers = (*(others,) * place, how, *(others,) * (size - place - 1))
                yield tuple("skip" if a in q.leads_back else a for a, q in zip(answers, outline.asks, strict=True))


@pytest.mark.parametrize("about", Deepening)
def test_it_is_short(about: Deepening) -> None:
    """Three to six questions, each with its own key."""
    keys = [ask.key for ask in OUTLINES[about].asks]
    assert 3 <= len(set(keys)) == len(keys) <= 6


@pytest.mark.parametrize("about", Deepening)
def test_whatever_is_answered_or_skipped_there_is_an_ending(about: Deepening) -> None:
    """Each answer by itself, among skipped questions and among words, leads to rest; and all of it can be read."""
    for answers in ways(OUTLINES[about]):
        who = at(about)
        turns = [answer(who, how) for how in answers]
        for turn in turns:
            pages = [who.read(effect)[0] for effect in turn.effects if isinstance(effect, Say)]
            assert [page for page in pages if not page or "None" in page or ".»." in page] == []
        assert (who.session.state, who.session.deepening) == (State.REST, None)


@pytest.mark.parametrize("about", Deepening)
def test_who_skips_everything_hears_no_conclusion(about: Deepening) -> None:
    """Nothing told is nothing to end with."""
    assert said(played(about, *("skip",) * len(OUTLINES[about].asks)))[0] == "deepening.nothing"


@pytest.mark.parametrize(
    ("about", "answers", "expected"),
    [
        (Deepening.VISIE, ("hands", "words", "few", "more_say", "words"), ["deepening/visie.end_hands"]),
        (Deepening.VISIE, ("hands", "words", "ask_all", "stay", "words"), ["deepening/visie.end_hands_stay"]),
        (Deepening.VISIE, ("hands", "words", "together", "stay", "words"), ["deepening/visie.end_between"]),
        (Deepening.VISIE, ("both", "skip", "together", "find_out", "words"), ["deepening/visie.end_say"]),
        (Deepening.VISIE, ("ideas", "words", "together", "stay", "skip"), ["deepening/visie.end_say_stay"]),
        (
            Deepening.MOTIEVEN,
            ("words", "sociaal", "leren", "words", "plenty", "skip"),
            ["deepening/motieven.end_meets"],
        ),
        (Deepening.MOTIEVEN, ("words", "words", "words", "words", "words", "words"), ["deepening/motieven.end_open"]),
        (
            Deepening.WERVING,
            ("words", "words", "once", "learn", "words", "yes"),
            ["deepening/werving.end_for_all", "deepening/werving.call"],
        ),
        (
            Deepening.WERVING,
            ("words", "words", "once", "skilled", "words", "yes"),
            ["deepening/werving.end_for_some", "deepening/werving.call"],
        ),
        (Deepening.DREMPELS, ("words", "alike", "cost", "here", "words"), ["deepening/drempels.end_cost"]),
        (Deepening.DREMPELS, ("words", "alike", "words", "here", "words"), ["deepening/drempels.end_other"]),
        (Deepening.BURGERSCHAP, ("words", "few", "words", "words", "ask_them"), ["deepening/burgerschap.end_ask_them"]),
        (
            Deepening.COALITIES,
            ("words", "words", "somewhat", "words", "words", "through"),
            ["deepening/coalities.end_shared"],
        ),
        (
            Deepening.COALITIES,
            ("words", "words", "words", "words", "words", "visit"),
            ["deepening/coalities.end_ask_first"],
        ),
        (Deepening.BALANS, ("taak", "relatie", "words", "words", "words"), ["deepening/balans.end_relatie"]),
        (
            Deepening.SAMEN,
            ("enkelen", "words", "words", "many", "in_turn"),
            ["deepening/samen.end_led", "deepening/samen.agenda"],
        ),
    ],
)
def test_the_ending_follows_from_the_answers(about: Deepening, answers: tuple[str, ...], expected: list[str]) -> None:
    """The wording that fits, then what is to be copied or forwarded by itself, then the menu."""
    assert said(played(about, *answers)) == [*expected, "rest.menu"]


def test_what_is_proposed_is_not_proposed_again_after_a_talk() -> None:
    """One deepening talk after a mirror is enough; the next mirror may propose again."""
    who = replace(WITH_MIRROR)
    first = open_question(who.session).parts[0].key
    who.press("deepen_samen")
    for how in ("enkelen", "words", "words", "many", "me"):
        answer(who, how)
    assert (first, open_question(who.session).parts[0].key) == ("deepening.proposal", "rest.menu")


@pytest.mark.parametrize(("days", "expected"), [(13, "deepening.resumed"), (15, "deepening/visie.opening")])
def test_a_talk_that_was_left_goes_on_for_two_weeks(days: int, expected: str) -> None:
    """Then it begins anew: by that time the answer is another one."""
    who = at(Deepening.VISIE)
    who.press("hands")
    who.press("enough")
    who.move_clock(timedelta(days=days))
    who.command("verdiep")
    assert expected in said(who.press("deepen_visie"))


@pytest.mark.parametrize("text", ["geen idee", "ik weet het niet"])
def test_not_knowing_is_passing_by(text: str) -> None:
    """It is not kept and not quoted."""
    who = at(Deepening.WERVING)
    assert said(who.say(text))[0] == "deepening.skipped"


@pytest.mark.parametrize(
    ("about", "expected"),
    [(Deepening.WERVING, "deepening/werving.task_example"), (Deepening.VISIE, "deepening/visie.newcomer_why")],
)
def test_who_asks_why_or_for_an_example_gets_what_there_is(about: Deepening, expected: str) -> None:
    """Words are helped by an example, a choice by why it is asked."""
    assert [said(at(about).say(text))[0] for text in ("waarom", "voorbeeld")] == [expected] * 2


def test_an_edit_changes_what_is_quoted() -> None:
    """The agenda has the words as they are now."""
    who = at(Deepening.SAMEN)
    who.press("enkelen")
    who.say("Jef doet alles")
    who.edit(who.texts_said, "Iemand doet alles")
    for choice in ("skip", "many"):
        who.press(choice)
    agenda = next(e for e in who.press("me").effects if isinstance(e, Say) and e.parts[0].key.endswith("agenda"))
    assert "«Iemand doet alles»" in who.read(agenda)[0]


def test_a_list_left_open_holds_no_check_in_up() -> None:
    """Looking at what there is, is no talk."""
    who = replace(WITH_MIRROR, contacts={})
    who.press("new_reflection")
    for play in ("group_1", "skip", "routineus", *("skip",) * 7, "yes", "openheid", "take"):
        who.press(play)
    who.say("Als we dinsdag samenkomen, dan vraag ik het aan Jos")
    for choice in ("yes", "yes", "in_1_week"):
        who.press(choice)
    who.command("verdiep")
    turn = who.due("plan")
    assert said(turn) == ["follow_up.ask"]
    assert [e for e in turn.effects if isinstance(e, CancelContacts)] == []


def test_in_the_middle_of_another_talk_it_asks_which_of_the_two() -> None:
    """Resuming is where they were; starting over is the list, and no reflection by another name."""
    who = replace(WITH_MIRROR)
    who.press("new_reflection")
    who.press("group_1")
    states = []
    for choice in ("resume", "start_over"):
        who.command("verdiep")
        states.append(who.session.state)
        who.press(choice)
        states.append(who.session.state)
    assert states == [State.UNFINISHED, State.MOMENT, State.UNFINISHED, State.DEEPENING_CHOICE]
    who.command("reflectie")
    assert who.session.state is State.GROUP_CHOICE
