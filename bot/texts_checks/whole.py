"""Whether the words are whole: every file of the right shape, words for every id, and enough tips that differ."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from itertools import combinations, product
from typing import Any, get_args

from jinja2 import Environment, TemplateSyntaxError
from pydantic import BaseModel, ValidationError

from bot.texts_checks.rounds import MORE_REASONS
from coaching_texts.filters import FILTERS
from coaching_texts.plain import Text, sentences
from coaching_texts.shapes import (
    BackgroundWords,
    DeepeningWords,
    KenmerkWords,
    KeptWords,
    LightWords,
    MotiveWords,
    PhaseWords,
    PillarWords,
    ThemeWords,
    Tip,
    TogetherWords,
    Words,
)
from coaching_texts.typed import normal
from dialogues.contacts import Reason
from dialogues.model import KENMERKEN, Deepening, LifePhase, Motive, Pillar, Theme, WarningLight
from dialogues.model.background import Background
from dialogues.round_effects import RoundKind, RoundState
from storage.kept import of_a_person

#: Fewest tips for a phase in a theme, so that “een andere” has something to offer.
FEWEST_TIPS = 4
#: Share of the words two tips may have in common: the likest two we wrote ourselves share 38%.
MOST_ALIKE = 0.6
_MODELS: Mapping[str, tuple[type[Words], Iterable[str]]] = {
    "phases": (PhaseWords, LifePhase),
    "lights": (LightWords, WarningLight),
    "themes": (ThemeWords, Theme),
    "deepening": (DeepeningWords, Deepening),
    "motives": (MotiveWords, Motive),
    "pillars": (PillarWords, Pillar),
    "together": (TogetherWords, [k.id for k in KENMERKEN]),
    "kept": (KeptWords, [table.name for table in of_a_person()]),
}

#: Words of rounds: a table each, with an entry an id.
_OF_ROUNDS: Mapping[str, Iterable[str]] = {
    "what_of": get_args(RoundKind),
    "short_of": get_args(RoundKind),
    "asked_for": [kind for kind in get_args(RoundKind) if kind != "question"],
    "state_of": [state for state in get_args(RoundState) if state != "draft"],
    "reasons": (*get_args(Reason), *MORE_REASONS),
}


def unreadable(folder: Traversable) -> Iterator[str]:
    """Files that are no TOML."""
    for where, path in _toml_files(folder):
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            yield f"{where}: is no TOML ({error})"


def _toml_files(folder: Traversable, where: str = "") -> Iterator[tuple[str, Traversable]]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            yield from _toml_files(path, f"{where}{path.name}/")
        elif path.name.endswith(".toml"):
            yield f"{where}{path.name}", path


def broken_templates(texts: Iterable[Text]) -> Iterator[str]:
    """Texts that Jinja2 cannot parse."""
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    for text in texts:
        try:
            environment.from_string(text.source)
        except TemplateSyntaxError as error:
            yield f"{text.where}: is no template ({error.message})"


def unshapely(folder: Traversable) -> Iterator[str]:
    """Words that are missing, not known, or not of their shape."""
    yield from _per_id("kenmerken", (k.id for k in KENMERKEN), (path.name for path in (folder / "kenmerken").iterdir()))
    for where, path in _toml_files(folder / "kenmerken", "kenmerken/"):
        yield from _misshapen(KenmerkWords, where, _load(path))
        yield from _phases_missing(where, _load(path))
    for model, (shape, ids) in _MODELS.items():
        tables = _load(folder / "models" / f"{model}.toml")
        yield from _per_id(f"models/{model}", ids, (f"{name}.toml" for name in tables))
        for name, table in tables.items():
            yield from _misshapen(shape, f"models/{model}.toml {name}", table)
    yield from _rounds_unshapely(folder)
    yield from _per_id("background", Background, (path.name for path in (folder / "background").iterdir()))
    for where, path in _toml_files(folder / "background", "background/"):
        yield from _misshapen(BackgroundWords, where, _load(path))
    for where, path in _toml_files(folder / "tips", "tips/"):
        yield from _misshapen(Tip, where, _load(path))


def _rounds_unshapely(folder: Traversable) -> Iterator[str]:
    tables = _load(folder / "models" / "rounds.toml")
    for table, ids in _OF_ROUNDS.items():
        yield from _per_id(f"models/rounds {table}", ids, (f"{id}.toml" for id in tables.get(table, {})))


def _load(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _per_id(where: str, ids: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    wanted, there = {str(id) for id in ids}, {name.removesuffix(".toml") for name in files}
    yield from (f"{where}: no words for {id}" for id in sorted(wanted - there))
    yield from (f"{where}: words for {id}, which does not exist" for id in sorted(there - wanted))


def _misshapen(shape: type[BaseModel], where: str, table: Any) -> Iterator[str]:
    try:
        shape.model_validate(table)
    except ValidationError as error:
        for fault in error.errors():
            yield f"{where} {'.'.join(map(str, fault['loc']))}: {fault['msg']}"


def _phases_missing(where: str, table: Mapping[str, Any]) -> Iterator[str]:
    for part in ("statements", "heard", "mirror"):
        yield from _per_id(f"{where} {part}", LifePhase, table.get(part, {}))


def faults_of_tips(tips: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Tips that are not one small action for a known phase, too few of them, or two alike. `tips`: by id."""
    for id, table in tips.items():
        yield from (f"tips/{table['theme']}/{id}.toml: {fault}" for fault in _faults_of_tip(id, table))
    for theme, phase in product(Theme, LifePhase):
        if (n := len([t for t in tips.values() if t["theme"] == theme and phase in t["phases"]])) < FEWEST_TIPS:
            yield f"tips/{theme}: {n} for {phase}, at least {FEWEST_TIPS}"
    for (a, first), (b, second) in combinations(tips.items(), 2):
        if any(_alike(first[field], second[field]) > MOST_ALIKE for field in ("title", "action", "question")):
            yield f"tips: {a} and {b} are alike"


def _faults_of_tip(id: str, tip: Mapping[str, Any]) -> Iterator[str]:
    if tip["theme"] not in set(Theme):
        yield "theme (its folder) is not known"
    yield from (f"phase {p} is not known" for p in tip["phases"] if p not in set(LifePhase))
    yield from (f"kenmerk {k} is not known" for k in tip["kenmerken"] if k not in {k.id for k in KENMERKEN})
    if tip["phases"][0] != id.partition("-")[0]:
        yield "its name must begin with its first phase"
    if not 2 <= len(sentences(tip["action"])) <= 4:  # noqa: PLR2004 - the figures are the rule
        yield "action must be two to four sentences"
    if len(sentences(tip["question"])) != 1 or not re.fullmatch(r"[^?]*\?", tip["question"]):
        yield "question must be one question"
    if "?" in tip["title"] + tip["involve"] + tip["why"]:
        yield "asks a question outside its action and its question"
    if any("!" in tip[field] for field in ("title", "action", "involve", "question", "why")):
        yield "cheers: has an exclamation mark"


def _alike(a: str, b: str) -> float:
    first, second = set(normal(a).split()), set(normal(b).split())
    return len(first & second) / len(first | second) if first | second else 1.0
