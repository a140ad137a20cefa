"""A text that is too long goes out in several messages, none of them cut inside a sentence or a tag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.html_mode import parse_html
from bot.telegram.splitting import length, parts

WORD = st.text("aé🎉b", min_size=1, max_size=9)
TAGS = (("<b>", "</b>"), ("<i>", "</i>"), ('<a href="http://x.be/?a=1&amp;b=2">', "</a>"), ("", ""))

LINK = '<a href="https://example.org/een/lang/adres">hier</a> en daar'


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Sentences, some in tags, with signs that are written as entities."""
    sentences = draw(st.lists(st.lists(WORD | st.sampled_from(["&lt;", "&amp;"]), min_size=1, max_size=6), max_size=40))
    html = ""
    for words in sentences:
        before, after = draw(st.sampled_from(TAGS))
        html += before + " ".join(words) + after + draw(st.sampled_from([". ", "!\n\n", "\n", " "]))
    return html.rstrip()


@given(_texts())
def test_nothing_is_lost_and_every_part_stands_by_itself(html: str) -> None:
    """Each part is short enough and good HTML; together they say what was said."""
    cut = parts(html, 60)
    seen = [parse_html(part)[0].strip() for part in cut]
    assert [len(text) <= 60 for text in seen] == [True] * len(seen)
    assert "".join(re.sub(r"\s", "", text) for text in seen) == re.sub(r"\s", "", parse_html(html)[0])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (LINK, [LINK]),
        ("Kort.", ["Kort."]),
        ("Een zin. En nog een zin.", ["Een zin.", "En nog een zin."]),
        ("Een zin.\n\nEn nog. Een zin.", ["Een zin.\n\nEn nog.", "Een zin."]),
        ("Een zin. En nog.\n\nEen zin. Ja.", ["Een zin. En nog.", "Een zin. Ja."]),
        ("<b>Een zin. En nog een.</b> Ja.", ["<b>Een zin.</b>", "<b>En nog een.</b> Ja."]),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaaaaaaaaaa", "aaaa"]),
        ("&lt;&lt;&lt;&lt;&lt;&lt; &lt;&lt;&lt;&lt;&lt;", ["&lt;&lt;&lt;&lt;&lt;&lt; &lt;&lt;&lt;&lt;&lt;"]),
    ],
)
def test_where_it_is_cut(html: str, expected: list[str]) -> None:
    """After a sentence or a line; only what has neither is cut elsewhere; tags and entities do not count."""
    assert parts(html, 20) == expected


@pytest.mark.parametrize(("html", "expected"), [("", 0), ("<b>a&amp;b</b>", 3), ("🎉<a href='x'>é</a>", 2)])
def test_length_is_what_people_see(html: str, expected: int) -> None:
    """In code points."""
    assert length(html) == expected
