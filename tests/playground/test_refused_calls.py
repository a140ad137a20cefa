"""Calls the real server refuses are refused here with the same code and sentence."""

import aiohttp
import pytest

from bot.playground.methods_messages import NOT_MODIFIED
from bot.playground.server import Playground
from tests.playground.conftest import AN, BAD, MOHAMED, TOO_OLD, Call, Json

CODES = {"Bad Request": 400, "Forbidden": 403, "Not Found": 404}
CALLS: list[tuple[str, Json, str]] = [
    ("sendMessage", {"text": "x"}, BAD + "chat_id is empty"),
    ("sendMessage", {"chat_id": 12345, "text": "x"}, BAD + "chat not found"),
    ("sendMessage", {"chat_id": "an", "text": "x"}, BAD + "chat not found"),
    ("sendMessage", {"chat_id": MOHAMED, "text": "x"}, "Forbidden: bot can't initiate conversation with a user"),
    (
        "sendMessage",
        {"chat_id": AN, "text": "x", "reply_parameters": {"message_id": 999}},
        BAD + "message to be replied not found",
    ),
    ("editMessageText", {"chat_id": AN, "message_id": 999, "text": "x"}, BAD + "message to edit not found"),
    ("editMessageText", {"chat_id": AN, "message_id": 1, "text": "x"}, BAD + "message can't be edited"),
    ("editMessageText", {"chat_id": AN, "message_id": 2, "text": "Dag"}, BAD + NOT_MODIFIED),
    ("editMessageText", {"chat_id": AN, "message_id": 2, "text": " Dag "}, BAD + NOT_MODIFIED),
    ("editMessageText", {"chat_id": AN, "message_id": 2, "text": ""}, BAD + "message text is empty"),
    (
        "editMessageText",
        {"chat_id": AN, "message_id": 2, "text": "x", "reply_markup": {"remove_keyboard": True}},
        BAD + "inline keyboard expected",
    ),
    ("editMessageReplyMarkup", {"chat_id": AN, "message_id": 2}, BAD + NOT_MODIFIED),
    ("deleteMessage", {"message_id": 2}, BAD + "chat identifier is not specified"),
    ("deleteMessage", {"chat_id": AN}, BAD + "message identifier is not specified"),
    ("deleteMessage", {"chat_id": AN, "message_id": 999}, BAD + "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, BAD + TOO_OLD),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, BAD + "MESSAGE_TOO_LONG"),
    ("sendChatAction", {"chat_id": AN, "action": "dance"}, BAD + "wrong parameter action in request"),
    ("getChat", {"chat_id": 12345}, BAD + "chat not found"),
    ("sendPhoto", {"chat_id": AN}, BAD + "there is no photo in the request"),
    ("sendPhoto", {"chat_id": AN, "photo": "onbekend"}, BAD + "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {"chat_id": AN}, BAD + "there is no document in the request"),
    ("sendDocument", {"chat_id": AN, "caption": "x" * 1025}, BAD + "message caption is too long"),
    ("setMyName", {"name": "x" * 65}, BAD + "name is too long"),
    ("setMyCommands", {"commands": "x"}, BAD + "can't parse commands JSON object"),
    ("setMyCommands", {"commands": {}}, BAD + "expected an Array of BotCommand"),
    (
        "setMyCommands",
        {"commands": [{"command": "a"}]},
        BAD + "can't parse BotCommand: Can't find field \"description\"",
    ),
    ("setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, BAD + "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "/", "description": "x"}]}, BAD + "command must be non-empty"),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "x"}]},
        BAD + "command length must not exceed 32",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": ""}]},
        BAD + "command description must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "x" * 257}]},
        BAD + "command description length must not exceed 256",
    ),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, BAD + "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"language_code": "nld"}, BAD + "invalid language code specified"),
    ("setMyCommands", {"scope": {"type": "all"}}, BAD + "can't parse BotCommandScope: Unsupported type specified"),
    ("setMyCommands", {"scope": {"type": "chat"}}, BAD + "can't parse BotCommandScope: Empty chat_id specified"),
    (
        "setMyCommands",
        {"scope": {"type": "chat_member", "chat_id": AN, "user_id": AN}},
        BAD + "can't use specified scope in private chats",
    ),
    ("setWebhook", {"url": "http://vzw.be/x"}, BAD + "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "setWebhook",
        {"url": "https://vzw.be:5000/"},
        BAD + "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "https://vzw.be/", "secret_token": "é"},
        BAD + "secret token contains unallowed characters",
    ),
    ("setWebhook", {"url": "https://vzw.be/", "secret_token": "a" * 257}, BAD + "secret token is too long"),
    ("danceWithMe", {}, "Not Found"),
]


@pytest.mark.parametrize(("method", "parameters", "description"), CALLS)
async def test_calls(call: Call, playground: Playground, method: str, parameters: Json, description: str) -> None:
    """A call that cannot be done: its code and sentence. An has written message 1, the bot "Dag" as message 2."""
    playground.api.say(AN, "hallo")
    await call("sendMessage", chat_id=AN, text="Dag")
    answer = await call(method, **parameters)
    code = CODES[description.split(":", maxsplit=1)[0]]
    assert answer == {"ok": False, "error_code": code, "description": description}


@pytest.mark.parametrize("token", ["4242:fout", "x", "4242"])
async def test_a_wrong_token(http: aiohttp.ClientSession, token: str) -> None:
    """Another token is nobody's."""
    async with http.post(f"/bot{token}/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
