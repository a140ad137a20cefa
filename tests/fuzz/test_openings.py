"""Random and mangled openings of the trainers' page: each is refused, or means what Telegram signed.

`make fuzz` tries 20,000, others each time.
"""

from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trainers.page.init_data import check
from bot.trainers.page.refusals import Refusal, Refused
from tests.fuzz.test_fuzz import FUZZ, WANTED
from tests.telegram.clocks import START
from tests.trainers.page.estate import OWNER, TOKEN, signed

GOOD = signed(OWNER, START)
MANY = settings(FUZZ, max_examples=WANTED or 200)
names = st.sampled_from(["hash", "user", "auth_date", "query_id", "signature", "chat_type"]) | st.text(max_size=5)
values = st.text(max_size=30) | st.sampled_from(['{"id":901}', "[" * 3000, "9" * 12, "-1", "\ud800", "\x00"])


@MANY
@given(st.text() | st.lists(st.tuples(names, values)).map(lambda fields: urlencode(fields, errors="replace")))
def test_what_nobody_signed_is_refused(init_data: str) -> None:
    """Whatever it is, and as forged, never as too old."""
    try:
        check(init_data, TOKEN, START)
    except Refused as refused:
        why = refused.why
    assert why is Refusal.FORGED


@MANY
@given(st.integers(0, len(GOOD)), st.integers(0, 8), st.text(max_size=8))
def test_what_is_mangled_opens_for_nobody_else(at: int, without: int, put: str) -> None:
    """A piece out and another in: it is refused, or it means the same still (`%2d` for `-`)."""
    try:
        opening = check(GOOD[:at] + put + GOOD[at + without :], TOKEN, START)
    except Refused:
        return
    assert opening == check(GOOD, TOKEN, START)


@MANY
@given(st.dictionaries(names, values))
def test_what_telegram_signs_is_never_an_error(changes: dict[str, str]) -> None:
    """Also where it signs something that nobody foresaw: it opens for whom it names, or is refused."""
    sendable = {name: value.encode(errors="replace").decode() for name, value in changes.items()}
    try:
        opening = check(signed(OWNER, START, **sendable), TOKEN, START)
    except Refused:
        return
    assert opening.telegram_id == 901
