"""The token stays out of the logs."""

import io
import logging
import sys

import pytest

from bot.telegram.redact import RedactToken, keep_out
from tests.telegram.fake_api import TOKEN


def _logged(log: "logging.Logger", filters: list[RedactToken]) -> io.StringIO:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    for one in filters:
        handler.addFilter(one)
    log.handlers, log.propagate = [handler], False
    return out


@pytest.mark.parametrize("token", [TOKEN, ""])
def test_no_log_line_shows_the_token(token: str) -> None:
    """Not in a message, an argument, a URL as written or encoded, or an exception and its causes."""
    log = logging.getLogger("bruis.test_redact")
    out = _logged(log, [RedactToken(token)])
    log.warning("asked https://x/bot%s/getMe", TOKEN)
    log.warning("asked https://x/bot" + TOKEN.replace(":", "%3A") + "/getMe")
    try:
        try:
            raise OSError(f"https://x/bot{TOKEN}/getMe")
        except OSError as error:
            raise RuntimeError(f"failed with {TOKEN}") from error
    except RuntimeError:
        log.exception("that went wrong", stack_info=True)
    written = out.getvalue()
    assert TOKEN.split(":")[1] not in written
    assert "asked https://x/<token>/getMe\nasked https://x/<token>/getMe\nthat went wrong\n" in written
    assert "OSError: https://x/<token>/getMe" in written


def test_a_token_of_an_unusual_shape_is_hidden_once_told() -> None:
    """What is set as the token is hidden whatever it looks like."""
    assert RedactToken("odd/secret").redact("bot odd/secret!") == "bot <token>!"


def test_other_lines_stay_as_they_are() -> None:
    """Times, addresses and numbers are no tokens."""
    line = "2026-03-02 21:00:05 listening on 127.0.0.1:8080, update 123456789: done"
    assert RedactToken(TOKEN).redact(line) == line


def test_a_mistaken_log_call_does_not_raise() -> None:
    """A filter that raised would end the work that logged."""
    log = logging.getLogger("bruis.test_redact")
    out = _logged(log, [RedactToken(TOKEN)])
    log.warning("%d items", "many")
    assert out.getvalue() == "%d items\n"


def test_nobody_writes_a_line_of_the_log() -> None:
    """What breaks a line, turns it round or hides in it is shown as what it is."""
    log = logging.getLogger("bruis.test_redact")
    out = _logged(log, [RedactToken(TOKEN)])
    log.warning("called %s", "x\n2026-01-01 ERROR bot: all is lost\r\x1b[2J\u202e\u2028")
    assert out.getvalue() == "called x\\n2026-01-01 ERROR bot: all is lost\\r\\x1b[2J\\u202e\\u2028\n"


def test_an_error_that_ends_the_program_hides_the_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As does every line of the log from then on."""
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(logging.getLogger(), "handlers", [logging.NullHandler()])
    keep_out(TOKEN)
    error = RuntimeError(f"https://x/bot{TOKEN}/getMe")
    sys.excepthook(RuntimeError, error, None)
    assert capsys.readouterr().err == "RuntimeError: https://x/<token>/getMe\n"
