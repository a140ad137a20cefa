"""The settings: from the environment or a `.env` file, read once, checked, and passed on."""

import os
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dialogues.hours import BELGIUM, QuietHours

LONGEST_LINE = 120
#: Whom to call, in the order of BRUIS_HELPLINES.
HELPLINES = ("danger", "suicide", "listening", "violence")
DOTENV = Path(".env")
PREFIX = "BRUIS_"
#: Settings that may stand in a file of their own, named by the setting with `_FILE` after it.
IN_FILES = ("token", "webhook_secret", "database_url")


class WrongSettings(Exception):
    """The settings do not work; the message is one line that says what to do."""


def _hours(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    start, _, end = text.partition("-")
    try:
        return QuietHours(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    except ValueError:
        raise ValueError("must look like 21:00-08:30") from None


def _ids(text: Any) -> Any:
    try:
        return frozenset(int(i) for i in text.split(",") if i.strip()) if isinstance(text, str) else text
    except ValueError:
        raise ValueError("must be Telegram user ids with commas between them") from None


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("must be a time zone such as Europe/Brussels") from None
    return name


def _line(text: str) -> str:
    if len(text) > LONGEST_LINE or not text.isprintable():
        raise ValueError(f"must be one line of at most {LONGEST_LINE} characters")
    return text


def _secret(name: str, given: dict[str, Any]) -> str:
    setting = f"BRUIS_{name.upper()}"
    if given.get(name):
        raise ValueError(f"{setting} and {setting}_FILE: set one of both")
    try:
        secret = Path(given[f"{name}_file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{setting}_FILE cannot be read ({type(error).__name__})") from None
    if not secret:
        raise ValueError(f"{setting}_FILE is empty")
    return secret


def _helplines(text: Any) -> Any:
    """Whom to call, in the order danger; suicide; listening; violence: `112; 1813; 106 (Tele-Onthaal); 1712`."""
    if not isinstance(text, str):
        return text
    lines = [_line(line.strip()) for line in text.split(";")]
    if len(lines) != len(HELPLINES) or not all(any(c.isdecimal() for c in line) for line in lines):
        raise ValueError("must be four numbers with ; between: danger; suicide; somebody who listens; violence")
    return {**dict(zip(HELPLINES, lines, strict=True)), "checked": True}


def _listen(text: str) -> str:
    _, colon, port = text.rpartition(":")
    if not (colon and port.isdigit() and int(port) < 65536):  # noqa: PLR2004 - ports are 16 bits
        raise ValueError("must look like 127.0.0.1:8080")
    return text


class Settings(BaseSettings):
    """What the organisation that runs the bot can choose; names and defaults are the public contract's."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=DOTENV, extra="ignore", env_ignore_empty=True)

    token: SecretStr = SecretStr("")
    telegram_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///data/bruis.db"
    trainers: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()
    organisation: Annotated[str, AfterValidator(_line)] = ""
    helplines: Annotated[dict[str, Any] | None, NoDecode, BeforeValidator(_helplines)] = None
    contact: Annotated[str, AfterValidator(_line)] = ""
    timezone: Annotated[str, AfterValidator(_zone)] = BELGIUM.zone.key
    quiet_hours: Annotated[QuietHours, NoDecode, BeforeValidator(_hours)] = BELGIUM.quiet
    sends_per_second: Annotated[int, Field(ge=1, le=1000)] = 30
    group_minimum: Annotated[int, Field(ge=3)] = 5
    keep_text_days: Annotated[int, Field(ge=1)] = 30
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    token_file: Path | None = None
    webhook_secret_file: Path | None = None
    database_url_file: Path | None = None
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    log_level: str = "INFO"
    log_format: Literal["plain", "json"] = "plain"

    @model_validator(mode="before")
    @classmethod
    def _from_files(cls, given: dict[str, Any]) -> dict[str, Any]:
        """A secret in a file is seen by fewer than one in the environment."""
        from_files = {name: _secret(name, given) for name in IN_FILES if given.get(f"{name}_file")}
        return given | from_files

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
            raise ValueError("must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
        return level.upper()

    @field_validator("webhook_url")
    @classmethod
    def _https(cls, url: str) -> str:
        if url and not url.startswith("https://"):
            raise ValueError("must be a public https address")
        return url

    @model_validator(mode="after")
    def _webhook_whole(self) -> "Settings":
        if bool(self.webhook_url) != bool(self.webhook_secret.get_secret_value()):
            raise ValueError("BRUIS_WEBHOOK_URL and BRUIS_WEBHOOK_SECRET go together: set both or neither")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the people live."""
        return ZoneInfo(self.timezone)


def read_settings(**chosen: Any) -> Settings:
    """The settings of this environment; WrongSettings, in one line without the values, where they do not work."""
    try:
        return Settings(**chosen)
    except ValidationError as error:
        raise WrongSettings("; ".join(_fault(fault) for fault in error.errors())) from None


def nothing_set() -> str:
    """That no setting is found at all, mostly since this is another folder than that of `.env`; empty where one is."""
    if DOTENV.is_file() or any(name.upper().startswith(PREFIX) for name in os.environ):
        return ""
    return f"there is no .env in {Path.cwd()}: run it in the folder that has your .env"


def _fault(fault: Any) -> str:
    name = "".join(f"BRUIS_{part}".upper() for part in fault["loc"][:1])
    message = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {message}" if name else str(message)
