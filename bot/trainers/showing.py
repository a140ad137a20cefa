"""What trainers get to see besides words: the picture of a link, and messages that keep themselves up to date."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import segno

from bot.trainers.references import workshop_card
from coaching_texts.texts import Texts
from dialogues.trainer_effects import ShowCount, ShowQr, TrainerShow
from storage import File, Outgoing, Person, UnitOfWork
from storage.live import Live
from storage.messages import REPLY

#: How long a count of who joined is kept up to date.
COUNTED_FOR = timedelta(days=2)


def qr_picture(link: str) -> bytes:
    """A PNG of the link that is read from the back of a room: black on white, with its margin."""
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=20, border=4)
    return picture.getvalue()


async def show(
    work: UnitOfWork, texts: Texts, person: Person, effect: TrainerShow, *, username: str, now: datetime
) -> list[Outgoing]:
    """The messages of such an effect; what a trainer looks at is written down too."""
    await work.desk.note(person, effect, now)
    values = {"workshop": await workshop_card(work, effect.workshop, username)}
    match effect:
        case ShowQr():
            return _qr(person, values, texts.render("workshops.qr", values), now)
        case ShowCount(id):
            html = texts.render("workshops.count", values)
            live = Live("workshop", id, person.chat_id, person.id, now + COUNTED_FOR, fingerprint(html))
            return [live_message(person.chat_id, person.id, await work.desk.follow(live), html, now)]


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


def live_message(chat_id: int, person_id: int | None, live_id: int, html: str, now: datetime, **more: Any) -> Outgoing:
    """A new message that will keep itself up to date."""
    params = {"chat_id": chat_id, "text": html, "parse_mode": "HTML", **more}
    return Outgoing(chat_id, REPLY, "sendMessage", params, not_before=now, person_id=person_id, live_id=live_id)
