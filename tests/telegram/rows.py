"""Rows of the outbox as they are taken, for tests of what is decided about them."""

from storage.messages import REPLY, Taken


def row(chat: int = 7, lane: int = REPLY, method: str = "sendMessage", tries: int = 1) -> Taken:
    return Taken(1, chat, lane, method, {}, tries, None, None)
