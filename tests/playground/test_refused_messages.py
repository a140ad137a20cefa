"""Messages the real server refuses are refused here with the same sentence, and no others."""

import json

import aiohttp
import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AN, BAD, TOKEN, Call, Json, button, keyboard

REFUSED_TEXTS: list[tuple[Json, str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n\t "}, "text must be non-empty"),
    ({"text": "\u200b\u00a0"}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "é" * 4097}, "message is too long"),
    ({"text": "🌱" * 4097}, "message is too long"),
    ({"text": "<b>" + "é" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
    ({"text": "&amp;" * 6554, "parse_mode": "HTML"}, "text is too long"),
    ({"text": "a" * 32769}, "text is too long"),
    ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ({"text": "<p>x</p>", "parse_mode": "html"}, 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ({"text": "\ud83c"}, "strings must be encoded in UTF-8"),
    ({"text": "x", "entities": "nee"}, "can't parse MessageEntity"),
]

REFUSED_KEYBOARDS: list[tuple[object, str]] = [
    ("geen json", "can't parse reply keyboard markup JSON object"),
    ([], "object expected as reply markup"),
    ({"inline_keyboard": [button()]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
    (keyboard(["Ja"]), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),  # type: ignore[list-item]
    (keyboard([{"callback_data": "x"}]), "can't parse inline keyboard button: Can't find field \"text\""),
    (
        keyboard([button(callback_data="")]),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (keyboard([button(" ")]), "inline keyboard button text must be non-empty"),
    (keyboard([button(callback_data="x" * 65)]), "BUTTON_DATA_INVALID"),
    (keyboard([button(callback_data="é" * 33)]), "BUTTON_DATA_INVALID"),
    (keyboard([button()] * 9), "reply markup is too long"),
    (keyboard(*[[button()]] * 101), "reply markup is too long"),
    (keyboard([button(url="niets")]), "inline keyboard button URL 'niets' is invalid: Wrong HTTP URL"),
    *(
        (keyboard([{"text": "Open", "web_app": app}]), f"inline keyboard button Web App URL '{url}' is invalid: {why}")
        for app, url, why in [
            ({"url": "http://vzw.be/"}, "http://vzw.be/", "Only HTTPS links are allowed"),
            ({"url": "http://127.0.0.1.vzw.be/"}, "http://127.0.0.1.vzw.be/", "Only HTTPS links are allowed"),
            ({"url": "tg://resolve"}, "tg://resolve", "Only HTTPS links are allowed"),
            ({"url": "niets"}, "niets", "Wrong HTTP URL"),
            ({"address": "https://vzw.be/"}, "", "Wrong HTTP URL"),
            ("https://vzw.be/", "", "Wrong HTTP URL"),
        ]
    ),
]

ACCEPTED: list[Json] = [
    {"text": "🌱" * 4096},
    {"text": "<b>" + "é" * 4096 + "</b>", "parse_mode": "HTML"},
    {"text": "x", "reply_markup": keyboard([button(callback_data="é" * 32)])},
    {"text": "x", "reply_markup": keyboard(*[[button()] * 8] * 12, [button()] * 4)},
    {"text": "x", "reply_markup": keyboard([{"text": "Open", "web_app": {"url": "https://vzw.be/"}}])},
    {"text": "x", "reply_markup": keyboard([{"text": "Open", "web_app": {"url": "http://127.0.0.1:8080/trainer"}}])},
    {"text": "x", "reply_markup": keyboard()},
    {"text": "x", "reply_markup": {"remove_keyboard": True}},
    {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
    {"text": "x", "parse_mode": None, "reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}},
]


@pytest.mark.parametrize(("message", "reason"), REFUSED_TEXTS)
async def test_texts(call: Call, playground: Playground, message: Json, reason: str) -> None:
    """A text that cannot be sent is refused, and nothing is sent."""
    playground.api.say(AN, "hallo")
    answer = await call("sendMessage", chat_id=AN, **message)
    assert answer == {"ok": False, "error_code": 400, "description": BAD + reason}
    assert playground.api.said(AN) == []


@pytest.mark.parametrize(("markup", "reason"), REFUSED_KEYBOARDS)
async def test_keyboards(call: Call, playground: Playground, markup: object, reason: str) -> None:
    """A keyboard that cannot be shown is refused with its whole message."""
    playground.api.say(AN, "hallo")
    answer = await call("sendMessage", chat_id=AN, text="x", reply_markup=markup)
    assert (answer["description"], playground.api.said(AN)) == (BAD + reason, [])


@pytest.mark.parametrize("message", ACCEPTED)
async def test_limits_are_not_stricter_than_the_server(call: Call, playground: Playground, message: Json) -> None:
    """What is just within the limits is sent."""
    playground.api.say(AN, "hallo")
    assert (await call("sendMessage", chat_id=AN, **message))["ok"]


async def test_a_picture_must_be_one(http: aiohttp.ClientSession, playground: Playground) -> None:
    """Bytes that are no PNG or JPEG are refused."""
    playground.api.say(AN, "hallo")
    form = aiohttp.FormData({"chat_id": str(AN)})
    form.add_field("photo", b"<svg/>", filename="x.png")
    async with http.post(f"/bot{TOKEN}/sendPhoto", data=form) as response:
        assert (await response.json())["description"] == BAD + "IMAGE_PROCESS_FAILED"


async def test_calls_in_every_form(http: aiohttp.ClientSession, playground: Playground) -> None:
    """Query, form and JSON say the same."""
    playground.api.say(AN, "hallo")
    markup = json.dumps(keyboard([button()]))
    values = {"chat_id": str(AN), "text": "Dag", "reply_markup": markup}
    for send in ({"params": values}, {"data": values}, {"json": values | {"reply_markup": json.loads(markup)}}):
        async with http.post(f"/bot{TOKEN}/SENDmessage", **send) as response:
            assert (await response.json())["ok"]
    async with http.get(f"/bot{TOKEN}/sendMessage", params=values) as response:
        assert (await response.json())["ok"]
    assert [(m.text, m.buttons[0][0].data) for m in playground.api.said(AN)] == [("Dag", "ja")] * 4


@pytest.mark.parametrize(("body", "reason"), [(b"{", "can't parse parameter value"), (b"[]", "JSON object expected")])
async def test_a_body_that_is_no_json(http: aiohttp.ClientSession, body: bytes, reason: str) -> None:
    """A broken body is a 400."""
    headers = {"Content-Type": "application/json"}
    async with http.post(f"/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert (await response.json())["description"] == BAD + reason
