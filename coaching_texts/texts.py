"""Every text the coach can say: loaded from the folder of a language, rendered to Telegram's HTML.

A text has a key, `<file>.<name>` of `talks/` (`deepening/<file>.<name>` below it) or `buttons.<id>`, and is a Jinja2
template; a list holds other wordings of the same. The models are at hand in every template by their ids.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from coaching_texts import filters
from coaching_texts.typed import Typed

#: What an organisation need not tell; empty where it did not.
UNTOLD: Mapping[str, str] = {"organisation": "", "contact": ""}
Wordings = tuple[Template, ...]
_MANY_BLANK_LINES = re.compile(r"\n{3,}")


class Texts:
    """The words of one language: that of a folder beside this file, or of a folder elsewhere.

    `settings`: values that are the same in every text (keep_days: int, group_minimum: int, organisation: str,
    contact: str, helplines: those of the language where an organisation did not set and so check its own).
    """

    def __init__(self, language: str | Traversable, **settings: Any) -> None:
        folder = folder_of(language) if isinstance(language, str) else language
        self.models = {path.name.removesuffix(".toml"): _toml(path) for path in _files(folder / "models")}
        self.kenmerken = {path.name.removesuffix(".toml"): _toml(path) for path in _files(folder / "kenmerken")}
        self.tips = {
            path.name.removesuffix(".toml"): {"theme": theme.name, **_toml(path)}
            for theme in sorted((folder / "tips").iterdir(), key=lambda t: t.name)
            for path in _files(theme)
        }
        self.background = {path.name.removesuffix(".toml"): _toml(path) for path in _files(folder / "background")}
        self.typed = Typed(_toml(folder / "typed.toml"), _toml(folder / "patterns.toml"))
        helplines = {**_toml(folder / "helplines.toml"), "checked": False}
        self.settings: Mapping[str, Any] = {**UNTOLD, "helplines": helplines, **settings}
        self._env = self._environment()
        self._sources = dict(_sources(folder))
        self._wordings: dict[str, Wordings] = {}  # compiled when they are first said
        self._labels: dict[str, str] = {}  # of buttons without values, rendered once

    def _environment(self) -> Environment:
        env = _bare()
        env.globals.update(
            self.settings,
            kenmerken=self.kenmerken,
            tips=self.tips,
            background=self.background,
            phases=self.models["phases"],
            lights_of=self.models["lights"],
            themes=self.models["themes"],
            outcomes=self.models["outcomes"],
            contacts=self.models["contacts"],
            deepening=self.models["deepening"],
            motives=self.models["motives"],
            pillars=self.models["pillars"],
            tables=self.models["kept"],
            together=self.models["together"],
            **self.models["rounds"],
        )
        return env

    @property
    def keys(self) -> frozenset[str]:
        """The key of every text."""
        return frozenset(self._sources)

    def render(self, key: str, values: Mapping[str, Any], variant: int = 0) -> str:
        """The text as HTML. KeyError for a key that is not there, jinja2.UndefinedError for a value that is missing."""
        if key not in self._wordings:
            self._wordings[key] = tuple(map(self._compiled, self._sources[key]))
        wordings = self._wordings[key]
        html = wordings[variant % len(wordings)].render({**values, "variant": variant})
        return _MANY_BLANK_LINES.sub("\n\n", html.strip())

    def _compiled(self, source: str) -> Template:
        # the globals as a plain dictionary, because it is copied for every rendering
        return Template.from_code(self._env, _code(source), self._env.globals)

    def label(self, key: str, values: Mapping[str, Any]) -> str:
        """The text of a button: plain, not HTML."""
        if values:
            return filters.plain(self.render(key, values))
        if key not in self._labels:
            self._labels[key] = filters.plain(self.render(key, {}))
        return self._labels[key]

    def kept(self, table: str) -> Mapping[str, str]:
        """What this table keeps of a person (`what`), `why`, and `how_long`: plain, not HTML."""
        words: Mapping[str, str] = self.models["kept"][table]
        return {name: filters.plain(self._env.from_string(text).render()) for name, text in words.items()}

    def fitting(self, phase: str, theme: str) -> Sequence[str]:
        """Ids of the tips for a phase and a theme, those for this phase alone first."""
        fitting = [id for id, tip in self.tips.items() if tip["theme"] == theme and phase in tip["phases"]]
        return sorted(fitting, key=lambda tip: (len(self.tips[tip]["phases"]), tip))


def _bare() -> Environment:
    """Nothing in it but how texts are written."""
    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters.update(filters.FILTERS)
    return env


_COMPILER = _bare()


@cache
def _code(source: str) -> CodeType:
    """A text compiled, which is the same whatever the settings: once in a process."""
    return _COMPILER.compile(source)


def _sources(folder: Traversable) -> Iterator[tuple[str, list[str]]]:
    talks, deepening = _files(folder / "talks"), _files(folder / "talks" / "deepening")
    named = [("", path) for path in (*talks, folder / "buttons.toml")] + [("deepening/", path) for path in deepening]
    for below, path in named:
        for name, text in _toml(path).items():
            wordings = text if isinstance(text, list) else [text]
            yield f"{below}{path.name.removesuffix('.toml')}.{name}", wordings


def folder_of(language: str) -> Traversable:
    """Where the words of a language are."""
    return resources.files("coaching_texts") / language


def _files(folder: Traversable) -> list[Traversable]:
    return sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)


def _toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
