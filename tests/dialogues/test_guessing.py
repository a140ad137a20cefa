"""Who tries links that do not work is slowed down, and nobody else."""

from datetime import timedelta

from dialogues.guessing import MOST, WITHIN, too_many
from tests.dialogues.coached import Coached


def test_after_some_wrong_links_no_more_are_looked_up() -> None:
    """The fifth wrong one within the hour is the last; an hour after the first one may try again."""
    who, open_ = Coached(), []
    for n in range(MOST + 3):
        open_.append(not too_many(who.session, who.now))
        who.command("start", f"GERADEN{n}")
    assert open_ == [True] * MOST + [False] * 3
    who.move_clock(WITHIN)
    assert not too_many(who.session, who.now)


def test_a_few_typing_errors_do_no_harm() -> None:
    """Wrong links spread over the day never add up."""
    who = Coached()
    for _ in range(3 * MOST):
        who.command("start", "ONBEKEND")
        who.move_clock(WITHIN / 3)
    assert not too_many(who.session, who.now)


def test_a_link_that_works_is_no_guess() -> None:
    """Only what does not work counts."""
    who = Coached()
    for _ in range(MOST + 1):
        who.command("start", "BUREN")
    assert not too_many(who.session, who.now + timedelta(seconds=1))
