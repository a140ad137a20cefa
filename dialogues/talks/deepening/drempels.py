"""Cultuur van openheid en drempels: would a newcomer recognise themself, and what keeps people at the door.

Bekendheid, betaalbaarheid and bereikbaarheid are named on the slides, which leave the list open: so does "iets anders".
"""

from dialogues.model import Deepening
from dialogues.talks.deepening.outline import Ask, Choices, Outline


def ending(chosen: Choices) -> str:
    """The threshold that was named; where it is another one, or none was chosen, the words for any."""
    return chosen.get("threshold", "other")


DREMPELS = Outline(
    Deepening.DREMPELS,
    (
        Ask("first_time"),
        Ask("recognise", ("mostly", "alike", "hardly")),
        Ask("threshold", ("known", "cost", "reach", "other")),
        Ask("vulnerable", ("here", "willing", "not_yet")),
        Ask("small"),
    ),
    ending,
)
