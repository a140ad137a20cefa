"""Open werving: no new Jos for the whole of Jos' task, but one piece of it with clear edges, open to anyone.

"Jos vervangen door een nieuwe Jos" against "omlijnde taken én open aanwerving" is an image of the slides; the steps
by which a task becomes a call are our own.
"""

from dialogues.model import Deepening
from dialogues.talks.deepening.outline import WORDS, Ask, Choices, Outline


def ending(chosen: Choices) -> str:
    """How open the call is: whoever wants to, or someone who already can do it."""
    return "for_some" if chosen.get("needs") == "skilled" else "for_all"


WERVING = Outline(
    Deepening.WERVING,
    (
        Ask("task"),
        Ask("piece"),
        Ask("time", ("once", "monthly", "season")),
        Ask("needs", ("learn", "a_little", "skilled")),
        Ask("gain"),
        Ask("review", ("yes", "rewrite"), shows="call", leads_back={"rewrite": "piece", WORDS: "piece"}),
    ),
    ending,
    to_keep="call",
)
