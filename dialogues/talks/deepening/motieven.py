"""Motieven: what brings people, what the group gives them for it, and where the two do not meet.

The seven families are those of the slides. One open question and that list; no questionnaire, no score.
"""

from dialogues.model import Deepening, Motive
from dialogues.talks.deepening.outline import Ask, Choices, Outline

_FAMILIES = tuple(Motive)


def ending(chosen: Choices) -> str:
    """Whether what brings people is also what they get."""
    return {"plenty": "meets", "sometimes": "partly", "little": "misses"}.get(chosen.get("enough_of", ""), "open")


MOTIEVEN = Outline(
    Deepening.MOTIEVEN,
    (
        Ask("someone"),
        Ask("first", _FAMILIES, model="motives"),
        Ask("second", _FAMILIES, model="motives", without="first"),
        Ask("offer"),
        Ask("enough_of", ("plenty", "sometimes", "little")),
        Ask("one_thing"),
    ),
    ending,
)
