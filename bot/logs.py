"""Where the log goes and what a line of it looks like. Lines name updates and messages by number, and never people."""

import logging
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}


def handler(kind: Literal["plain", "json"]) -> logging.Handler:
    """To stderr, one line a record; `json` for programs that collect logs: time, level, logger, message."""
    to = logging.StreamHandler()
    to.setFormatter(logging.Formatter(PLAIN) if kind == "plain" else JsonFormatter(PLAIN, rename_fields=_NAMES))
    return to
