"""Slows down who tries links that do not work: after some, nothing is looked up for an hour."""

from datetime import datetime, timedelta

from dialogues.session import Guesses, Session

#: Wrong links, from the first one on, after which the next is not even looked up.
MOST = 5
WITHIN = timedelta(hours=1)


def too_many(session: Session, now: datetime) -> bool:
    """Whether a link of this person is not to be looked up now."""
    return _recent(session, now) >= MOST


def wrong(session: Session, now: datetime) -> Session:
    """One more link that did not work."""
    if not _recent(session, now):
        return session.but(guesses=Guesses(n=1, since=now))
    return session.but(guesses=session.guesses.but(n=min(session.guesses.n + 1, MOST)))


def _recent(session: Session, now: datetime) -> int:
    since = session.guesses.since
    return session.guesses.n if since is not None and now - since < WITHIN else 0
