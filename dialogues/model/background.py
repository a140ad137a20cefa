"""What can be read about where all of this comes from: each entry three messages, with its source."""

from enum import StrEnum


class Background(StrEnum):
    """The models behind the talks, in the order in which they are listed."""

    LEVENSFASEN = "levensfasen"
    KNIPPERLICHTEN = "knipperlichten"
    TRS = "trs"
    VISIE = "visie"
    MOTIEVEN = "motieven"
    WERVING = "werving"
    BURGERSCHAP = "burgerschap"
    COALITIES = "coalities"
    PLAN = "plan"


#: Messages of each: what it is, what it is good for, where it comes from and what is ours.
PAGES = 3
