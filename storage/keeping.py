"""What is kept no longer than promised."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import erasures, pace, page_work, silence, trainers, workshops
from storage.engines import no_new_senders
from storage.groups import drop_empty
from storage.tables import consent, inbox, outbox, person, sender, words

KEEP_TRACES = timedelta(hours=48)  # Telegram repeats no update after 24 hours
KEEP_STRANGERS = timedelta(days=2)

_before: BindParameter[datetime] = bindparam("before")
_old_words = delete(words).where(words.c.written_at < _before)
_old_traces = (
    delete(inbox).where(inbox.c.handled_at < _before),
    delete(outbox).where(outbox.c.finished_at < _before),
)
_latest = select(func.max(consent.c.id)).where(consent.c.purpose == "talk").group_by(consent.c.person_id)
_kept = select(consent.c.person_id).where(consent.c.id.in_(_latest), or_(consent.c.given, consent.c.at >= _before))
_strangers = delete(person).where(person.c.created_at < _before, person.c.id.not_in(_kept))
_waiting = exists().where(and_(inbox.c.sender == sender.c.key, inbox.c.handled_at.is_(None)))
_idle_senders = delete(sender).where(~_waiting)


async def keep_clean(connection: AsyncConnection, now: datetime, keep_text: timedelta) -> int:
    """Erase what is older than promised; returns how many contacts were planned. For a unit of work of its own."""
    await connection.execute(_old_words, {"before": now - keep_text})
    for old in _old_traces:
        await connection.execute(old, {"before": now - KEEP_TRACES})
    await pace.forget(connection, now)
    await erasures.keep_clean(connection, now)
    # persons who never said yes to the talk, or took it back
    await connection.execute(_strangers, {"before": now - KEEP_STRANGERS})
    planned = await silence.keep_clean(connection, now)
    await drop_empty(connection)
    await trainers.keep_clean(connection, now)
    await workshops.keep_clean(connection, now, KEEP_STRANGERS)
    await page_work.keep_clean(connection, now)
    await forget_senders(connection)
    return planned


async def forget_senders(connection: AsyncConnection, keys: Collection[int] | None = None) -> None:
    """Senders of whom nothing waits go: those given, or all.

    Last, because it holds up whoever writes updates down until this unit of work ends.
    """
    await no_new_senders(connection)
    await connection.execute(_idle_senders if keys is None else _idle_senders.where(sender.c.key.in_(keys)))
