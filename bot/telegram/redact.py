"""Keeps the bot's token out of every log line and error text, and a log line on one line."""

import logging
import re
import sys
import traceback
from types import TracebackType

_ANY_TOKEN = re.compile(r"(?:bot)?\d{5,}(?::|%3A)[\w-]{20,}|bot\d+(?::|%3A)[\w-]+", re.IGNORECASE)
_HIDDEN = "<token>"


class RedactToken(logging.Filter):
    """Hides tokens in a record's message and in the texts of its exceptions.

    To be added to every handler: a logger's own filters do not see what its children log.
    """

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self._token = token

    def redact(self, text: str) -> str:
        """`text` with the configured token, and whatever looks like one, replaced."""
        text = _ANY_TOKEN.sub(_HIDDEN, text)
        return text.replace(self._token, _HIDDEN) if self._token else text

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = _on_one_line(self.redact(record.getMessage())), None
        except (TypeError, ValueError):  # a mistaken log call: logging reports it in its own way, without arguments
            record.args = None
        if record.exc_info:
            # Formatters keep to `exc_text`, some only where the exception itself is not there.
            record.exc_text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        record.exc_text = record.exc_text and self.redact(record.exc_text)
        record.stack_info = record.stack_info and self.redact(record.stack_info)
        return True


def _on_one_line(text: str) -> str:
    """With signs that break or turn a line shown for what they are: nobody can write a line of the log."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def keep_out(token: str) -> None:
    """From now on the token is in no log line, and in no error that ends the program."""
    hidden = RedactToken(token)
    for handler in logging.getLogger().handlers:
        handler.addFilter(hidden)

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(hidden.redact("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = told
