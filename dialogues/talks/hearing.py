"""What the answers of a talk say, as the profile wants them: a correction by the person wins over the reading."""

from dialogues.model import LifePhase, WarningLight
from dialogues.model.profile import Heard, outright
from dialogues.session import Answer, Reflection


def heard(reflection: Reflection) -> tuple[Heard, ...]:
    """The answers that say something, as the profile wants them."""
    return tuple(h for _, h in heard_of(reflection))


def heard_of(reflection: Reflection) -> tuple[tuple[Answer, Heard], ...]:
    """The same, each beside its answer."""
    return tuple((a, _heard(a, a.settled)) for a in reflection.answers if a.settled is not None)


def _heard(answer: Answer, phase: LifePhase) -> Heard:
    if answer.corrected is not None or not answer.probabilities:
        return Heard(answer.kenmerk, phase, outright(phase), _still_lit(answer, phase))
    return Heard(answer.kenmerk, phase, dict(zip(LifePhase, answer.probabilities, strict=True)), answer.lights)


def _still_lit(answer: Answer, phase: LifePhase) -> tuple[WarningLight, ...]:
    """A correction of the phase to an open one takes back what the reading made of the words."""
    return answer.lights if phase in (LifePhase.ROUTINEUS, LifePhase.VERSTILLEND) else ()
