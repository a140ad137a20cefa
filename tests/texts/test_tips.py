"""The tips: enough of them for every kenmerk, each one small, with an honest source; the rest the check says."""

from itertools import product
from pathlib import Path

import pytest

from dialogues.model import KENMERKEN, LifePhase
from tests.texts.content import TIPS, sentences, tip_in

_GROUPS = "https://socius.be/vrijwillige-inzet/lokale-vrijwilligersgroepen-begeleiden/"
#: Where the ideas of others were found: Socius, Flemish and Dutch practice, research.
ADDRESSES = {
    _GROUPS,
    _GROUPS + "op-alle-dimensies/",
    "https://afdelingsbegeleiding.socius.be/02-welke-begeleiding-bied-je-per-levensfase/",
    "https://socius.be/in-3-stappen-naar-de-juiste-vrijwilligers/",
    "https://socius.be/vrijwilligersorganisaties-als-dans-bekeken/",
    "https://www.vlaanderenvrijwilligt.be/lokaal-vrijwilligen/werven-selecteren/",
    "https://www.armoede.org/informatie-voor-vrijwilligers/tips-uit-de-praktijk/",
    "https://faro.be/kennis/werken-met-vrijwilligers/verwelkom",
    "https://www.vrt.be/vrtnws/nl/2022/02/09/ugent-helpt-vlaamse-amateursportclubs-moderniseren-met-project-c/",
    "http://www.participatiewordtgesmaakt.be/nl/je-bent-bewoner/werking-van-je-bewonersgroep/taken-binnen-je-groep/",
    "https://www.platform31.nl/wijkengids/5-hoe-organiseer-je-dat/5-4-samenwerking-in-coalities",
    "sportplezier.nl",
    "socialevraagstukken.nl",
    "bsae.be",
    "cooplink.nl",
    "sociocratie.nl",
    "wendyhirsch.com",
}


def test_every_kenmerk_has_two_tips_in_every_phase() -> None:
    """A tip can follow from the chosen kenmerk: two by mention or theme, at least one by mention."""
    few = []
    for kenmerk, phase in product(KENMERKEN, LifePhase):
        here = [p for p in TIPS if phase in tip_in(p).phases]
        mentions = [p for p in here if kenmerk.id in tip_in(p).kenmerken]
        by_theme = [p for p in here if p.parent.name == kenmerk.theme]
        if not mentions or len({*mentions, *by_theme}) < 2:
            few.append((kenmerk.id, str(phase)))
    assert few == []


@pytest.mark.parametrize("path", TIPS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_tip_is_small(path: Path) -> None:
    """Whom to involve in one sentence, and why in two at most."""
    tip = tip_in(path)
    assert len(sentences(tip.involve)) == 1
    assert len(sentences(tip.why)) <= 2


@pytest.mark.parametrize("path", TIPS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_tip_names_a_source_we_know(path: Path) -> None:
    """Our own tips name none; the slides are named so; all else is an address of the background page."""
    tip = tip_in(path)
    expected = {"I": "", "S": "slides"}.get(tip.source)
    assert tip.reference in ({expected} if expected is not None else ADDRESSES)
