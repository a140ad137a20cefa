"""Twenty people over eight weeks on the real program, with all that goes wrong: everything holds."""

from bot.rehearsal.checks import breaches
from bot.rehearsal.run import Rehearsal, play


def test_twenty_people_over_eight_weeks() -> None:
    """Restarts, lives that are killed, times away, faults and both changes of the clocks; no promise is broken."""
    played = play(Rehearsal(people=20, weeks=8, seed=2))
    assert breaches(played.evidence) == []
    assert {"restarts", "times away", "storms of faults"} <= played.happened.keys()
    assert len(played.evidence.turns) > 200
