"""Why somebody does not get to see a page."""

from enum import StrEnum


class Refusal(StrEnum):
    """Not signed by Telegram, too long ago, or used before; no trainer; not open (any more); not theirs; not there."""

    FORGED = "forged"
    OLD = "old"
    USED = "used"
    NO_TRAINER = "no_trainer"
    CLOSED = "closed"
    NOT_YOURS = "not_yours"
    NOT_THERE = "not_there"

    @property
    def status(self) -> int:
        """Of HTTP."""
        return {Refusal.CLOSED: 401, Refusal.NOT_THERE: 404}.get(self, 403)


class Refused(Exception):
    """It is refused, and why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why
