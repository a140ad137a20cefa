"""Words of distress are heard; exaggeration, jokes and the mission of a group are not taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.safety import Distress, hears_distress

HEARD = {
    Distress.SUICIDE: [
        "ik wil er niet meer zijn",
        "Ik wil er nie meer zijn.",
        "ik zie het niet meer zitten",
        "Ik zie 't ni meer zitten...",
        "Ik denk aan zelfmoord",
        "ik heb zelfmoordgedachten",
        "ZELFMOORD",
        "een van onze vrijwilligers heeft een zelfmoordpoging gedaan",
        "onze vorige voorzitter heeft zich van het leven beroofd",
        "mijn vriendin zegt dat ze dood wil",
        "ik wil dood",
        "kwil ni meer leven",
        "iedereen is beter af zonder mij",
        "ze wil niet langer leven",
        "Soms denk ik: was ik maar dood",
        "ik ga er een einde aan maken",
        "hij is suïcidaal",
        "ik wil een einde maken aan mijn leven",
        "ze willen stoppen en ik wil sterven",
        "ik wil mezelf van kant maken",
        "ik denk er soms aan om er een eind aan te maken",
        "mijn dochter snijdt zichzelf",
        "Ik ben het leven beu",
    ],
    Distress.VIOLENCE: [
        "mijn man slaat mij",
        "Mn vriend slaat me als hij gedronken heeft",
        "een vrijwilliger wordt thuis geslagen",
        "ik word mishandeld",
        "een van de mama's wordt geslagen door haar man",
        "ze is bang van haar man",
        "er is partnergeweld bij een koppel van ons",
        "er wordt een jongen thuis mishandeld",
        "ik werd met een mes bedreigd",
        "haar ex stalkt haar",
        "hij dreigt haar te vermoorden",
        "hij slaat zijn kinderen",
        "mijnen vent klopt mij",
        "ze krijgt klappen thuis",
        "hij slaat mij af en toe",
        "mijn man slaat mij en praat er niet over",
        "een van onze jongens wordt thuis in elkaar geslagen",
    ],
    Distress.ABUSE: [
        "iemand heeft zich misdragen tegenover een kind",
        "een begeleider heeft een meisje aangerand",
        "er is een kind misbruikt",
        "ik ben verkracht",
        "een leider stuurt naaktfoto's naar een meisje",
        "een leider zit aan de kinderen",
        "hij zit altijd met zijn handen aan de meisjes",
        "er was grensoverschrijdend gedrag op kamp",
        "er is iets van seksueel misbruik geweest in onze afdeling",
        "een jongen wordt gepest tot hij weent",
        "hij heeft zich vergrepen aan een meisje van twaalf",
        "een vrouw van de groep werd seksueel lastiggevallen",
    ],
    Distress.EXHAUSTION: [
        "ik ben opgebrand",
        "ik zit in een burn-out",
        "Ik heb een burnout",
        "onze trekker zit thuis met een burn-out",
        "ik ben op.",
        "ik ben helemaal op",
        "ik kan niet meer",
        "Eerlijk? Ik kan ni meer.",
        "ik hou het niet meer vol",
        "ik trek het niet meer",
        "ik zie het niet meer zitten met deze groep",
        "ik ben doodop en ik slaap niet",
        "ik ga eronderdoor",
        "een vrijwilliger zit zwaar in een depressie",
        "ik ben depressief",
        "onze voorzitter is ingestort",
        "het wordt mij allemaal te veel",
        "ik huil elke avond",
        "ik ben compleet uitgeput",
    ],
}

NOT_HEARD = [
    "wij doen rouwbegeleiding na zelfdoding",
    "ik ben het beu",
    "de sfeer is kapot",
    "hij klopt op de deur",
    "er wordt bij ons op tafel geklopt",
    "de kaas- en wijnavond krijgt een nieuwe jas",
    "de affiches worden elk jaar door Jos opgehangen",
    "we kregen een overdosis aan mails",
    "ik moet vertrekken voor de trein",
    "hij slaat ons voorstel af",
    "ze slaat haar kans",
    "we hebben de handen in elkaar geslagen",
    "onze werking wordt bedreigd",
    "de sluiting bedreigt onze groep",
    "ze hebben ons vertrouwen misbruikt",
    "ik wil de voorzitter niet meer zijn",
    "ik ben bang dat de koffiezet kapot gaat",
    "ik wil onze club niet zien sterven",
    "we worden lastiggevallen met formulieren",
    "ik trek me daar niets van aan",
    "mijn batterij is leeg",
    "de leden zijn op leeftijd",
    "ik zit er wat door",
    "na die vergadering zat ik er wat door",
    "ik ga dood van het lachen",
    "we lachten ons kapot",
    "de vergadering was moordend",
    "ik kan niet meer van het lachen",
    "Ik kan ni meer van 't lachen",
    "het voorstel is afgeschoten",
    "we zijn bijna uitgestorven",
    "de groep sterft uit",
    "de groep gaat dood",
    "onze groep is een stille dood gestorven",
    "het leven is eruit bij ons",
    "onze voorzitter is vorig jaar gestorven",
    "Er zijn er meer op het kerkhof dan in de zaal",
    "ik kan niet meer komen op dinsdag",
    "wij kunnen niet meer terug",
    "ik ben op vakantie tot maandag",
    "ik ben op zoek naar nieuwe mensen",
    "de inspiratie is uitgeput",
    "alle ideeën zijn op",
    "de koffie is op.",
    "we waren moe na het kamp maar voldaan",
    "dat slaat nergens op",
    "hij slaat altijd de spijker op de kop",
    "we slaan de handen in elkaar",
    "de vonk slaat over",
    "het sloeg in als een bom",
    "ze maken misbruik van de gratis zaal",
    "we werken rond zelfmoordpreventie",
    "we bemannen de zelfmoordlijn",
    "onze groep steunt slachtoffers van partnergeweld",
    "we geven een avond over burn-out",
    "een infoavond rond grensoverschrijdend gedrag",
    "wij strijden tegen kindermishandeling en armoede",
    "dat zou zelfmoord zijn voor de vereniging",
    "we willen een einde maken aan de vergadering om tien uur",
    "we maken er een einde aan na dit seizoen",
    "de jeugd ziet dat niet meer zitten",
    "een fusie zagen onze mensen niet zitten",
    "ik zie een nieuwe voorzitter wel zitten",
    "als ik er niet meer ben moet iemand anders het overnemen",
    "ik wil geen voorzitter meer zijn",
    "ik wil er niet meer bij zijn op maandag",
    "ik wil niet meer de enige zijn",
    "we zitten er diep in met de kas",
    "ons bestuur zit in een diepe put met de financiën",
    "ze raken elkaar kwijt",
    "we komen aan de kinderen toe als er tijd is",
    "Na een kwartier was iedereen doodmoe",
    "ik verveel me dood op die vergaderingen",
    "de trommelgroep slaat ons om de oren met decibels",
    "de oude voorzitter wordt bedankt",
    "er wordt veel gelachen",
    "we zitten met te weinig volk",
    "",
    "goh",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in HEARD.items() for text in texts])
def test_distress_is_heard(kind: Distress, text: str) -> None:
    """Distress is heard, also in Flemish spelling, and named by its kind."""
    assert hears_distress(text) == kind


@pytest.mark.parametrize("text", NOT_HEARD)
def test_what_is_no_distress_does_not_alarm(text: str) -> None:
    """Exaggeration, jokes, a mission and a group that shrinks are no alarm."""
    assert hears_distress(text) is None


def test_distress_is_heard_inside_a_long_message() -> None:
    """One sentence between others is enough, also with capitals and line breaks."""
    text = "Alles goed met de groep hoor!\nWe groeien.\n\nMaar IK ZIE HET NIET MEER ZITTEN.\nTot dinsdag"
    assert hears_distress(text) == Distress.SUICIDE


def test_the_most_urgent_is_named() -> None:
    """Where two kinds are heard, the more urgent one counts."""
    assert hears_distress("ik ben opgebrand en ik denk aan zelfmoord") == Distress.SUICIDE


@given(st.text(max_size=4096))
def test_any_text_is_fine(text: str) -> None:
    """No text makes it raise."""
    assert hears_distress(text) in {None, *Distress}
