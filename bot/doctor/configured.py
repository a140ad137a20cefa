"""What is set: every setting with its value, names that are no setting, and who can read what is secret."""

import os
import stat
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import DotEnvSettingsSource
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.doctor.finding import Finding, mind, ok, wrong
from bot.settings import DOTENV, HELPLINES, IN_FILES, PREFIX, Settings, nothing_set
from dialogues.hours import QuietHours

#: What works without them, but not as one would want; by the name of the setting.
_MISSED = {
    "token": "the playground does without, the bot does not: get one from @BotFather with /newbot",
    "organisation": "/privacy cannot say who runs this Bruis: set it to the name of your organisation",
    "contact": "/privacy cannot say how to reach you: set it to a mail address or telephone number",
    "helplines": "the numbers for people in need are said to be unchecked: check them, and set it",
    "trainers": "nobody can give a workshop: set it to the Telegram user ids of your trainers",
}


def settings(chosen: Settings) -> Iterator[Finding]:
    """A line for each setting."""
    for name in Settings.model_fields:
        value = getattr(chosen, name)
        if not value and name in _MISSED:
            yield mind(_setting(name), f"not set; {_MISSED[name]}")
        else:
            yield ok(_setting(name), _shown(name, value) + ("" if name in chosen.model_fields_set else " (default)"))


def unknown_names() -> Iterator[Finding]:
    """What is set under a name that looks like ours and is none: mostly a slip of the pen."""
    known = [_setting(name) for name in Settings.model_fields]
    given = {*os.environ, *DotEnvSettingsSource(Settings).env_vars}
    for name in sorted({name.upper() for name in given} - set(known)):
        if name.startswith(PREFIX):
            near = get_close_matches(name, known, n=1)
            yield wrong(name, f"is no setting: {f'did you mean {near[0]}?' if near else 'take it away'}")


def nothing() -> Iterator[Finding]:
    """Where no setting is found at all."""
    if told := nothing_set():
        yield mind(str(DOTENV), told)


def rights(chosen: Settings | None) -> Iterator[Finding]:
    """A line for each file with secrets or with what people told."""
    for file in _private(chosen):
        mode = file.stat().st_mode
        if mode & (stat.S_IROTH | stat.S_IWOTH):
            yield wrong(str(file), f"every user of this machine can open it: chmod o-rwx {file}")
        else:
            yield ok(str(file), f"closed to other users ({stat.filemode(mode)})")


def _private(chosen: Settings | None) -> list[Path]:
    named = [getattr(chosen, f"{name}_file") for name in IN_FILES] if chosen else []
    database = sqlite_file(chosen) if chosen else None
    return [file for file in (DOTENV, *named, database) if file is not None and file.exists()]


def sqlite_file(chosen: Settings) -> Path | None:
    """The file of the database, where it is one."""
    kind, _, path = chosen.database_url.partition(":///")
    return Path(path) if kind == "sqlite" and path else None


def _setting(name: str) -> str:
    return PREFIX + name.upper()


def _shown(name: str, value: Any) -> str:
    match value:
        case SecretStr():
            return "set, not shown" if value.get_secret_value() else "not set"
        case "" | None:
            return "not set"
        case QuietHours(start, end):
            return f"{start:%H:%M}-{end:%H:%M}"
        case frozenset():
            return f"{len(value)} set"
        case dict():
            return "; ".join(value[name] for name in HELPLINES)
    return _without_password(value) if name == "database_url" else str(value)


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:  # that it is no address is said where it is opened
        return "set, not shown"
