"""Raw updates as Telegram sends them, for the tests."""

from typing import Any

Raw = dict[str, Any]


def user(number: int = 7) -> Raw:
    return {"id": number, "is_bot": False, "first_name": "An", "language_code": "nl"}


def private(number: int = 7) -> Raw:
    return {"id": number, "type": "private", "first_name": "An"}


GROUP: Raw = {"id": -100, "type": "supergroup", "title": "De Buren"}


def message(update_id: int = 1, *, chat: Raw | None = None, sender: int = 7, **content: Any) -> Raw:
    base = {"message_id": 3, "date": 1_700_000_000, "chat": chat or private(sender), "from": user(sender)}
    return {"update_id": update_id, "message": base | content}


def edit(**content: Any) -> Raw:
    raw = message(**content)
    return {"update_id": 1, "edited_message": raw["message"] | {"edit_date": 1_700_000_001}}


def press(data: Any = "key:4:ja", **changes: Any) -> Raw:
    shown = {"message_id": 9, "date": 1_700_000_000, "chat": private(), "text": "Goed & wel?"}
    entities = [{"type": "bold", "offset": 0, "length": 4}]
    query = {"id": "42", "from": user(), "chat_instance": "1", "data": data, "message": shown | {"entities": entities}}
    return {"update_id": 1, "callback_query": query | changes}


def membership(status: str, chat: Raw | None = None) -> Raw:
    change = {"chat": chat or private(), "from": user(), "date": 1_700_000_000}
    return {"update_id": 1, "my_chat_member": change | {"new_chat_member": {"status": status, "user": user(1)}}}
