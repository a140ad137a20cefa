"""What is too private is never said again, what is about the group may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering import References
from dialogues.effects import Say, Words
from dialogues.privacy import of_health, private
from tests.dialogues.coached import Coached

PRIVATE = [
    "mijn man is ziek",
    "mn man is ziek",
    "mijn jongste dochter helpt mee in de keuken",
    "sinds de scheiding kom ik minder",
    "Els heeft kanker",
    "de voorzitter ligt in het ziekenhuis",
    "zij neemt antidepressiva",
    "hij zit bij het OCMW",
    "mail gerust naar jan.peeters@telenet.be",
    "bel mij op 0478 12 34 56",
    "bel naar +32 478 12 34 56",
    "09/233.44.55 is mijn nummer",
    "storten op BE12 3456 7890 1234",
    "je vindt ons via @elsjanssens",
    "ik woon in de Kerkstraat 12",
    "hij wacht op zijn papieren",
]
SHAREABLE = [
    "we zijn met twaalf vrijwilligers",
    "iedereen doet wat hij graag doet",
    "in 2019 begonnen we met 340 leden",
    "we komen samen op dinsdag om 20.00 uur",
    "we zijn een grote familie",
    "de kas telt 12500 euro",
    "van 1998 tot 2024 deden we dat zo",
    "de vergadering duurt te lang",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_private_is_heard(text: str) -> None:
    """Health, family, money trouble and ways to reach a person are private."""
    assert private(text)


@pytest.mark.parametrize("text", SHAREABLE)
def test_what_is_about_the_group_is_not_private(text: str) -> None:
    """What people tell about their group may be quoted."""
    assert not private(text)


@given(st.text(max_size=4096))
def test_any_text_can_be_asked_about(text: str) -> None:
    """No text makes it raise."""
    assert private(text) in {True, False}


def test_a_private_span_is_not_quoted() -> None:
    """A quote that says something private is gone; another of the same words is there."""
    references = References({1: "Mijn man is ziek. We zijn met twaalf."})
    assert references.resolve([Words(1, 0, 17), Words(1, 18, 37)]) == [None, "We zijn met twaalf."]


def test_a_plan_is_given_back_whole() -> None:
    """A person's own plan is what was asked for, so it is said as it is."""
    assert References({1: "mijn man ziek is"}).resolve(Words(1)) == "mijn man ziek is"


@pytest.mark.parametrize("text", ["hun kinderen komen veilig thuis", "een man met de radio van zijn vader"])
def test_family_alone_is_no_reason_to_warn(text: str) -> None:
    """It is not quoted, and that is enough."""
    assert (private(text), of_health(text)) == (True, False)


@pytest.mark.parametrize(("text", "key"), [("Els heeft kanker", "common.personal"), ("bel •••", "common.masked")])
def test_what_is_too_private_is_said_so_once(text: str, key: str) -> None:
    """At the moment it is written, once a reflection; what was written counts as any other answer."""
    who, said = Coached(), []
    for choice in ("yes", None, "no"):
        who.press(choice) if choice else who.say("De buurt")
    for _ in range(3):
        turn = who.say(text)
        said += [part.key for effect in turn.effects if isinstance(effect, Say) for part in effect.parts]
    assert (said.count(key), len(who.words) > 0) == (1, True)
