"""Whether all that is said is in the texts, all that is in the texts can be said, and Telegram takes it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError

from bot.playground.entities import utf16_length
from bot.playground.errors import ApiError
from bot.playground.html_mode import parse_html
from bot.rendering import References, Renderer
from bot.texts_checks import group_mirrors, pages
from bot.texts_checks.rounds import round_asked_like, round_like
from bot.trainers.chats import OF_CHATS
from bot.trainers.references import card
from coaching_texts.plain import Text
from coaching_texts.texts import Texts
from dialogues.commands import COMMANDS, FOR_TRAINERS
from dialogues.effects import Choice, FirstName, GroupName, InviteLink, Kept, MarkChosen, Part, Say, Toast, Words
from dialogues.engine import COURTESIES, Turn
from dialogues.round_effects import RoundAsked, RoundCard
from dialogues.talks.trainers.workshops import MOST_MOMENTS
from dialogues.trainer_effects import GroupLabel, TrainerLink, WorkshopCard
from storage.kept import of_a_person
from storage.workshops import WorkshopShown

#: Texts that the bot itself says, outside the dialogues, with the values it gives them.
OWN: Mapping[str, Mapping[str, Any]] = {
    "commands.about": {},
    "commands.about_short": {},
    "commands.elsewhere": {"username": "bruis_bot"},
    "common.trouble": {},
    "data.file": {},
    "data.who": {},
    "data.reading": {},
    "data.rights": {},
    "common.chosen": {"label": "<b>&{{"},
    **{f"commands.menu_{name}": {} for name in (*COMMANDS, *FOR_TRAINERS)},
    "workshops.qr": {"workshop": WorkshopCard(1)},
    "workshops.count": {"workshop": WorkshopCard(1)},
    "rounds.progress": {"round": RoundCard(1)},
    "rounds.closed": {},
    "chats.first_talk": {"username": "bruis_bot"},
    "chats.round": {"round": RoundCard(1)},
    "rounds.done_stop": {},
    **{f"chats.{said}": {} for said in OF_CHATS},
}
#: Choices that people type and no button offers.
ONLY_TYPED = frozenset({*COURTESIES, "stop"})
#: Bot API: characters of a message after parsing, of a toast, of a command's description; ours: of a button.
LONGEST_MESSAGE, LONGEST_TOAST, LONGEST_DESCRIPTION, LONGEST_LABEL = 4096, 200, 256, 28
#: What the button that was pressed adds to its message: a mark and the longest name of a group.
_CHOSEN = 70
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_WORDINGS = 4  # the most wordings a text has
_DAY = datetime(2026, 9, 30, 12, tzinfo=UTC)


@dataclass(frozen=True)
class StandIn(References):
    """The same for every reference, and one day for every moment."""

    words_said: str | None = None
    name: str | None = None
    link: str | None = None

    def resolve(self, value: Any) -> Any:
        match value:
            case Words():
                return self.words_said
            case FirstName() | GroupName() | GroupLabel():
                return self.name
            case InviteLink() | TrainerLink():
                return self.link
            case Kept() | WorkshopCard() | RoundAsked() | RoundCard():
                return self._of_tables(value)
            case datetime():
                return _DAY
            case _:
                return super().resolve(value)

    def _of_tables(self, value: Kept | WorkshopCard | RoundAsked | RoundCard) -> Mapping[str, Any]:
        match value:
            case Kept():
                return {table.name: 2 for table in of_a_person()}
            case RoundAsked(id):
                return round_asked_like(self.name, id)
            case RoundCard(id):
                return round_like(self.name, id)
            case WorkshopCard():
                return self._card()

    def _card(self) -> Mapping[str, Any]:
        """Of a workshop with many people, or of one that is gone."""
        if self.name is None:
            return card(None, "")
        days = [_DAY.date()] * MOST_MOMENTS
        return card(WorkshopShown(self.name, "g-0123456789", _DAY.date(), tuple(days), 120, 30), "bruis_bot")


_LINK = "https://t.me/bruis_bot?start=g-0123456789"
ORDINARY = StandIn(words_said="we dinsdag samenkomen", name="Buurtkeuken", link=_LINK)
GONE = StandIn()
LONGEST = StandIn(words_said="vergadering " * 341, name="W" * 60, link=_LINK)
MARKUP = StandIn(words_said="<b>&{{", name="<i>&{%", link=_LINK)


@dataclass
class Reached:
    """What the walk through the talks came to: every part, message, toast and choice once."""

    parts: dict[str, Part] = field(default_factory=dict)
    messages: dict[str, Say] = field(default_factory=dict)
    toasts: dict[str, Part] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    varied: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, turns: Iterable[Turn]) -> "Reached":
        """All that these turns say."""
        reached = cls()
        for turn in turns:
            for effect in turn.effects:
                reached._take(effect)
        return reached

    def _take(self, effect: object) -> None:
        match effect:
            case Say(parts, rows):
                names = [self._part(part) for part in parts]
                self.messages.setdefault(" + ".join(names), effect)
                for row in rows:
                    for choice in row:
                        self._choice(choice)
            case MarkChosen(choice):
                self._choice(choice)
            case Toast(part):
                self.toasts.setdefault(self._part(part), part)

    def _part(self, part: Part) -> str:
        if part.variant:
            self.varied.add(part.key)
        name = f"{part.key} {ORDINARY.resolve(part.values)}"
        self.parts.setdefault(name, part)
        return name

    def _choice(self, choice: Choice) -> None:
        self.choices.setdefault(f"{choice.id} {choice.text.key} {choice.text.values}", choice)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all texts that are said."""
        parts = (*self.parts.values(), *(choice.text for choice in self.choices.values()))
        return frozenset(part.key for part in parts)


def faults(texts: Texts, said: Reached, sources: Iterable[Text]) -> Iterator[str]:
    """One line a fault."""
    there = dict.fromkeys(_faults_of_parts(texts, said))
    yield from there
    if not there:
        yield from _faults_of_messages(texts, said)
        yield from _faults_of_labels(texts, said)
        yield from _never_said(texts, said, sources)
    yield from _faults_of_commands(texts)
    offered = {choice.id for choice in said.choices.values()} | ONLY_TYPED
    yield from (f"typed.toml {id}: no button offers this" for id in sorted(texts.typed.choices - offered))


def _faults_of_parts(texts: Texts, said: Reached) -> Iterator[str]:
    for part in (*said.parts.values(), *_own()):
        if part.key not in texts.keys:
            yield f"{part.key}: is said, and is not in the texts"
            continue
        for who in (ORDINARY, GONE, LONGEST, MARKUP):
            yield from (f"{_where(part.key)}: {fault}" for fault in _faults_of_part(texts, part, who))


def _own() -> Iterator[Part]:
    """All that the bot says itself."""
    yield from (Part(key, values) for key, values in OWN.items())
    yield from group_mirrors.parts()
    yield from pages.parts()


def _faults_of_part(texts: Texts, part: Part, who: StandIn) -> Iterator[str]:
    try:
        text = _plain(texts, part, who)
    except (TemplateError, LookupError, TypeError) as error:
        yield f"does not render: {error}"
    except ApiError as error:
        yield f"Telegram refuses it: {error.description}"
    else:
        if not text.strip():
            yield "is empty"
        if who is GONE and re.search(r"\bNone\b", text):
            yield "says “None” where words or a name are gone"


def _plain(texts: Texts, part: Part, who: StandIn, variant: int = 0) -> str:
    return _parsed(texts.render(part.key, who.resolve(part.values), variant))


@lru_cache(maxsize=20_000)
def _parsed(html: str) -> str:
    """What is read of it; ApiError where Telegram would refuse it."""
    return parse_html(html)[0]


def _faults_of_messages(texts: Texts, said: Reached) -> Iterator[str]:
    for say in said.messages.values():
        most = LONGEST_MESSAGE - (_CHOSEN if say.rows else 0)
        html = Renderer(texts, LONGEST).html(say.parts)
        if utf16_length(html) > most and (length := utf16_length(_parsed(html))) > most:
            keys = " + ".join(part.key for part in say.parts)
            yield f"{keys}: a message of {length} characters, at most {most}"
    for part in said.toasts.values():
        if (length := len(_plain(texts, part, LONGEST))) > LONGEST_TOAST:
            yield f"{_where(part.key)}: a toast of {length} characters, at most {LONGEST_TOAST}"


def _faults_of_labels(texts: Texts, said: Reached) -> Iterator[str]:
    for choice in said.choices.values():
        for who in (ORDINARY, GONE):
            label = Renderer(texts, who).label(choice)
            if not 0 < len(label) <= LONGEST_LABEL:
                yield f"{_where(choice.text.key)}: {len(label)} characters on a button, 1 to {LONGEST_LABEL}: “{label}”"


def _never_said(texts: Texts, said: Reached, sources: Iterable[Text]) -> Iterator[str]:
    """Texts that nothing comes to, and words of the models that are nowhere in what is said."""
    heard = "\n".join(_everything(texts, said))
    for key in sorted(texts.keys - said.keys - {part.key for part in _own()}):
        yield f"{_where(key)}: nothing says it"
    for source in sources:
        of_models = source.where.startswith(("background/", "kenmerken/", "models/", "tips/"))
        if of_models and "{{" not in source.source and source.plain.strip() not in heard:
            yield f"{source.where}: nothing says it"


def _everything(texts: Texts, said: Reached) -> Iterator[str]:
    yield from (_plain(texts, part, ORDINARY) for part in _own())
    for part in said.parts.values():
        for variant in range(_WORDINGS if part.key in said.varied else 1):
            yield _plain(texts, part, ORDINARY, variant)
    yield from (Renderer(texts, ORDINARY).label(choice) for choice in said.choices.values())


def _faults_of_commands(texts: Texts) -> Iterator[str]:
    for name in (*COMMANDS, *FOR_TRAINERS):
        if not _COMMAND.fullmatch(name):
            yield f"/{name}: Telegram takes small letters, digits and _"
        key = f"commands.menu_{name}"
        if key in texts.keys and not 0 < len(texts.label(key, {})) <= LONGEST_DESCRIPTION:
            yield f"{_where(key)}: a description of 1 to {LONGEST_DESCRIPTION} characters"


def _where(key: str) -> str:
    file, _, name = key.partition(".")
    return f"buttons.toml {name}" if file == "buttons" else f"talks/{file}.toml {name}"
