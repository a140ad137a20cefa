"""The outline of every deepening talk."""

from collections.abc import Mapping

from dialogues.model import Deepening
from dialogues.talks.deepening.balans import BALANS
from dialogues.talks.deepening.burgerschap import BURGERSCHAP
from dialogues.talks.deepening.coalities import COALITIES
from dialogues.talks.deepening.drempels import DREMPELS
from dialogues.talks.deepening.motieven import MOTIEVEN
from dialogues.talks.deepening.outline import Outline
from dialogues.talks.deepening.samen import SAMEN
from dialogues.talks.deepening.visie import VISIE
from dialogues.talks.deepening.werving import WERVING

OUTLINES: Mapping[Deepening, Outline] = {
    outline.about: outline for outline in (VISIE, MOTIEVEN, WERVING, DREMPELS, BURGERSCHAP, COALITIES, BALANS, SAMEN)
}
