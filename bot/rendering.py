"""From parts to a message: references become words and names, texts become HTML, choices become labels."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from bot.trainers.references import link_to, of_trainers
from coaching_texts.texts import Texts
from coaching_texts.typed import normal
from dialogues.effects import Choice, FirstName, GroupName, InviteLink, Kept, MarkChosen, Part, Rows, Say, Toast, Words
from dialogues.engine import Turn
from dialogues.privacy import private
from dialogues.round_effects import RoundAsked, RoundCard
from dialogues.trainer_effects import GroupLabel, TrainerLink, WorkshopCard
from storage.tables import Person
from storage.work import UnitOfWork

Reference = (
    Words | FirstName | GroupName | InviteLink | Kept | WorkshopCard | TrainerLink | RoundAsked | RoundCard | GroupLabel
)


@dataclass(frozen=True)
class References:
    """What the references of a turn stand for; what is not kept any more is not in it."""

    words: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    links: Mapping[int, str] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    of_trainers: Mapping[Reference, Any] = field(default_factory=dict)
    first_name: str | None = None

    def resolve(self, value: Any) -> Any:
        """The value with every reference in it replaced; None for what is gone."""
        match value:
            case (
                Words()
                | FirstName()
                | GroupName()
                | InviteLink()
                | Kept()
                | WorkshopCard()
                | TrainerLink()
                | RoundAsked()
                | RoundCard()
                | GroupLabel()
            ):
                return self._looked_up(value)
            case Mapping():
                return {k: self.resolve(v) for k, v in value.items()}
            case list():
                return [self.resolve(v) for v in value]
            case _:
                return value

    def _looked_up(self, reference: Reference) -> Any:
        match reference:
            case Words(n, start, end):
                return _sayable(self.words.get(n), start, end)
            case FirstName():
                return self.first_name
            case GroupName(n):
                return self.groups.get(n)
            case InviteLink(n):
                return self.links.get(n)
            case Kept():
                return self.kept
            case WorkshopCard() | TrainerLink() | RoundAsked() | RoundCard() | GroupLabel():
                return self.of_trainers.get(reference)


def _sayable(text: str | None, start: int, end: int | None) -> str | None:
    """What is kept whole (a plan) is given back; a span is our choice to quote, and never something private."""
    said = text[start:end] if text is not None else None
    return None if said is not None and end is not None and private(said) else said


def _inside(value: Any) -> Iterator[Reference]:
    match value:
        case (
            Words()
            | FirstName()
            | GroupName()
            | InviteLink()
            | Kept()
            | WorkshopCard()
            | TrainerLink()
            | RoundAsked()
            | RoundCard()
            | GroupLabel()
        ):
            yield value
        case Mapping():
            yield from needed_by(value.values())
        case list():
            yield from needed_by(value)


def needed_by(values: Iterable[Any]) -> Iterator[Reference]:
    """Every reference in these values."""
    for value in values:
        yield from _inside(value)


async def look_up(work: UnitOfWork, person: Person, parts: Iterable[Part], username: str, zone: tzinfo) -> References:
    """What the references in these parts stand for, with as few questions to the database as can be."""
    references = set(needed_by(part.values for part in parts))
    words = {r.n for r in references if isinstance(r, Words)}
    groups = {r.n for r in references if isinstance(r, GroupName)}
    links = {r.n for r in references if isinstance(r, InviteLink)}
    return References(
        await work.words(person.id, words) if words else {},
        await work.group_names(person.id, groups) if groups else {},
        {n: link for n in links if (link := await _link(work, person, n, username)) is not None},
        {table: len(rows) for table, rows in (await work.kept(person.id)).items()} if Kept() in references else {},
        await of_trainers(work, references, username, zone),
    )


async def _link(work: UnitOfWork, person: Person, n: int, username: str) -> str | None:
    return link_to(username, await work.group_code(person.id, n))


@dataclass(frozen=True)
class Renderer:
    """Texts with the references of one turn."""

    texts: Texts
    references: References

    def html(self, parts: Iterable[Part]) -> str:
        """The parts as paragraphs of one message."""
        return "\n\n".join(filter(None, (self._part(part) for part in parts)))

    def _part(self, part: Part) -> str:
        return self.texts.render(part.key, self.references.resolve(part.values), part.variant)

    def label(self, choice: Choice) -> str:
        """What stands on a button."""
        return self.texts.label(choice.text.key, self.references.resolve(choice.text.values))

    def labels(self, rows: Rows) -> list[list[tuple[str, str]]]:
        """Rows of (label, choice id)."""
        return [[(self.label(choice), choice.id) for choice in row] for row in rows]

    def meant(self, rows: Rows, text: str) -> frozenset[str]:
        """The choices that a text stands for: words people type, and the very labels of these rows."""
        said = normal(text)
        labels = {id for row in self.labels(rows) for label, id in row if normal(label) == said}
        return self.texts.typed.meanings(text) | labels


def said_in(turn: Turn) -> list[Part]:
    """Every part that a turn says, on a button or off it."""
    parts: list[Part] = []
    for effect in turn.effects:
        match effect:
            case Say(says, rows):
                parts += [*says, *(choice.text for row in rows for choice in row)]
            case MarkChosen(choice):
                parts.append(choice.text)
            case Toast(part):
                parts.append(part)
    return parts
