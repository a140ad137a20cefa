"""Taak, relatie, structuur: the balance between the three over the person's own last mirror, and the most neglected.

After the TRS model (Piot, Socius): put effort in a dimension where it is strongly neglected, let the group do as much
as it can, step back once it is repaired. How a mirror is laid over the three is our own.
"""

from collections.abc import Mapping
from typing import Any

from dialogues.effects import GroupName
from dialogues.model import Deepening, Pillar
from dialogues.model.kenmerken import kenmerk
from dialogues.model.profile import least_open_pillar
from dialogues.session import Session
from dialogues.talks.deepening.outline import Ask, Choices, Outline

_PILLARS = tuple(Pillar)


def look(session: Session) -> Mapping[str, Any] | None:
    """The last mirror, laid over the three; None where there is none yet."""
    if not session.past:
        return None
    last = session.past[-1]
    of = {p: [{"kenmerk": k, "phase": v} for k, v in last.phases.items() if kenmerk(k).pillar is p] for p in Pillar}
    least_open = least_open_pillar(last.phases)
    return {"group": GroupName(last.group), "date": last.finished_at, "mirror": of, "least_open": least_open}


def ending(chosen: Choices) -> str:
    """The one of the three that gets least."""
    return chosen.get("least", "open")


BALANS = Outline(
    Deepening.BALANS,
    (
        Ask("most", _PILLARS, model="pillars"),
        Ask("least", _PILLARS, model="pillars", without="most"),
        Ask("sign"),
        Ask("went_well"),
        Ask("bit"),
    ),
    ending,
    look=look,
)
