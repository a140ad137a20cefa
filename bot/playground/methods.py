"""The methods of the Bot API that this server knows, by their names in small letters (names are read in any case)."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground import methods_messages as messages
from bot.playground import methods_settings as settings
from bot.playground import methods_updates as updates
from bot.playground.parameters import Parameters
from bot.playground.world import World

Method = Callable[[World, Parameters], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getme": settings.get_me,
    "getupdates": updates.get_updates,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.get_webhook_info,
    "sendmessage": messages.send_message,
    "sendphoto": messages.send_photo,
    "senddocument": messages.send_document,
    "editmessagetext": messages.edit_message_text,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
    "answercallbackquery": messages.answer_callback_query,
    "sendchataction": messages.send_chat_action,
    "getchat": settings.get_chat,
    "getchatmember": settings.get_chat_member,
    "setmycommands": settings.set_my_commands,
    "getmycommands": settings.get_my_commands,
    "deletemycommands": settings.delete_my_commands,
    "setmyname": settings.profile_setter("name", "first_name"),
    "getmyname": settings.profile_getter("name", "first_name"),
    "setmydescription": settings.profile_setter("description", "description"),
    "getmydescription": settings.profile_getter("description", "description"),
    "setmyshortdescription": settings.profile_setter("short_description", "short_description"),
    "getmyshortdescription": settings.profile_getter("short_description", "short_description"),
}
