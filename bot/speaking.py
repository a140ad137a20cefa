"""From what a turn says to calls of the Bot API."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.rendering import Renderer
from bot.telegram.keyboards import Button, callback_data, markup
from bot.telegram.splitting import LONGEST, length, parts
from bot.telegram.translate import Arrival
from coaching_texts.texts import Texts
from dialogues.effects import Choice, Say
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY, Outgoing
from storage.tables import Person


@dataclass(frozen=True)
class Unasked:
    """Which contact a message carries out, until when it may wait in the outbox, and whom it greets."""

    contact_id: int
    not_after: datetime
    first_name: str | None = None


class Speaker:
    """Makes the calls; they are made once the unit of work is committed."""

    def __init__(self, texts: Texts, clock: Clock) -> None:
        self._texts, self._clock = texts, clock

    def say(
        self,
        person: Person,
        renderer: Renderer,
        say: Say,
        unasked: Unasked | None,
        below: Sequence[Sequence[Button]] = (),
    ) -> list[Outgoing]:
        """One message, or where that is too long several; the last has the buttons, with `below` under them."""
        rows = [
            [(label, callback_data(person.button_key, say.asked, id)) for label, id in row]
            for row in renderer.labels(say.rows)
        ]
        lane, (*before, last) = OUTREACH if say.unasked else REPLY, parts(renderer.html(say.parts))
        whole = [self.message(person.chat_id, lane, html) for html in before]
        whole.append(self.message(person.chat_id, lane, last, rows, below if rows else ()))
        about = unasked if say.unasked else None
        of, until = (about.contact_id, about.not_after) if about is not None else (None, None)
        return [replace(message, person_id=person.id, contact_id=of, not_after=until) for message in whole]

    def message(
        self,
        chat_id: int,
        lane: int,
        html: str,
        rows: list[list[tuple[str, str]]] | None = None,
        below: Sequence[Sequence[Button]] = (),
    ) -> Outgoing:
        """A text, with buttons (label, data) under it."""
        params: dict[str, Any] = {
            "chat_id": chat_id,
            "text": html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if rows:
            params["reply_markup"] = markup(rows, below)
        return Outgoing(chat_id, lane, "sendMessage", params, not_before=self._clock.now())

    def marked(self, arrived: Arrival, renderer: Renderer, choice: Choice) -> list[Outgoing]:
        """The message that was pressed loses its buttons and shows what was chosen."""
        now = self._clock.now()
        if arrived.pressed_message_id is None or arrived.pressed_html is None:
            return []
        chosen = self._texts.render("common.chosen", {"label": renderer.label(choice)})
        text = f"{arrived.pressed_html}\n\n{chosen}"
        params: dict[str, Any] = {"chat_id": arrived.chat_id, "message_id": arrived.pressed_message_id}
        if length(text) > LONGEST:  # then only the buttons go
            return [Outgoing(arrived.chat_id, CALLBACK_ANSWER, "editMessageReplyMarkup", params, not_before=now)]
        params |= {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        return [Outgoing(arrived.chat_id, CALLBACK_ANSWER, "editMessageText", params, not_before=now)]

    def callback_answer(self, arrived: Arrival, text: str) -> Outgoing:
        """What ends the waiting of a button that was pressed."""
        params = {"callback_query_id": arrived.callback_id, **({"text": text} if text else {})}
        now = self._clock.now()
        return Outgoing(arrived.chat_id, CALLBACK_ANSWER, "answerCallbackQuery", params, not_before=now)
