"""Times away that overlap are one, and what went wrong is counted."""

from datetime import timedelta
from random import Random
from typing import cast

import pytest

from bot.rehearsal.calendar import Calendar, Weeks
from bot.rehearsal.stage import Stage
from bot.rehearsal.trouble import Trouble


class _Stage:
    """Only says whether the program runs."""

    def __init__(self) -> None:
        self.runs = True

    async def stop(self) -> None:
        self.runs = False

    async def start(self) -> None:
        self.runs = True


@pytest.mark.parametrize("nights", [1, 2])
async def test_the_program_is_away_until_nothing_keeps_it_away(nights: int) -> None:
    """A night that begins or ends within a longer time away does not end it."""
    stage, calendar, weeks = _Stage(), Calendar(), Weeks(2)
    trouble = Trouble(cast(Stage, stage), calendar, weeks, Random(1), lambda chance: None)
    for n in range(nights):
        trouble._away(weeks.start + timedelta(hours=n), timedelta(hours=5 - n))
    seen = []
    while calendar.next is not None:
        moment = calendar.next
        for event in calendar.due(moment):
            await event()
        seen.append((round((moment - weeks.start) / timedelta(hours=1)), stage.runs))
    expected = {1: [(0, False), (5, True)], 2: [(0, False), (1, False), (5, True)]}
    assert (seen, trouble.happened) == (expected[nights], {"times away": 1})
