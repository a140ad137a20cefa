"""The words of the page: all in the texts, all said, and set as a page sets them."""

import re

import pytest

from bot.texts_checks import pages
from bot.trainers.files import KINDS
from bot.trainers.page.refusals import Refusal
from bot.trainers.page.rendering import AGREED, SAID_IN_CHAT, TEMPLATES
from bot.trainers.page.site import address_beside
from bot.trainers.page.typeset import typeset


def test_the_texts_of_the_page_are_those_that_it_says() -> None:
    """What is checked is what the templates name, and what a refusal, a file or an agreement is named for."""
    sources = "\n".join(path.read_text() for path in TEMPLATES.iterdir())
    named = set(re.findall(r"""\bt\(["'](\w+)["']""", sources)) | {"too_small", "enough", "button", "trouble"}
    named |= {*KINDS, *AGREED.values(), *(why for why in Refusal if why not in SAID_IN_CHAT)}
    assert {part.key for part in pages.parts()} == {f"page.{name}" for name in named}


def test_no_template_has_words_of_its_own() -> None:
    """Only the name of the program stands in one."""
    for path in TEMPLATES.iterdir():
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]+>", " ", path.read_text())
        assert set(re.findall(r"[^\W\d_]{2,}", bare)) <= {"Bruis"}, path.name


@pytest.mark.parametrize(
    ("message", "page"),
    [
        ("Een zin.", "<p>Een zin.</p>"),
        ("Eén.\nTwee.", "<p>Eén.<br>Twee.</p>"),
        ("<b>Kop</b>\n• a\n• b", "<h2>Kop</h2>\n<ul><li>a</li><li>b</li></ul>"),
        ("<b>Kop</b>\n🌳 a\n🌳 b", '<h2>Kop</h2>\n<ul class="bare"><li>🌳 a</li><li>🌳 b</li></ul>'),
        ("<b>Kop</b> en meer", "<p><b>Kop</b> en meer</p>"),
        ("1. a\n2. b\n\nKies.", "<ol><li>a</li><li>b</li></ol>\n<p>Kies.</p>"),
        ("<b>Kop</b>", "<h2>Kop</h2>"),
        ("&lt;b&gt; & zo", "<p>&lt;b&gt; & zo</p>"),
    ],
)
def test_a_message_as_a_page(message: str, page: str) -> None:
    """Bold first lines are headings, bullets and numbers are lists, the rest paragraphs."""
    assert typeset(message) == page


@pytest.mark.parametrize(
    ("webhook", "page"),
    [
        ("", ""),
        ("https://bruis.example/telegram", "https://bruis.example/trainer"),
        ("https://b.be:8443/", "https://b.be:8443/trainer"),
    ],
)
def test_the_page_is_beside_the_webhook(webhook: str, page: str) -> None:
    """And nowhere where the bot polls: Telegram opens only public https addresses."""
    assert address_beside(webhook) == page
