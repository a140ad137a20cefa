"""The nine kenmerken a reflection asks about, each one entry.

After the nine groepskenmerken of the levensfasentool (Socius); the questions and the way we read them are our own.
A new kenmerk is one entry here, its words in `coaching_texts/nl/kenmerken/`, and one golden talk.
"""

from dataclasses import dataclass

from dialogues.model.life import Pillar, Theme, WarningLight


@dataclass(frozen=True)
class Kenmerk:
    """One thing a reflection asks about, and what follows from the answer."""

    id: str
    pillar: Pillar
    light: WarningLight
    theme: Theme
    only_for_branch: bool = False


_T, _R, _S = Pillar.TAAK, Pillar.RELATIE, Pillar.STRUCTUUR
_L = WarningLight

KENMERKEN: tuple[Kenmerk, ...] = (
    Kenmerk("waarom", _T, _L.WAT, Theme.VERNIEUWING),
    Kenmerk("activiteiten", _T, _L.HERHALEN, Theme.VERNIEUWING),
    Kenmerk("taken", _T, _L.ENKELEN, Theme.VERANTWOORDELIJKHEID),
    Kenmerk("samenwerken", _T, _L.GESLOTENHEID, Theme.OPENHEID),
    Kenmerk("doorstroming", _R, _L.GESLOTENHEID, Theme.OPENHEID),
    Kenmerk("meningsverschil", _R, _L.HERHALEN, Theme.VERNIEUWING),
    Kenmerk("afspraken", _S, _L.HERHALEN, Theme.VERNIEUWING),
    Kenmerk("vergaderen", _S, _L.ENKELEN, Theme.VERANTWOORDELIJKHEID),
    Kenmerk("vereniging", _S, _L.GESLOTENHEID, Theme.OPENHEID, only_for_branch=True),
)

#: The short form asks one kenmerk per warning light.
PULSE: tuple[str, ...] = ("waarom", "activiteiten", "doorstroming", "vergaderen")

_BY_ID = {k.id: k for k in KENMERKEN}


def kenmerk(id: str) -> Kenmerk:
    """The kenmerk with this id; KeyError where there is none."""
    return _BY_ID[id]


def kenmerken_for(*, branch: bool) -> tuple[str, ...]:
    """Ids of the kenmerken of a whole reflection; `branch`: the group is a local branch of a vereniging."""
    return tuple(k.id for k in KENMERKEN if branch or not k.only_for_branch)
