"""Typed text becomes words and clauses, whatever the spelling."""

import pytest

from dialogues.reading.words import clauses, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We doen ni veel", "we doen niet veel"),
        ("’t Is altij tzelfde", "het is altijd hetzelfde"),
        ("Da's efkes GESTOPT.", "dat is even gestopt ."),
        ("Kweet het nie", "ik weet het niet"),
        ("Hoe héél veel!!! café", "hoe heel veel . cafe"),
        ("ge moet gij niks doen", "je moet je niets doen"),
        ("", ""),
    ],
)
def test_spelling_is_undone(text: str, expected: str) -> None:
    """Flemish spelling, capitals and accents make no difference."""
    assert plain(text) == expected


def test_clauses_keep_their_place_and_their_own_negation() -> None:
    """Negation and time count in their own clause only, and a span is the person's own text."""
    text = "Vroeger deden we alles samen, maar nu beslissen we niet meer samen."
    said = [(text[slice(*clause.span)], clause.negated, clause.past) for clause in clauses(text)]
    assert said == [
        ("Vroeger deden we alles samen", False, True),
        ("maar nu beslissen we niet meer samen", True, False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niemand vertrekt en we groeien", ["niemand vertrekt", "en we groeien"]),
        ("We zijn nog maar met drie", ["we zijn nog maar met drie"]),
        ("Jong en oud, iedereen", ["jong en oud", "iedereen"]),
        ("Wij stoppen want het gaat niet", ["wij stoppen", "want het gaat niet"]),
        ("\n...!", []),
    ],
)
def test_a_text_is_cut_where_a_clause_begins(text: str, expected: list[str]) -> None:
    """Marks and joining words cut; a word that only looks like one does not."""
    assert [str(clause) for clause in clauses(text)] == expected
