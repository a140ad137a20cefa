"""What the deepening talks are about: one for each model of the slides, and the seven families of motives."""

from enum import StrEnum


class Deepening(StrEnum):
    """The deepening talks, in the order in which they are offered."""

    VISIE = "visie"
    MOTIEVEN = "motieven"
    WERVING = "werving"
    DREMPELS = "drempels"
    BURGERSCHAP = "burgerschap"
    COALITIES = "coalities"
    BALANS = "balans"
    SAMEN = "samen"


class Motive(StrEnum):
    """The seven families of motives of the slides; a list to choose from, no questionnaire and no score."""

    NORMATIEF = "normatief"
    CARRIERE = "carriere"
    SOCIAAL = "sociaal"
    LEREN = "leren"
    KWALITEIT = "kwaliteit"
    BESCHERMING = "bescherming"
    ERKENNING = "erkenning"
