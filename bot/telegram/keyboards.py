"""Inline keyboards, and the little that a button may carry."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dialogues.inputs import Command

MOST_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data; over it the whole message is refused
_DATA = re.compile(r"([A-Za-z0-9_-]+):([0-9]{1,9}):([!-~]+)")


Button = dict[str, Any]


def markup(rows: Sequence[Sequence[tuple[str, str]]], below: Sequence[Sequence[Button]] = ()) -> dict[str, Any]:
    """A `reply_markup` from rows of (label, data), and rows of other buttons; no rows takes the keyboard away."""
    pressed = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    return {"inline_keyboard": [*pressed, *below]}


def callback_data(button_key: str, asked: int, choice: str) -> str:
    """What a button carries: whose it is, which question it belongs to, which choice it is.

    ValueError where that would not come back as it went: over 64 bytes, or signs that are not plain ASCII.
    """
    data = f"{button_key}:{asked}:{choice}"
    if len(data) > MOST_BYTES or parse_callback(data) != (button_key, asked, choice):
        raise ValueError("this cannot be a button's data")
    return data


def parse_callback(data: str) -> tuple[str, int, str] | None:
    """Button key, question number and choice; None for what no button of ours carries. It is the client's word."""
    found = _DATA.fullmatch(data) if len(data) <= MOST_BYTES else None
    return (found[1], int(found[2]), found[3]) if found else None


def typed_by(choice: str, at: datetime) -> Command | None:
    """The command that a button stands for which belongs to no question: `/name=argument`."""
    if not choice.startswith("/"):
        return None
    name, _, argument = choice.removeprefix("/").partition("=")
    return Command(name, at, argument)
