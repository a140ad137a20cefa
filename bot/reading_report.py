"""How the reading does at this installation: how often people corrected what, per kenmerk."""

from collections.abc import Sequence

from storage import Database
from storage.corrections import Corrections

_LINE = "{:<16}{:>9}{:>9}{:>11}{:>19}"


async def reading_report(database_url: str) -> str:
    """The table, for people who run the bot; it may run while the bot does. StorageError where there is no database."""
    db = Database.open(database_url, beside=True)
    try:
        await db.migrate()
        async with db.work() as work:
            return table(await work.corrections())
    finally:
        await db.dispose()


def table(rows: Sequence[Corrections]) -> str:
    """One line a kenmerk: replies in words, read with certainty, named otherwise, and both of these."""
    if not rows:
        return "Nobody has answered in their own words yet."
    head = _LINE.format("kenmerk", "replies", "certain", "corrected", "certain, corrected")
    lines = [_LINE.format(r.kenmerk, r.read, r.certain, r.corrected, r.certain_corrected) for r in rows]
    return "\n".join([head, *lines])
