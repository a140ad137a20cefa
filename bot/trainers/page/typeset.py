"""From a message of the chat to a page: its bold first lines become headings, its bullets and numbers lists."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

_HEADING = re.compile(r"<b>(.*)</b>")
_ITEM = re.compile(r"(?P<bullet>•) (.*)|(?P<number>\d)\. (.*)")


def typeset(html: str, level: int = 2) -> Markup:
    """The paragraphs of a message (HTML of the Bot API) as HTML of a page. `level`: of its headings."""
    blocks = (block for paragraph in html.split("\n\n") for block in _blocks(paragraph.split("\n"), level))
    return Markup("\n".join(blocks))  # noqa: S704 - the texts are escaped already


def _blocks(lines: list[str], level: int) -> Iterator[str]:
    heading = _HEADING.fullmatch(lines[0])
    if heading is not None:
        yield f"<h{level}>{heading[1]}</h{level}>"
        lines = lines[1:]
    for kind, group in groupby(filter(None, lines), _kind):
        there = list(group)
        if kind == "p" and heading is not None and len(there) > 1:
            yield f'<ul class="bare">{"".join(f"<li>{line}</li>" for line in there)}</ul>'
        elif kind == "p":
            yield f"<p>{'<br>'.join(there)}</p>"
        else:
            yield f"<{kind}>{''.join(f'<li>{_bare(line)}</li>' for line in there)}</{kind}>"


def _kind(line: str) -> str:
    item = _ITEM.fullmatch(line)
    if item is None:
        return "p"
    return "ul" if item["bullet"] else "ol"


def _bare(line: str) -> str:
    """An item without its mark."""
    return line.partition(" ")[2]
