"""The mirror in words: a whole message as it is read, what is left out of it, and names that are no HTML."""

import pytest

from bot.trainers.mirror_words import Mirrored, OwnQuestion, hidden_parts, mirror_parts, topic_parts
from dialogues.model.group_mirror import GroupMirror, Own, Since
from dialogues.model.group_places import Kind, Place
from storage import Frozen
from tests.trainers.mirrors import (
    ALL_APART,
    ALL_QUIET,
    DAY,
    FIRST,
    LONG,
    ONE_SIDE,
    PULSE,
    THIRD,
    WORDS,
    Phases,
    mirrored,
)

FIRST_MIRROR = """
De spiegel van De Buurttafel

2 maart 2026, van minstens 8 mensen

Ik hoor twee dingen door elkaar: <b>autonoom</b> en <b>routineus</b>.

<b>Wat de meesten zien</b>
🌳 Het waarom: iedereen kan het vertellen (bijna iedereen)
🛤️ Activiteiten: we bouwen op vaste waarden
🌙 Taken: een trouwe kern draagt het
🛤️ Afspraken: we hebben goede draaiboeken (bijna iedereen)
🌳 Jullie vereniging: we denken er mee na

<b>Waar het dicht bij elkaar ligt</b>
• Samenwerken: startend of autonoom
• Nieuwe mensen: routineus of stil geworden

<b>Waar jullie het verschillend zien, of nog niet weten</b>
• Meningsverschillen
• Vergaderen en beslissen

<b>Wat opvalt</b>
💡 <b>Meer herhalen dan veranderen</b>, bij activiteiten en afspraken

De meesten willen werken aan <b>openheid naar anderen</b>.
De meesten hebben een plan gemaakt.

<i>Dit is hoe jullie het nu zien, geen rapport. Ik zeg alleen wat meer dan de helft zegt, zonder namen, woorden of aantallen. Zo kan niemand uitrekenen wat één iemand antwoordde.</i>
""".strip()  # noqa: E501 - as it is read


def test_a_mirror_as_it_is_read() -> None:
    """The whole, what most see, where it is close and where people differ, what lights up, theme and plans."""
    assert WORDS.message(mirror_parts(mirrored(FIRST))) == FIRST_MIRROR


def test_three_questions_to_talk_about() -> None:
    """One where people differ, one where they turn inward, one where it goes well."""
    expected = """
<b>Om samen over te praten</b>

1. Wat doen jullie als twee mensen iets anders willen?
2. Welke gewoonte mag je een keer overslaan?
3. Hoe vertellen jullie aan wie nieuw is waar het jullie om gaat?

Kies er één uit. Er is geen goed of fout antwoord.
""".strip()
    assert WORDS.message(topic_parts(mirrored(FIRST))) == expected


def test_what_changed_is_said() -> None:
    """Against the time before: what it was and what it is, and nothing of what stayed."""
    message = WORDS.message(mirror_parts(mirrored(FIRST, THIRD)))
    since = message.partition("<b>Sinds de vorige keer</b>\n")[2].partition("\n\n")[0]
    assert since.splitlines() == [
        "• Activiteiten: van routineus naar autonoom",
        "• Taken: van stil geworden naar autonoom",
        "• Nieuwe mensen: van routineus of stil geworden naar autonoom",
        "• Vergaderen en beslissen: van verschillend naar autonoom",
    ]


def test_no_clear_difference_is_said_too() -> None:
    """Two rounds alike: no list, one sentence."""
    assert "Ik zie geen duidelijk verschil met de vorige keer." in WORDS.message(mirror_parts(mirrored(FIRST, FIRST)))


@pytest.mark.parametrize(
    ("some_left", "rounds", "expected"),
    [(False, (FIRST,), 1), (True, (FIRST,), 2), (True, (FIRST, FIRST), 3)],
)
def test_what_is_hidden_is_said(some_left: bool, rounds: tuple[Phases, ...], expected: int) -> None:
    """That there are no counts, that some are in no mirror, when a difference is shown; and why."""
    message = WORDS.message(hidden_parts(mirrored(*rounds, some_left=some_left)))
    assert message.count("\n\n") + 1 == expected


@pytest.mark.parametrize("rounds", [(FIRST, THIRD), (ALL_QUIET,), (ALL_APART,), (ONE_SIDE,), (PULSE, FIRST)])
def test_a_mirror_fits_in_a_message(rounds: tuple[Phases, ...]) -> None:
    """Whatever is said, with the longest name and all that is hidden: a message has 4096 characters."""
    case = mirrored(*rounds, name=LONG, some_left=True)
    longest = [*mirror_parts(case), *topic_parts(case), *hidden_parts(case)]
    assert len(WORDS.message(longest)) <= 4096


def test_a_name_is_no_markup() -> None:
    """A group may be called as it likes."""
    assert WORDS.message(mirror_parts(mirrored(PULSE, name="<b>&{{")))[:45].startswith(
        "De spiegel van &lt;b&gt;&amp;{{\n"
    )


def test_the_trainers_own_question_is_said_with_its_words() -> None:
    """What more than half chose; where nobody's answer is in front, that; where the question is gone, nothing."""
    asked = [("1", "b"), ("2", None), ("3", "a")]
    own = tuple(Own(question=n, answer=answer, since=Since.EERSTE) for n, answer in asked)
    result = Frozen(1, Place(Kind.REST, 1), DAY, GroupMirror(at_least=5, own=own))
    known = {n: OwnQuestion("Komt er <soep>?", {"a": "Ja", "b": "Nee"}) for n in ("1", "2")}
    expected = """
De spiegel van jullie groepen

2 maart 2026, van minstens 5 mensen

Op de vraag «Komt er &lt;soep&gt;?» koos meer dan de helft: <b>Nee</b>.

Op de vraag «Komt er &lt;soep&gt;?» is er geen antwoord dat de meesten kozen.
""".strip()
    *said, _ = mirror_parts(Mirrored(result, own=known))
    assert WORDS.message(said) == expected
