"""What may be asked of the database for trainers, inside a unit of work."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.desk import DeskRound, DeskWorkshop
from dialogues.inputs import Invitation
from dialogues.trainer_effects import TrainerRecord
from storage import live, round_parts, round_shown, rounds, trainers, workshops
from storage.live import Live
from storage.round_shown import RoundShown, RoundTold
from storage.tables import Person
from storage.workshops import WorkshopShown


class DeskWork:
    """Part of a unit of work: `work.desk`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.changed = False  # whether there is something new about workshops or rounds

    async def is_trainer(self, person_id: int) -> bool:
        """Whether this person became a trainer by a link."""
        return await trainers.is_trainer(self._connection, person_id)

    async def workshops_of(self, person_id: int) -> tuple[DeskWorkshop, ...]:
        """The workshops of this trainer, the latest first."""
        return await workshops.of_trainer(self._connection, person_id)

    async def workshops_shown(self, ids: Collection[int]) -> dict[int, WorkshopShown]:
        """What there is to say of these workshops."""
        return await workshops.shown(self._connection, ids)

    async def trainer_codes(self, ids: Collection[int]) -> dict[int, str]:
        """The codes of these links for trainers."""
        return await trainers.codes(self._connection, ids)

    async def trainer_invitation(self, code: str, now: datetime) -> Invitation | None:
        """The link with this code that makes somebody a trainer, while it works."""
        return await trainers.invitation(self._connection, code, now)

    async def workshop_invitation(self, code: str, person_id: int, at: Callable[[date], datetime]) -> Invitation | None:
        """The workshop with this join code, as it is to this person; `at`: the moment of a day after it."""
        return await workshops.invitation(self._connection, code, person_id, at)

    async def groups_in(self, workshop_id: int) -> list[tuple[str, Invitation]]:
        """The groups that take part in a workshop: the name of each, and what its join code stands for."""
        return await workshops.names_in(self._connection, workshop_id)

    async def rounds_of(self, person_id: int) -> tuple[DeskRound, ...]:
        """The rounds in this trainer's workshops, the latest first."""
        return await rounds.of_trainer(self._connection, person_id)

    async def round_told(self, id: int) -> RoundTold | None:
        """What somebody who is asked is told of a round."""
        return await round_shown.told(self._connection, id)

    async def round_shown(self, id: int) -> RoundShown | None:
        """What there is to say of a round."""
        return await round_shown.shown(self._connection, id)

    async def round_invitation(self, code: str, person_id: int) -> Invitation | None:
        """What the button of a round stands for to this person."""
        return await round_parts.invitation(self._connection, code, person_id)

    async def group_labels(self, ids: Collection[int]) -> dict[int, str]:
        """The names of these groups, for the trainer of a workshop they take part in."""
        return await workshops.group_labels(self._connection, ids)

    async def record(self, person: Person, effect: TrainerRecord, now: datetime) -> None:
        """Carry out one effect of a trainer, or of who joins a workshop."""
        self.changed = True
        await workshops.record(self._connection, person, effect, now)

    async def note(self, person: Person, action: object, now: datetime) -> None:
        """Write down what a trainer did that changed nothing."""
        await trainers.note(self._connection, person, action, now)

    async def follow(self, message: Live) -> int:
        """Keep a message up to date, once it is sent; its number, for `Outgoing.live_id`."""
        return await live.follow(self._connection, message)

    async def followed(self, now: datetime) -> Sequence[Live]:
        """The messages that are kept up to date now, without an edit under way."""
        return await live.followed(self._connection, now)

    async def now_shows(self, message: Live, shown: str, *, last: bool = False) -> None:
        """What a live message shows from now on; `last`: it will not change any more."""
        await live.now_shows(self._connection, message, shown, last=last)
