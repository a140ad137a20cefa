"""Every way in which the trainers' page can say something, for the checks of the texts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

from bot.texts_checks.rounds import MORE_REASONS
from bot.trainers.files import KINDS
from bot.trainers.page.refusals import Refusal
from bot.trainers.page.rendering import AGREED, SAID_IN_CHAT
from dialogues.contacts import Reason
from dialogues.effects import Part
from dialogues.round_effects import RoundCard
from dialogues.trainer_effects import WorkshopCard

_DAY = datetime(2026, 9, 30, 12, tzinfo=UTC)
_WORDS = (
    *(
        "title",
        "button",
        "skip",
        "where",
        "fill",
        "close",
        "closes",
        "opening",
        "from_chat",
        "needs_script",
        "go_on",
        "refused",
    ),
    *("trouble", "workshops", "no_workshops", "coming_back", "join", "join_how", "groups", "no_groups", "group"),
    *("members", "for_a_mirror", "enough", "too_small", "rounds", "no_rounds", "so_far", "how_many", "asked", "sent"),
    *("opened", "finished", "declined", "waiting", "renew", "mirrors", "mirrors_later", "picture", "in_words"),
    *("in_a_table", "kenmerk", "said", "how_many_agree", "to_trend", "to_mirror", "no_trend", "not_asked", "is_new"),
    *("keep", "keep_fails"),
)


def parts() -> Iterator[Part]:
    """All texts of `page.toml` with values of every kind."""
    refused = (why for why in Refusal if why not in SAID_IN_CHAT)
    yield from (Part(f"page.{name}") for name in (*_WORDS, *refused, *KINDS, *AGREED.values()))
    yield from (Part(f"page.{name}", {"workshop": WorkshopCard(1)}) for name in ("name", "held_on", "joined"))
    for name in ("round", "state", "closes_on"):
        yield Part(f"page.{name}", {"round": RoundCard(1)})
    yield from (Part("page.mirrors_there", {"n": n}) for n in (1, 2))
    yield from (Part("page.not_sent", {"reason": reason}) for reason in (*get_args(Reason), *MORE_REASONS))
    yield Part("page.new_note", {"new": "nieuw"})
    yield Part("page.day", {"day": _DAY})
    yield Part("page.code", {"link": "https://t.me/bruis_bot?start=g-0123456789"})
    yield Part("page.group_name", {"name": "Buurtkeuken"})
