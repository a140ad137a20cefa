"""What must hold of words: those of people stand in one place and go in time, those of the bot are in its texts."""

from collections.abc import Iterator
from datetime import timedelta

from bot.rehearsal.evidence import Evidence

#: What is too old is erased every hour.
ERASED_EVERY = timedelta(hours=1)


def kept(evidence: Evidence) -> Iterator[str]:
    """No mark anywhere but in the words of the last weeks, and in what they let the bot learn from."""
    for row in evidence.at_the_end.get("words", []):
        if row["written_at"] < evidence.end - evidence.keep_text - ERASED_EVERY:
            yield f"words of {row['written_at']:%Y-%m-%d} are still there"
    there = {mark for mark, (_, at) in evidence.planted.items() if at >= evidence.end - evidence.keep_text}
    for where, mark in sorted(set(evidence.left)):
        if where.startswith("file") and (mark in there or mark in evidence.learnt):
            continue
        who, at = evidence.planted.get(mark, (0, evidence.start))
        yield f"what {who} wrote on {at:%Y-%m-%d} is in the {where}"


def said(evidence: Evidence) -> Iterator[str]:
    """Every text that was said has its key in the texts."""
    yield from (f"{key} is in no text" for key in sorted(evidence.unsaid))
