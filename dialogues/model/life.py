"""The four life phases of a group and what is read beside them."""

from enum import StrEnum


class LifePhase(StrEnum):
    """Phase of a group's life, in the order a group lives through them (levensfasenmodel, Piot)."""

    STARTEND = "startend"
    AUTONOOM = "autonoom"
    ROUTINEUS = "routineus"
    VERSTILLEND = "verstillend"


class WarningLight(StrEnum):
    """The four knipperlichten of the slides; the name says which side weighs too much."""

    HERHALEN = "herhalen"
    WAT = "wat"
    GESLOTENHEID = "geslotenheid"
    ENKELEN = "enkelen"


class Theme(StrEnum):
    """What a coordinator can work on after the mirror."""

    OPENHEID = "openheid"
    VERNIEUWING = "vernieuwing"
    VERANTWOORDELIJKHEID = "verantwoordelijkheid"


class Pillar(StrEnum):
    """The dimensions of the TRS model (taak, relatie, structuur)."""

    TAAK = "taak"
    RELATIE = "relatie"
    STRUCTUUR = "structuur"
