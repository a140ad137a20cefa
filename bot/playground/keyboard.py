"""An inline keyboard as it comes in, checked as the server does (Client.cpp:9574-9790, ReplyMarkup.cpp:560-740).

Two things are refused that the server takes in silence, because they are our own mistakes: a button without text
(it would be left out) and keyboards beyond 100 buttons or 8 a row (it would be cut or wrapped). One thing is taken that
the server refuses: a Mini App over http, on this machine's own address and nowhere else, since the playground has no
certificate.
"""

import json
from typing import Any

from bot.playground.entities import checked_link
from bot.playground.errors import bad_request
from bot.playground.state import Button

BUTTONS = 100
BUTTONS_A_ROW = 8
DATA_BYTES = 64
#: Of this machine alone.
ADDRESS = "127.0.0.1"

Rows = list[list[Button]]


def inline_keyboard(source: str, *, only_inline: bool = False) -> Rows:
    """Rows of the `reply_markup` parameter; [] where there are none, or where it is another kind of keyboard."""
    markup = _object(source) if source else {}
    rows = markup.get("inline_keyboard") or []
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    if only_inline and not rows and any(key in markup for key in ("keyboard", "remove_keyboard", "force_reply")):
        raise bad_request("Inline keyboard expected")
    checked = [[_button(button) for button in _row(row)] for row in rows]
    if sum(map(len, checked)) > BUTTONS or any(len(row) > BUTTONS_A_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return [row for row in checked if row]


def _object(source: str) -> dict[str, Any]:
    try:
        markup = json.loads(source)
    except ValueError:
        raise bad_request("Can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    return markup


def _row(row: object) -> list[object]:
    if not isinstance(row, list):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return row


def only_where_allowed(rows: Rows, chat_type: str) -> None:
    """A button that opens a Mini App is for private chats alone."""
    if chat_type != "private" and any(button.web_app for row in rows for button in row):
        raise bad_request("BUTTON_TYPE_INVALID")


def _button(button: object) -> Button:
    if not isinstance(button, dict):
        raise bad_request("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request("Can't parse inline keyboard button: Can't find field \"text\"")
    text, url, data = (str(button.get(key) or "") for key in ("text", "url", "callback_data"))
    web_app = button.get("web_app")
    if not (url or data or web_app):
        raise bad_request("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if web_app:
        return Button(text=text, web_app=_mini_app(web_app))
    return Button(text=text, url=_address(url)) if url else Button(text=text, data=_data(data))


def _mini_app(given: object) -> str:
    """The address of a Mini App: https, or as in no Telegram http on this machine's own address."""
    url = str(given.get("url") or "") if isinstance(given, dict) else ""
    checked = checked_link(url)
    reason = "" if checked else ": Wrong HTTP URL"
    if checked and not checked.startswith(("https://", f"http://{ADDRESS}:")):
        reason = ": Only HTTPS links are allowed"
    if reason or checked is None:
        raise bad_request(f"Inline keyboard button Web App URL '{url}' is invalid{reason}")
    return checked


def _address(url: str) -> str:
    if not (checked := checked_link(url)):
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _data(data: str) -> str:
    if len(data.encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data
