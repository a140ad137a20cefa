"""Bot API: what the bot is called, says of itself, and offers as commands per scope and language."""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.playground import access, wire
from bot.playground.errors import ApiError, bad_request
from bot.playground.parameters import Parameters
from bot.playground.state import BotCommand, Chat
from bot.playground.world import World

COMMANDS = 100
COMMAND_LENGTH = 32
COMMAND_DESCRIPTION_LENGTH = 256
PROFILE_LENGTHS = {"first_name": 64, "description": 512, "short_description": 120}
_WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_NARROW_SCOPES = ("chat", "chat_administrators", "chat_member")


def get_me(world: World, _: Parameters) -> wire.Json:
    return wire.bot(world) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, parameters: Parameters) -> wire.Json:
    chat = access.readable_chat(world, parameters.text("chat_id"))
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return wire.chat(chat) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(world: World, parameters: Parameters) -> wire.Json:
    """The first member of a group made it, a trainer is an administrator of it, and others are members."""
    chat = access.readable_chat(world, parameters.text("chat_id"))
    person = world.state.people.get(parameters.number("user_id"))
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if person.id not in chat.members:
        return {"user": wire.user(person), "status": "left"}
    made, trainer = person.id == chat.members[0], person.role == "trainer"
    status = "creator" if made else "administrator" if trainer else "member"
    return {"user": wire.user(person), "status": status} | ({"is_anonymous": False} if made else {})


def set_my_commands(world: World, parameters: Parameters) -> bool:
    commands = [_command(c) for c in _commands(parameters.text("commands"))]
    key = _key(world, parameters)
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        world.state.commands[key] = commands
    else:
        world.state.commands.pop(key, None)
    _tell(world)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[wire.Json]:
    return [c.model_dump() for c in world.state.commands.get(_key(world, parameters), [])]


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    world.state.commands.pop(_key(world, parameters), None)
    _tell(world)
    return True


def offered(world: World, chat: Chat, language: str = "nl") -> list[BotCommand]:
    """What the menu of a chat shows: the narrowest scope that has commands, its language before none."""
    scopes = [f"chat:{chat.id}", "all_private_chats" if chat.type == "private" else "all_group_chats", "default"]
    keys = [f"{scope}|{spoken}" for scope in scopes for spoken in (language, "")]
    return next((world.state.commands[key] for key in keys if key in world.state.commands), [])


def _tell(world: World) -> None:
    for chat in world.state.chats.values():
        world.changed(chat)


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise bad_request(f"Can't parse {what} JSON object") from None


def _commands(text: str) -> list[Any]:
    found = _json(text, "commands") if text else []
    if not isinstance(found, list):
        raise bad_request("Expected an Array of BotCommand")
    return found


def _command(found: object) -> BotCommand:
    if not isinstance(found, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in found:
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command, description = str(found["command"]).strip().removeprefix("/"), str(found["description"]).strip()
    if fault := _command_fault(command, description):
        raise bad_request(fault)
    return BotCommand(command=command, description=description)


def _command_fault(command: str, description: str) -> str | None:
    if not command:
        return "Command must be non-empty"
    if len(command) > COMMAND_LENGTH:
        return f"Command length must not exceed {COMMAND_LENGTH}"
    if not description:
        return "Command description must be non-empty"
    if len(description) > COMMAND_DESCRIPTION_LENGTH:
        return f"Command description length must not exceed {COMMAND_DESCRIPTION_LENGTH}"
    return None if re.fullmatch(r"[a-z0-9_]+", command) else "BOT_COMMAND_INVALID"


def _key(world: World, parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("Invalid language code specified")
    return f"{_scope(world, parameters.text('scope'))}|{language}"


def _scope(world: World, text: str) -> str:
    scope = _json(text, "BotCommandScope") if text else {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind in _WIDE_SCOPES:
        return str(kind)
    if kind not in _NARROW_SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request("Can't parse BotCommandScope: Empty chat_id specified")
    chat = access.readable_chat(world, str(scope["chat_id"]))
    if kind != "chat" and chat.type == "private":
        raise bad_request("Can't use specified scope in private chats")
    return f"{kind}:{chat.id}" + (f":{scope.get('user_id')}" if kind == "chat_member" else "")


Method = Callable[[World, Parameters], bool]
Getter = Callable[[World, Parameters], wire.Json]


def profile_setter(name: str, field: str) -> Method:
    """setMyName, setMyDescription, setMyShortDescription; one text for all languages."""

    def set_field(world: World, parameters: Parameters) -> bool:
        text = parameters.text(name)
        if len(text) > PROFILE_LENGTHS[field]:
            raise ApiError(400, f"Bad Request: {name} is too long")
        if text or field != "first_name":
            setattr(world.state.profile, field, text)
        world.keeper.mark()
        return True

    return set_field


def profile_getter(name: str, field: str) -> Getter:
    def get_field(world: World, _: Parameters) -> wire.Json:
        return {name: getattr(world.state.profile, field)}

    return get_field
