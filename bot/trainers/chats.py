"""Rounds in the chat of a group: who may start one is asked of Telegram; each answers in a talk of their own."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.telegram.keyboards import callback_data
from bot.telegram.outcomes import MEMBER
from bot.telegram.translate import Arrival
from bot.trainers.references import link_to
from bot.trainers.showing import Showing, fingerprint
from coaching_texts.texts import Texts
from dialogues.inputs import Command, Pressed
from dialogues.model.rights import Action, Role, may
from dialogues.round_effects import RoundKind, StartRound, StopRound
from dialogues.session import Session
from storage import Outgoing, Person, UnitOfWork
from storage.chat_rounds import TOLD_AFTERWARDS
from storage.live import Live
from storage.messages import CALLBACK_ANSWER, REPLY

#: How long a round in a chat lasts, unless it is closed before.
LASTS = timedelta(days=7)
_ADMINS = frozenset({"creator", "administrator"})
_THERE = frozenset({"member", "administrator", "restricted"})
_GONE = frozenset({"left", "kicked"})
#: What a round in a chat can ask.
KINDS: dict[str, RoundKind] = {"polsslag": "polsslag", "reflectie": "reflectie"}
#: Texts that need nothing, of `chats.toml`.
OF_CHATS = (
    *("added", "what", "polsslag", "reflectie", "not_now", "left_alone", "not_admin", "runs_already"),
    *("not_yours", "join", "close", "sure", "yes", "no", "goes_on"),
)
Buttons = list[list[dict[str, str]]]


@dataclass(frozen=True)
class Chats:
    """What the bot does in groups; it hears commands and presses only."""

    showing: Showing
    clock: Clock

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.showing.texts

    async def arrived(self, work: UnitOfWork, arrived: Arrival) -> None:
        """Something came in from a group."""
        if arrived.bot_status is not None:
            await self._membership(work, arrived)
        elif arrived.asked_status is not None:
            await self._asked(work, arrived)
        elif arrived.callback_id is not None:
            await self._pressed(work, arrived)
        elif isinstance(arrived.input, Command) and arrived.input.name == "ronde":
            await self._ask_telegram(work, arrived)
        elif isinstance(arrived.input, Command):
            await self._say(work, arrived.chat_id, "commands.elsewhere", {"username": self.showing.username})

    async def _membership(self, work: UnitOfWork, arrived: Arrival) -> None:
        """The bot came into a group, and says what it sees; or it went, and its round ends."""
        now = self.clock.now()
        if arrived.bot_status in _GONE:
            await work.rounds.chat_removed(arrived.chat_id, now)
        elif arrived.bot_status in _THERE and await work.rounds.chat_added(arrived.chat_id, now):
            await self._say(work, arrived.chat_id, "chats.added", {})

    async def _ask_telegram(self, work: UnitOfWork, arrived: Arrival) -> None:
        """What is this person in the group? The answer comes as an update of its own."""
        params = {"chat_id": arrived.chat_id, "user_id": arrived.user_id}
        await work.enqueue(Outgoing(arrived.chat_id, REPLY, MEMBER, params, not_before=self.clock.now()))

    async def _asked(self, work: UnitOfWork, arrived: Arrival) -> None:
        """Telegram answered: an administrator who talks with Bruis may start a round, where none runs."""
        person = await work.person(arrived.user_id)
        agreed = person is not None and person.session is not None and Session.load(person.session).agreed
        if arrived.asked_status not in _ADMINS:
            await self._say(work, arrived.chat_id, "chats.not_admin", {})
        elif person is None or not may(Role.COORDINATOR if agreed else Role.STRANGER, Action.START_IN_CHAT):
            await self._say(work, arrived.chat_id, "chats.first_talk", {"username": self.showing.username})
        elif await work.rounds.running_in(arrived.chat_id) is not None:
            await self._say(work, arrived.chat_id, "chats.runs_already", {})
        else:
            choices = [[self._button(person, f"chats.{kind}", f"/{kind}")] for kind in KINDS]
            choices.append([self._button(person, "chats.not_now", "/not_now")])
            await self._say(work, arrived.chat_id, "chats.what", {}, choices)

    def _button(self, person: Person, label: str, choice: str) -> dict[str, str]:
        data = callback_data(person.button_key, 0, choice)
        return {"text": self.texts.label(label, {}), "callback_data": data}

    async def _pressed(self, work: UnitOfWork, arrived: Arrival) -> None:
        """Only who was asked can choose; anybody else hears so on top of their screen."""
        person = await work.person(arrived.user_id)
        pressed = arrived.input
        theirs = person is not None and person.button_key == arrived.button_key
        await self._answer(work, arrived, "" if theirs else self.texts.label("chats.not_yours", {}))
        if person is None or not theirs or not isinstance(pressed, Pressed):
            return
        choice, _, about = pressed.choice.removeprefix("/").partition("=")
        if choice in KINDS:
            await self._start(work, person, arrived, KINDS[choice])
        elif choice == "not_now":
            await self._replace(work, arrived, "chats.left_alone")
        elif choice in ("close", "close_sure", "goes_on") and about.isdecimal():
            await self._steer(work, person, arrived, choice, int(about))

    async def _start(self, work: UnitOfWork, person: Person, arrived: Arrival, what: RoundKind) -> None:
        now, chat = self.clock.now(), (arrived.chat_id, arrived.title)
        if await work.rounds.running_in(arrived.chat_id) is not None:
            await self._replace(work, arrived, "chats.runs_already")
            return
        id = await work.rounds.start_in(person, chat, what, now=now, ends_at=now + LASTS)
        await work.desk.note(person, StartRound(id, now), now)
        live = Live("chat", id, arrived.chat_id, None, now + LASTS + TOLD_AFTERWARDS)
        html, _ = await self.showing.live_html(work, live)
        number = await work.desk.follow(replace(live, shown=fingerprint(html)))
        await self._replace(work, arrived, f"chats.{what}")
        params: dict[str, Any] = {"chat_id": arrived.chat_id, "text": html, "parse_mode": "HTML"}
        params["reply_markup"] = chat_markup(self.showing, id, person.button_key)
        await work.enqueue(Outgoing(arrived.chat_id, REPLY, "sendMessage", params, not_before=now, live_id=number))

    async def _steer(self, work: UnitOfWork, person: Person, arrived: Arrival, choice: str, id: int) -> None:
        running = await work.rounds.running_in(arrived.chat_id)
        if running is None or running.id != id or running.person_id != person.id:
            return
        match choice:
            case "close":
                sure = self._button(person, "chats.yes", f"/close_sure={id}")
                no = self._button(person, "chats.no", f"/goes_on={id}")
                await self._say(work, arrived.chat_id, "chats.sure", {}, [[sure], [no]])
            case "close_sure":
                await work.desk.note(person, StopRound(id), self.clock.now())
                await work.rounds.end(id, self.clock.now())
                await self._replace(work, arrived, "rounds.done_stop")
            case _:
                await self._replace(work, arrived, "chats.goes_on")

    async def _say(
        self, work: UnitOfWork, chat_id: int, key: str, values: dict[str, Any], buttons: Buttons | None = None
    ) -> None:
        html = self.texts.render(key, values)
        params: dict[str, Any] = {"chat_id": chat_id, "text": html, "parse_mode": "HTML"}
        if buttons:
            params["reply_markup"] = {"inline_keyboard": buttons}
        await work.enqueue(Outgoing(chat_id, REPLY, "sendMessage", params, not_before=self.clock.now()))

    async def _replace(self, work: UnitOfWork, arrived: Arrival, key: str) -> None:
        """The message that was pressed says what became of it, and has no buttons any more."""
        params = {"chat_id": arrived.chat_id, "message_id": arrived.pressed_message_id}
        said = {"text": self.texts.render(key, {}), "parse_mode": "HTML"}
        now = self.clock.now()
        await work.enqueue(Outgoing(arrived.chat_id, REPLY, "editMessageText", params | said, not_before=now))

    async def _answer(self, work: UnitOfWork, arrived: Arrival, text: str) -> None:
        params = {"callback_query_id": arrived.callback_id, **({"text": text} if text else {})}
        now = self.clock.now()
        answer = Outgoing(arrived.chat_id, CALLBACK_ANSWER, "answerCallbackQuery", params, not_before=now)
        await work.enqueue(answer)


def chat_markup(showing: Showing, id: int, button_key: str | None) -> dict[str, Any]:
    """Its buttons: one leads each member into a talk of their own, the other is of who started the round.

    `button_key`: theirs, None where they are gone.
    """
    texts = showing.texts
    join = {"text": texts.label("chats.join", {}), "url": link_to(showing.username, f"r{id}")}
    if button_key is None:
        return {"inline_keyboard": [[join]]}
    close = {"text": texts.label("chats.close", {}), "callback_data": callback_data(button_key, 0, f"/close={id}")}
    return {"inline_keyboard": [[join], [close]]}
