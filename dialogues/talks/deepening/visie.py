"""Visie: volunteers as hands for the organisation, or volunteering as citizenship; where the group stands, one step.

The two views are those of the slides; which answer counts for which view is our own.
"""

from dialogues.model import Deepening
from dialogues.talks.deepening.outline import Ask, Choices, Outline

#: What each answer says of the group: hands (-1), both, or a say in things (+1).
_LEANS = {"hands": -1, "few": -1, "both": 0, "ask_all": 0, "ideas": 1, "together": 1}


def ending(chosen: Choices) -> str:
    """Where the group stands, by the first two answers; and whether it wants to stay there."""
    leaning = sum(_LEANS[code] for key in ("newcomer", "decides") if (code := chosen.get(key)))
    stands = "hands" if leaning < 0 else "say" if leaning > 0 else "between"
    return f"{stands}_stay" if chosen.get("wish") == "stay" and stands != "between" else stands


VISIE = Outline(
    Deepening.VISIE,
    (
        Ask("newcomer", ("hands", "ideas", "both")),
        Ask("lately"),
        Ask("decides", ("few", "ask_all", "together")),
        Ask("wish", ("stay", "more_say", "find_out")),
        Ask("step"),
    ),
    ending,
)
