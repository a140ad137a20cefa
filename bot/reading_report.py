"""How the reading does at this installation: how often people corrected what, and what can be learnt from it."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from storage import Database
from storage.corrections import Corrections, Lesson
from storage.work import UnitOfWork

#: What a hand of the corpus says besides, and people do not.
_NOTHING_MORE: dict[str, list[str]] = {"lights": [], "opposite": [], "tags": []}
_LINE = "{:<16}{:>9}{:>9}{:>11}{:>19}"


async def reading_report(database_url: str) -> str:
    """The table, for people who run the bot; it may run while the bot does. StorageError where there is no database."""
    async with looking(database_url) as work:
        return table(await work.corrections())


async def reading_export(database_url: str) -> list[str]:
    """The replies people let us learn from, as JSON lines of a hand of the corpus; errors as above."""
    async with looking(database_url) as work:
        return list(hand(await work.lessons()))


@asynccontextmanager
async def looking(database_url: str) -> AsyncIterator[UnitOfWork]:
    """A look at the database, also while the bot runs on it."""
    db = Database.open(database_url, beside=True)
    try:
        await db.migrate()
        async with db.work() as work:
            yield work
    finally:
        await db.dispose()


def hand(lessons: Sequence[Lesson]) -> Iterator[str]:
    """One line a lesson, with the fields of `replies/README.md` and what was read."""
    for number, lesson in enumerate(lessons, start=1):
        said = {"question": lesson.kenmerk, "text": lesson.text, "kind": "reply", "phase": lesson.meant}
        yield json.dumps({"id": f"people-{number:03}", **said, "read": lesson.read} | _NOTHING_MORE, ensure_ascii=False)


def table(rows: Sequence[Corrections]) -> str:
    """One line a kenmerk: replies in words, read with certainty, named otherwise, and both of these."""
    if not rows:
        return "Nobody has answered in their own words yet."
    head = _LINE.format("kenmerk", "replies", "certain", "corrected", "certain, corrected")
    lines = [_LINE.format(r.kenmerk, r.read, r.certain, r.corrected, r.certain_corrected) for r in rows]
    return "\n".join([head, *lines])
