"""Why somebody did or did not get something unasked: `bruis contacts`, for people who run the bot."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.reading_report import looking
from storage.contact_history import ContactCount, OneContact, counts, of_one

_COUNTS = "{:<12}{:<11}{:<17}{:>7}"
_ONE = "{:<18}{:<24}{:<11}{:<17}{}"


async def contacts_report(database_url: str, telegram_id: int | None, zone: ZoneInfo) -> str | None:
    """Counts over everybody, or all contacts of one person; None where nobody is known by this Telegram id.

    It may run while the bot does. StorageError where there is no database.
    """
    async with looking(database_url) as work:
        if telegram_id is None:
            return table_of_counts(await counts(work.connection))
        rows = await of_one(work.connection, telegram_id)
    return None if rows is None else table_of_one(rows, zone)


def table_of_counts(rows: Sequence[ContactCount]) -> str:
    """One line for each end that contacts of a kind came to."""
    if not rows:
        return "Nothing was planned yet."
    lines = [_COUNTS.format(row.kind, row.state, row.reason or "", row.count) for row in rows]
    return "\n".join([_COUNTS.format("kind", "state", "reason", "count"), *lines])


def table_of_one(rows: Sequence[OneContact], zone: ZoneInfo) -> str:
    """One line a contact, with the moment it was wanted, on the clock of this installation."""
    if not rows:
        return "Nothing was planned for them yet."
    return "\n".join([_ONE.format("wanted", "what", "state", "reason", "answer"), *(_line(row, zone) for row in rows)])


def _line(row: OneContact, zone: ZoneInfo) -> str:
    what = f"{row.kind} {row.about}" + (f", number {row.nth}" if row.nth > 1 else "")
    answer = row.answer or ("no answer" if row.state == "sent" else "")
    wanted = f"{row.wanted.astimezone(zone):%Y-%m-%d %H:%M}"
    return _ONE.format(wanted, what, row.state, row.reason or "", answer).rstrip()
