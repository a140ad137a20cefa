"""The models of the slides as data: life phases, kenmerken, pillars, warning lights, themes, motives.

Source of the models: the slides of Elke Plovie (UCLL) after Joris Piot; the ids are those of the public
contract (data, buttons, exports) and never change.
"""

from dialogues.model.deepening import Deepening, Motive
from dialogues.model.kenmerken import KENMERKEN, PULSE, Kenmerk, kenmerk, kenmerken_for
from dialogues.model.life import LifePhase, Pillar, Theme, WarningLight

__all__ = [
    "KENMERKEN",
    "PULSE",
    "Deepening",
    "Kenmerk",
    "LifePhase",
    "Motive",
    "Pillar",
    "Theme",
    "WarningLight",
    "kenmerk",
    "kenmerken_for",
]
