"""What trainers get to see besides words: the picture of a link, and messages that keep themselves up to date."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any

import segno

from bot.trainers.references import round_card, workshop_card
from coaching_texts.texts import Texts
from dialogues.round_effects import ShowMirror, ShowRound
from dialogues.trainer_effects import ShowCount, ShowQr, TrainerShow
from storage import File, Outgoing, Person, UnitOfWork
from storage.live import Live
from storage.messages import REPLY
from storage.orders import Order

#: How long a count of who joined is kept up to date.
COUNTED_FOR = timedelta(days=2)
#: How long the progress of a round is: longer than any round lasts.
FOLLOWED_FOR = timedelta(days=190)
#: In these states of a round only what is under way is still to come.
OVER = ("closed", "undone")


def qr_picture(link: str) -> bytes:
    """A PNG of the link that is read from the back of a room: black on white, with its margin."""
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=20, border=4)
    return picture.getvalue()


@dataclass(frozen=True)
class Showing:
    """Shows with these texts. `username`: the bot's own, for links; `zone`: where the trainers live."""

    texts: Texts
    username: str
    zone: tzinfo

    async def show(self, work: UnitOfWork, person: Person, effect: TrainerShow, now: datetime) -> list[Outgoing]:
        """The messages of such an effect; what a trainer looks at is written down too."""
        await work.desk.note(person, effect, now)
        match effect:
            case ShowQr(id):
                values = {"workshop": await workshop_card(work, id, self.username)}
                return _qr(person, values, self.texts.render("workshops.qr", values), now)
            case ShowMirror(id, files):
                await work.rounds.order(Order(id, person.chat_id, "files" if files else "mirror", person.id))
                return []
            case ShowCount(id):
                live = Live("workshop", id, person.chat_id, person.id, now + COUNTED_FOR)
            case ShowRound(id):
                live = Live("round", id, person.chat_id, person.id, now + FOLLOWED_FOR)
        html, _ = await self.live_html(work, live)
        number = await work.desk.follow(replace(live, shown=fingerprint(html)))
        params = {"chat_id": person.chat_id, "text": html, "parse_mode": "HTML"}
        to: dict[str, Any] = {"person_id": person.id, "live_id": number}
        return [Outgoing(person.chat_id, REPLY, "sendMessage", params, not_before=now, **to)]

    async def live_html(self, work: UnitOfWork, live: Live) -> tuple[str, bool]:
        """What a live message tells now, and whether it says so for good: a round that is over moves no more."""
        if live.kind == "workshop":
            values = {"workshop": await workshop_card(work, live.about, self.username)}
            return self.texts.render("workshops.count", values), False
        shown = await work.desk.round_shown(live.about)
        values = {"round": round_card(shown, self.zone)}
        in_chat = live.kind == "chat"
        html = self.texts.render("chats.round", values) if in_chat else self.texts.render("rounds.progress", values)
        return html, shown is None or (shown.state in OVER and not shown.waiting)


def _qr(person: Person, values: Mapping[str, Any], html: str, now: datetime) -> list[Outgoing]:
    link = values["workshop"]["link"]
    if link is None:
        return []
    files = {"photo": File("workshop.png", "image/png", qr_picture(link))}
    params = {"chat_id": person.chat_id, "caption": html, "parse_mode": "HTML"}
    return [Outgoing(person.chat_id, REPLY, "sendPhoto", params, not_before=now, person_id=person.id, files=files)]


def fingerprint(html: str) -> str:
    """What tells one text from another, without keeping it."""
    return sha256(html.encode()).hexdigest()[:16]
