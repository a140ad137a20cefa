"""Telegram's part in a Mini App: who opens it, signed with the bot's token, goes along behind the # of its address."""

import json
import secrets
from urllib.parse import urlencode

from bot.clock import Clock
from bot.playground.people import CannotDo, People
from bot.playground.wire import user
from bot.trainers.page.init_data import sign


class MiniApps:
    """Opens what a button of the bot leads to; `token` is the bot's."""

    def __init__(self, people: People, clock: Clock, token: str) -> None:
        self._people, self._clock, self._token = people, clock, token

    def open(self, person_id: int, chat_id: int, message_id: int, address: str) -> str:
        """The address that a client opens for this person; CannotDo where no button there leads to it."""
        person = self._people.person(person_id)
        message = self._people.chat_of(person, chat_id).find(message_id)
        if message is None or not any(b.web_app == address for row in message.buttons for b in row):
            raise CannotDo("unknown message, or no such button")
        told = {"tgWebAppData": self.init_data(person_id), "tgWebAppVersion": "10.0", "tgWebAppPlatform": "web"}
        return f"{address}#{urlencode(told)}"

    def init_data(self, person_id: int) -> str:
        """What is signed for this person at this moment."""
        who = json.dumps(user(self._people.person(person_id)), ensure_ascii=False, separators=(",", ":"))
        fields = {
            "query_id": secrets.token_urlsafe(16),
            "user": who,
            "auth_date": str(int(self._clock.now().timestamp())),
        }
        return urlencode({**fields, "hash": sign(fields, self._token)})
