"""Vitale coalities: who else has a stake, what is urgent to both and what each gains; and a first conversation.

That a coalition needs shared urgency and a gain for each is Platform31's; the order of the questions is our own.
"""

from dialogues.model import Deepening
from dialogues.talks.deepening.outline import Ask, Choices, Outline


def ending(chosen: Choices) -> str:
    """Ask first where it is not known whether it presses on them too; else begin with what is shared."""
    return "shared" if chosen.get("urgency") in ("as_much", "somewhat") else "ask_first"


COALITIES = Outline(
    Deepening.COALITIES,
    (
        Ask("matter"),
        Ask("who"),
        Ask("urgency", ("as_much", "somewhat", "unknown_yet")),
        Ask("their_gain"),
        Ask("our_gain"),
        Ask("first_talk", ("visit", "invite_them", "through")),
    ),
    ending,
)
