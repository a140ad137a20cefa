"""HTML parse mode: the plain text, the entities and the errors of the real parser, byte for byte."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.errors import ApiError
from bot.playground.html_mode import parse_html
from bot.playground.html_view import html_of

PARSED = [
    ("", "", []),
    ("gewoon", "gewoon", []),
    ("<b>ja</b>", "ja", [("bold", 0, 2)]),
    ("<STRONG>ja</strong> <em>nee</EM>", "ja nee", [("bold", 0, 2), ("italic", 3, 3)]),
    ("<u>a</u><ins>b</ins><s>c</s><strike>d</strike><del>e</del>", "abcde", [
        ("underline", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1), ("strikethrough", 3, 1),
        ("strikethrough", 4, 1),
    ]),
    ("<b>een <i>twee</i></b> drie", "een twee drie", [("bold", 0, 8), ("italic", 4, 4)]),
    ("<b>x</>", "x", [("bold", 0, 1)]),
    ("<b></b>leeg", "leeg", []),
    ("🌱<b>é</b>", "🌱é", [("bold", 2, 1)]),
    ("<span class=\"tg-spoiler\">stil</span><tg-spoiler>!</tg-spoiler>", "stil!", [
        ("spoiler", 0, 4), ("spoiler", 4, 1),
    ]),
    ("<blockquote expandable>lang</blockquote>", "lang", [("expandable_blockquote", 0, 4)]),
    ("<blockquote>uit<blockquote>in</blockquote></blockquote>", "uitin", [("blockquote", 0, 5)]),
    ("<code><b>x</b>y</code>", "xy", [("code", 0, 2)]),
    ("<pre><code class=\"language-python\">x</code></pre>", "x", [("pre", 0, 1)]),
    ("<code class=\"language-python\">x</code>", "x", [("code", 0, 1)]),
    ("<a href='https://vzw.be/a?b=1&amp;c=2'>hier</a>", "hier", [("text_link", 0, 4)]),
    ("<a>https://vzw.be</a>", "https://vzw.be", [("text_link", 0, 14)]),
    ("<a href='niets'>hier</a>", "hier", []),
    ("<a href='tg://user?id=7000000001'>An</a>", "An", [("text_mention", 0, 2)]),
    ("<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>", "👍", [("custom_emoji", 0, 2)]),
    ("&lt;&gt;&amp;&quot;&#33;&#x1F331;", "<>&\"!🌱", []),
    ("&lt zonder puntkomma", "< zonder puntkomma", []),
    ("&nbsp;&apos;&eacute;& &#0;&#x110000;&#1234567890;", "&nbsp;&apos;&eacute;& &#0;&#x110000;&#1234567890;", []),
    ("a > b \" '", "a > b \" '", []),
]  # fmt: skip

SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
FAULTS = [
    ("Dag <Gabriel />", 'Unsupported start tag "gabriel" at byte offset 4'),
    ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
    ("een < twee", 'Unsupported start tag "" at byte offset 4'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("einde <b", "Unclosed start tag at byte offset 6"),
    ("<", "Unclosed start tag at byte offset 0"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("<a href='x'", "Unclosed start tag at byte offset 0"),
    ("<b />", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=https://x>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<tg-emoji emoji-id=\"nul\">x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("&#xD83C;", SURROGATES),
]  # fmt: skip

SHOWN = [
    ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<b>een <i>twee</i></b>\ndrie", "<b>een <i>twee</i></b>\ndrie"),
    ("🌱<b>é</b>!", "🌱<b>é</b>!"),
    ("<tg-spoiler>x</tg-spoiler>", '<span class="tg-spoiler">x</span>'),
    ("<blockquote>a<u>b</u></blockquote>", "<blockquote>a<u>b</u></blockquote>"),
    ('<a href="https://vzw.be/?a=&quot;&gt;">x</a>', '<a href="https://vzw.be/?a=&quot;&gt;" rel="noreferrer">x</a>'),
    ("<a href='javascript:alert(1)'>x</a>", "x"),
    ("<a href='ton://x'>x</a>", "x"),
]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED)
def test_what_parses(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Plain text and entities, with offsets in UTF-16 code units."""
    plain, found = parse_html(source)
    assert (plain, [(e.type, e.offset, e.length) for e in found]) == (text, entities)


@pytest.mark.parametrize(("source", "reason"), FAULTS)
def test_what_does_not_parse(source: str, reason: str) -> None:
    """The server's sentence, with the byte where it went wrong."""
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: can't parse entities: {reason}")


def test_arguments_are_kept() -> None:
    """A link keeps its decoded address, a code block its language, a mention its person."""
    source = (
        "<a href='https://vzw.be?a=1&amp;b=2'>a</a><pre><code class='language-nl'>b</code></pre>"
        "<a href='tg://user?id=7'>c</a>"
    )
    link, block, mention = parse_html(source)[1]
    assert (link.url, block.language, mention.user) == ("https://vzw.be/?a=1&b=2", "nl", 7)


@pytest.mark.parametrize(("source", "html"), SHOWN)
def test_what_the_page_gets(source: str, html: str) -> None:
    """Only known tags and safe addresses; everything else is text."""
    assert html_of(*parse_html(source)) == html


def test_plain_text_is_escaped() -> None:
    """Text that was never parsed is shown as it was written."""
    assert html_of("a < b & c", []) == "a &lt; b &amp; c"


_SCRAPS = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href='https://vzw.be'>",
        '<a href="javascript:x">',
        "</a>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<blockquote>",
        "</blockquote>",
        "</>",
        "&lt;",
        "&#60;script&#62;",
        "&quot;",
        "<",
        ">",
        "🌱",
    ]
)


class _Reader(HTMLParser):
    """Reads HTML back: the text, the tags, and whether they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs).get("href")))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.lists(_SCRAPS | st.text(max_size=4), max_size=12).map("".join))
def test_any_source_is_refused_or_shown_safely(source: str) -> None:
    """No source gives another error, a tag or an address that is not allowed, or another text on the page."""
    try:
        text, entities = parse_html(source)
    except ApiError:
        return
    reader = _Reader()
    reader.feed(html_of(text, entities))
    reader.close()
    assert (reader.text, reader.open) == (text, [])
    assert set(reader.tags) <= {(t, None) for t in ("b", "i", "code", "pre", "blockquote")} | {("a", "https://vzw.be/")}
