"""What the references of trainers stand for: workshops, and links."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import tzinfo
from typing import Any

from dialogues.round_effects import RoundAsked, RoundCard
from dialogues.trainer_effects import GroupLabel, TrainerLink, WorkshopCard
from storage import UnitOfWork
from storage.round_shown import RoundShown, RoundTold
from storage.workshops import WorkshopShown

#: Of what is gone: nothing is known.
_GONE: Mapping[str, Any] = {"name": None, "link": None, "held_on": None, "follow_ups": [], "joined": 0, "groups": 0}


def link_to(username: str, code: str | None) -> str | None:
    """The link that brings somebody to the bot with this code; None while the bot's name is not known."""
    return f"https://t.me/{username}?start={code}" if code and username else None


def card(shown: WorkshopShown | None, username: str) -> Mapping[str, Any]:
    """What there is to say of a workshop, as the texts want it."""
    if shown is None:
        return _GONE
    return {
        "name": shown.name,
        "link": link_to(username, shown.code),
        "held_on": shown.held_on,
        "follow_ups": list(shown.follow_ups),
        "joined": shown.joined,
        "groups": shown.groups,
    }


async def workshop_card(work: UnitOfWork, id: int, username: str) -> Mapping[str, Any]:
    """The same, looked up."""
    return card((await work.desk.workshops_shown([id])).get(id), username)


#: How many squares the progress of a round is told in.
_SQUARES = 10
_NO_ROUND = RoundShown(
    name="",
    what="polsslag",
    state="closed",
    question=None,
    answers=(),
    starts_at=None,
    ends_at=None,
    reminder=False,
    sizes=(),
    people=0,
)


def round_told(told: RoundTold | None, zone: tzinfo) -> Mapping[str, Any]:
    """What somebody who is asked is told of a round, as the texts want it; `zone`: of whoever reads it."""
    told = told or _NO_ROUND
    return {
        "name": told.name or None,
        "what": told.what,
        "question": told.question,
        "answers": list(told.answers),
        "ends_at": told.ends_at and told.ends_at.astimezone(zone),
    }


def round_card(shown: RoundShown | None, zone: tzinfo) -> Mapping[str, Any]:
    """What there is to say of a round, as the texts want it; `zone`: of whoever reads it."""
    shown = shown or _NO_ROUND
    done = shown.finished * _SQUARES // shown.people if shown.people else 0
    return {
        **asdict(shown),
        **round_told(shown, zone),
        "starts_at": shown.starts_at and shown.starts_at.astimezone(zone),
        "sizes": list(shown.sizes),
        "groups": len(shown.sizes),
        "reached": shown.people - sum(shown.not_reached.values()),
        "bar": "▓" * done + "░" * (_SQUARES - done),
    }


async def of_trainers(
    work: UnitOfWork, references: Collection[object], username: str, zone: tzinfo
) -> Mapping[Any, Any]:
    """What each of these references that is of trainers stands for."""
    asked = {r.id for r in references if isinstance(r, RoundAsked)}
    rounds = {r.id for r in references if isinstance(r, RoundCard)}
    groups = {r.id for r in references if isinstance(r, GroupLabel)}
    names = await work.desk.group_labels(groups) if groups else {}
    workshops = {r.id for r in references if isinstance(r, WorkshopCard)}
    links = {r.id for r in references if isinstance(r, TrainerLink)}
    shown = await work.desk.workshops_shown(workshops) if workshops else {}
    codes = await work.desk.trainer_codes(links) if links else {}
    return {
        **{WorkshopCard(id): card(shown.get(id), username) for id in workshops},
        **{RoundAsked(id): round_told(await work.desk.round_told(id), zone) for id in asked},
        **{RoundCard(id): round_card(await work.desk.round_shown(id), zone) for id in rounds},
        **{GroupLabel(id): names.get(id) for id in groups},
        **{TrainerLink(id): link_to(username, codes.get(id)) for id in links},
    }
