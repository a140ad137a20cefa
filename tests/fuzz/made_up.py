"""Made-up updates: those of a real talk, with odd texts, odd buttons, and anything at all in any place."""

import json
from typing import Any

from hypothesis import strategies as st

from dialogues.commands import COMMANDS
from tests.telegram.updates import GROUP, Raw, edit, membership, message, press

#: Planted in what the one person writes; no other chat may ever see it.
MARK = "qzxjk"
#: What has broken bots before: markup, templates, formulas, lines of a log, marks that turn a line, nothing, a lot.
NASTY = (
    "<b>dik</b> & <a href='x'>y</a>",
    "{{ 7 * 7 }} {% raw %} {{ config }}",
    "=HYPERLINK(\"http://x\";\"y\")",
    "'; DROP TABLE person; --",
    "regel\n2026-01-01 ERROR bot: alles is weg\r\n",
    "\u202eomgekeerd\u202c \u200b\u200d\ufeff",
    "👨‍👩‍👧‍👦🏳️‍🌈" * 50,
    "\ud800 half",
    "\x00\x01\x1b[2J",
    "ﷺ" * 4096,
    "w" * 4096,
    "&lt;" * 1024,
    " ",
    "als het regent, dan bel ik 0478 12 34 56 of mail@example.org",
    "ik wil dood",
    "ja", "nee", "stop", "terug", "?", "",
)  # fmt: skip
_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.builds(list), st.builds(dict),
    st.just("x" * 5000), st.builds(lambda: [{"text": MARK}]),
)  # fmt: skip


def _no_text(kind: str) -> Raw:
    content: dict[str, Any] = {"caption": "ik wil dood", kind: {"x": MARK}}
    return message(**content)


texts = st.sampled_from(NASTY) | st.text(max_size=80) | st.sampled_from(NASTY).map(lambda text: f"{text} {MARK}")
commands = st.tuples(st.sampled_from([*COMMANDS, "dans"]), texts | st.just("")).map(lambda c: f"/{c[0]} {c[1]}".strip())
data = st.one_of(
    st.text(max_size=64),
    st.tuples(st.text("0123456789abcdef", max_size=12), st.integers(-5, 50), st.text(max_size=9)).map(
        lambda parts: ":".join(map(str, parts))
    ),
)
whole = st.one_of(
    *[texts.map(lambda text: message(text=text))] * 3,
    commands.map(lambda text: message(text=text)),
    commands.map(lambda text: message(text=text, chat=GROUP)),
    texts.map(lambda text: edit(text=text)),
    data.map(press),
    st.sampled_from(["kicked", "member", "left", "administrator"]).map(membership),
    st.sampled_from(["photo", "voice", "contact", "location", "poll", "dice", "forward_origin"]).map(_no_text),
)


def _places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(found for name, inner in items for found in _places(inner, (*path, name)))]


@st.composite
def mangled(draw: st.DrawFn) -> Raw:
    """An update with up to three things in it replaced by anything."""
    raw: Raw = json.loads(json.dumps(draw(whole)))
    for _ in range(draw(st.integers(0, 3))):
        *path, last = draw(st.sampled_from(_places(raw)[1:]))
        part: Any = raw
        for name in path:
            part = part[name]
        part[last] = draw(_ODD)
    return raw


#: An update, or a tap on the nth button of the bot's last message.
act = mangled() | st.integers(0, 11)
acts = st.lists(act, min_size=20, max_size=20)
