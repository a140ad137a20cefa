"""Twenty people over eight weeks on the real program: all holds, and what is asked of it is met."""

from bot.rehearsal.checks import breaches
from bot.rehearsal.run import Rehearsal, play


def test_twenty_people_over_eight_weeks() -> None:
    """Restarts, lives that are killed, times away, faults and both changes of the clocks, and everything holds."""
    played = play(Rehearsal(people=20, weeks=8))
    assert breaches(played.evidence) == []
    assert {"restarts", "kills", "times away", "storms of faults"} <= played.happened.keys()
