"""The clock of the machine, when somebody sets it."""

from datetime import UTC, datetime

import pytest

from bot.clock import SystemClock

START = 1_780_000_000.0


class Machine:
    """A clock on the wall that can be set, and one that cannot."""

    def __init__(self) -> None:
        self.wall, self.steady = START, 50.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def _after(clock: SystemClock) -> float:
    return (clock.now() - datetime.fromtimestamp(START, UTC)).total_seconds()


@pytest.mark.parametrize(
    ("set_by", "then", "expected"),
    [(0, 10, 20), (3600, 10, 3620), (-3600, 10, 15), (-3600, 7200, 3610), (-3600, 7300, 3710)],
)
def test_a_clock_that_is_set(set_by: float, then: float, expected: float) -> None:
    """Forward it follows; back it goes on at half speed until the wall has caught up, and never goes back."""
    machine = Machine()
    clock = SystemClock(lambda: machine.wall, lambda: machine.steady)
    machine.passes(10)
    assert _after(clock) == 10
    machine.wall += set_by
    machine.passes(then)
    assert _after(clock) == expected
