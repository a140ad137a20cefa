"""Which deepening talk fits a mirror.

Our own rule: what lights up most tells which talk comes first; where much lights up, or the group is mixed, it is a
talk to hold with the group itself. Where nothing lights up, the balance and then the phase decide.
"""

from collections.abc import Mapping

from dialogues.model import Deepening, LifePhase, WarningLight
from dialogues.model.profile import skewed
from dialogues.session import Past, Session

#: From this many lights on there is no single one to begin with.
MANY_LIGHTS = 3
_INWARD = (LifePhase.ROUTINEUS, LifePhase.VERSTILLEND)


def proposed(session: Session) -> Deepening | None:
    """The talk to propose; None without a mirror, or where a talk was held after it."""
    if not session.past or session.past[-1].n <= session.deepened:
        return None
    return fitting(session.past[-1])


def fitting(past: Past) -> Deepening:
    """The talk that fits this mirror."""
    if len(past.lights) >= MANY_LIGHTS:
        return Deepening.SAMEN
    if past.lights:
        return _for_light(min(past.lights, key=_FIRST.index), past.phases)
    if skewed(past.phases):
        return Deepening.BALANS
    return Deepening.SAMEN if past.phase is None else _FOR_PHASE[past.phase]


#: Where the group is least open to its surroundings comes first (levensfasentool, 2019).
_FIRST = (WarningLight.GESLOTENHEID, WarningLight.ENKELEN, WarningLight.WAT, WarningLight.HERHALEN)
_FOR_PHASE = {
    LifePhase.STARTEND: Deepening.MOTIEVEN,
    LifePhase.AUTONOOM: Deepening.COALITIES,
    LifePhase.ROUTINEUS: Deepening.VISIE,
    LifePhase.VERSTILLEND: Deepening.SAMEN,
}
_FOR_NEWCOMERS: Mapping[LifePhase | None, Deepening] = {
    LifePhase.ROUTINEUS: Deepening.WERVING,
    LifePhase.VERSTILLEND: Deepening.DREMPELS,
}


def _for_light(light: WarningLight, phases: Mapping[str, LifePhase]) -> Deepening:
    """Who comes and goes, and who takes what, tell what a light asks for."""
    match light:
        case WarningLight.GESLOTENHEID:
            return _FOR_NEWCOMERS.get(phases.get("doorstroming"), Deepening.COALITIES)
        case WarningLight.ENKELEN:
            return Deepening.WERVING if phases.get("taken") in _INWARD else Deepening.BURGERSCHAP
        case WarningLight.WAT:
            return Deepening.VISIE
        case WarningLight.HERHALEN:
            return Deepening.SAMEN
