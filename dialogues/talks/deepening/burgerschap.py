"""Volwaardig burgerschap: which engagement is possible in the group, and which is recognised and encouraged.

These are the two questions of the slide; the talk adds nothing of De Visscher's text, which we did not find.
"""

from dialogues.model import Deepening
from dialogues.talks.deepening.outline import Ask, Choices, Outline


def ending(chosen: Choices) -> str:
    """What they want to do for what is hardly seen."""
    return chosen.get("do", "open")


BURGERSCHAP = Outline(
    Deepening.BURGERSCHAP,
    (
        Ask("possible"),
        Ask("who", ("anyone", "who_knows_us", "few")),
        Ask("seen"),
        Ask("unseen"),
        Ask("do", ("say_it", "make_room", "ask_them")),
    ),
    ending,
)
