"""Samen herhalen of veranderen: a talk to hold with the group itself on what lives in it, as an agenda to forward.

The four knipperlichten are those of the slides; the half hour is our own.
"""

from dialogues.model import Deepening, WarningLight
from dialogues.talks.deepening.outline import Ask, Choices, Outline


def ending(chosen: Choices) -> str:
    """Whether someone leads it already."""
    return {"someone_else": "led", "in_turn": "led"}.get(chosen.get("leads", ""), "by_you")


SAMEN = Outline(
    Deepening.SAMEN,
    (
        Ask("lives", tuple(WarningLight)),
        Ask("heard_say"),
        Ask("keep"),
        Ask("size", ("a_few", "around_ten", "many")),
        Ask("leads", ("me", "someone_else", "in_turn")),
    ),
    ending,
    to_keep="agenda",
)
