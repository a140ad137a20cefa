"""Whether the bot may do that in that chat, to that message (Client.cpp: check_chat_access, check_message)."""

from bot.playground.errors import ApiError, bad_request, forbidden
from bot.playground.parameters import Parameters, to_integer
from bot.playground.state import Chat, Message
from bot.playground.world import World


def readable_chat(world: World, chat_id: str) -> Chat:
    """A chat the bot knows: one it was written in, one of a member of its groups, or a group."""
    if not chat_id:
        raise bad_request("chat_id is empty")
    chat = world.state.chats.get(to_integer(chat_id))
    if chat is None or not _known(world, chat):
        raise bad_request("chat not found")
    return chat


def _known(world: World, chat: Chat) -> bool:
    if chat.type != "private" or world.state.people[chat.id].started:
        return True
    groups = (c for c in world.state.chats.values() if c.type != "private" and c.bot == "member")
    return any(chat.id in group.members for group in groups)


def editable_chat(world: World, chat_id: str) -> Chat:
    """As `readable_chat`, and the bot is still in it."""
    chat = readable_chat(world, chat_id)
    if chat.type == "private" and world.state.people[chat.id].deactivated:
        raise forbidden("user is deactivated")
    if chat.type != "private" and chat.bot != "member":
        state = "was kicked from" if chat.bot == "kicked" else "is not a member of"
        raise forbidden(f"bot {state} the {chat.type} chat")
    return chat


def writable_chat(world: World, chat_id: str) -> Chat:
    """As `editable_chat`, and the other side takes messages from the bot."""
    chat = editable_chat(world, chat_id)
    if chat.migrated_to is not None:
        reason = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, reason, migrate_to_chat_id=chat.migrated_to)
    if chat.type == "private":
        _expect_open_door(world, chat)
    return chat


def _expect_open_door(world: World, chat: Chat) -> None:
    person = world.state.people[chat.id]
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def own_message(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    """The message to edit; only the bot's own can be."""
    chat = editable_chat(world, parameters.text("chat_id"))
    message = chat.find(parameters.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not None or message.kind == "service":
        raise bad_request("message can't be edited")
    return chat, message
