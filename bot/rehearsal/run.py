"""One rehearsal from beginning to end: who there is, what happens when, and the clock that goes from event to event."""

import gc
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random

from bot.app import texts_for
from bot.playground.population import COORDINATORS, GROUP, TRAINERS
from bot.rehearsal.calendar import Calendar, Weeks
from bot.rehearsal.characters import CHARACTERS, Character, Soul
from bot.rehearsal.coordinators import Coordinators
from bot.rehearsal.evidence import Evidence, Heard
from bot.rehearsal.leftovers import look_for_marks
from bot.rehearsal.stage import Stage
from bot.rehearsal.standing import RestingLoop
from bot.rehearsal.trainers import WORKSHOPS, ChatOfGroup, Trainers
from bot.rehearsal.trouble import Trouble
from bot.rehearsal.words import Vocabulary
from bot.settings import Settings
from dialogues.model import LifePhase

#: How many people come to one workshop, and how large their groups are, one after the other.
WORKSHOP, SIZES = 26, (9, 1, 7, 5, 2, 12, 4, 3)
#: What is seen of the rows is looked at this often; the bot keeps some of them for two days.
LOOK = timedelta(hours=16)
Tell = Callable[[float], object]


@dataclass(frozen=True)
class Rehearsal:
    """What was asked for."""

    people: int = 200
    weeks: int = 16
    seed: int = 1

    @property
    def command(self) -> str:
        """What repeats it."""
        return f"bruis rehearse --people {self.people} --weeks {self.weeks} --seed {self.seed}"


@dataclass
class Played:
    """What came of it. `happened`: how often what went wrong on purpose did."""

    evidence: Evidence
    happened: dict[str, int] = field(default_factory=dict)


def play(asked: Rehearsal, tell: Tell = lambda share: None) -> Played:
    """Play it; `tell` hears how much is over, from 0 to 1."""
    loop = RestingLoop()
    # all that is kept until the end would be gone through again and again
    gc.set_threshold(_GARBAGE)
    try:
        with tempfile.TemporaryDirectory(prefix="bruis-rehearsal-", dir=_in_memory()) as folder:
            return loop.run_until_complete(_Play(asked, Path(folder), loop, tell).run())
    finally:
        loop.close()


def _in_memory() -> str | None:
    """A folder that is no disk, where there is one: nobody waits for a disk that is thrown away at the end."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of our own is made in it


class _Lines(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


class _Play:
    def __init__(self, asked: Rehearsal, folder: Path, loop: RestingLoop, tell: Tell) -> None:
        self._asked, self._loop, self._tell = asked, loop, tell
        self._weeks, self._calendar, self._chance = Weeks(asked.weeks), Calendar(), Random(asked.seed)
        self._evidence = Evidence(self._weeks.start, self._weeks.end)
        self._stage = Stage(folder, loop, self._evidence)
        words = Vocabulary(texts_for(Settings()), self._evidence)
        self._people = Coordinators(self._stage, self._calendar, self._weeks, words)
        self._trainers = Trainers(self._stage, self._calendar, self._weeks, self._people)
        self._trouble = Trouble(self._stage, self._calendar, self._weeks, self._chance, self._people.stirs)
        self._stage.got = self._people.got

    async def run(self) -> Played:
        """All of it, and then what is left."""
        heard = _Lines(self._evidence.log)
        logging.getLogger().addHandler(heard)
        try:
            await self._stage.open(frozenset(self._cast()))
            self._trouble.plan()
            await self._looks()
            await self._goes_on()
            await self._end()
        finally:
            logging.getLogger().removeHandler(heard)
        return Played(self._evidence, self._trouble.happened)

    async def _goes_on(self) -> None:
        """From one moment at which something happens to the next, until the end."""
        while True:
            await self._loop.at_rest()
            moments = filter(None, (self._calendar.next, self._stage.clock.next_wake))
            moment = min(moments, default=self._weeks.end)
            if moment >= self._weeks.end:
                return
            self._stage.clock.move_to(moment)
            for event in self._calendar.due(self._stage.clock.now()):
                await event()
            self._tell(self._weeks.share(moment))

    async def _looks(self) -> None:
        if self._stage.runs:
            await self._stage.look()
        self._calendar.put(self._stage.clock.now() + LOOK, self._looks)

    async def _end(self) -> None:
        """Who asked something in the last minute is answered, and the last look is taken."""
        if not self._stage.runs:
            await self._stage.start()
        self._stage.playground.faults.clear()
        self._stage.clock.move_to(self._weeks.end)
        for _ in range(_MINUTES_TO_SETTLE):
            await self._loop.at_rest()
            self._stage.clock.advance(timedelta(minutes=1))
        self._evidence.end = self._stage.clock.now()
        await self._stage.close()
        world = self._stage.api.world
        self._evidence.waiting = {update["update_id"] for update in world.updates.waiting}
        self._evidence.heard = [
            Heard(chat.id, message.id, message.date, message.text)
            for chat in world.state.chats.values()
            for message in chat.messages
            if message.sender is None
        ]
        first = 100_000_001
        self._evidence.given = set(range(first, world.state.last_update_id + 1))
        look_for_marks(self._evidence, self._stage.files)

    # who there is

    def _cast(self) -> list[int]:
        """Everybody gets a place, a group and a moment to come; the trainers."""
        trainers = [*TRAINERS, *(self._add(f"Trainer {n}", "trainer") for n in range(2, 1 + self._workshops))]
        people = [*COORDINATORS][: self._asked.people]
        people += [self._add(f"Mens {n}", "coordinator") for n in range(len(people) + 1, self._asked.people + 1)]
        for nth, trainer in enumerate(trainers):
            self._workshop(nth, trainer, people[nth * WORKSHOP : (nth + 1) * WORKSHOP])
        for who in people[len(trainers) * WORKSHOP :]:
            self._alone(who)
        self._chat(trainers[0], people[-12:])
        return trainers

    @property
    def _workshops(self) -> int:
        """Two out of three people come by a workshop."""
        return max(1, self._asked.people * 2 // 3 // WORKSHOP)

    def _add(self, name: str, role: str) -> int:
        return self._stage.api.add(name, "trainer" if role == "trainer" else "coordinator")

    def _soul(self, who: int, group: str, phase: LifePhase) -> Soul:
        character: Character = CHARACTERS[self._chance.randrange(len(CHARACTERS))]
        return Soul(who, character, phase, group, Random(self._chance.random()))

    def _workshop(self, nth: int, trainer: int, people: list[int]) -> None:
        """A trainer's workshop, at which these join, and the rounds after it."""
        share = 0.02 + 0.2 * nth / self._workshops + (0.45 if nth % 3 == 2 else 0)  # noqa: PLR2004 - one in three later
        moment = self._morning(self._weeks.at(share))
        name = f"Buren aan zet {nth + 1}"
        self._trainers.holds_workshop(trainer, moment, name, WORKSHOPS[nth % len(WORKSHOPS)])
        self._trainers.rounds(trainer, Random(self._chance.random()), self._weeks.share(moment))
        sizes, left, phase = cycle(SIZES[nth % 2 :]), 0, LifePhase.STARTEND
        for who in people:
            if left == 0:
                left, group = next(sizes), f"Groep {who % 1000}"
                phase = self._chance.choice(list(LifePhase))
            left -= 1
            late = timedelta(minutes=18 + self._chance.randint(0, 3))
            self._people.arrives(self._soul(who, group, phase), moment + late, partial(self._trainers.link_of, trainer))

    def _alone(self, who: int) -> None:
        phase = self._chance.choice(list(LifePhase))
        moment = self._weeks.moment(self._chance, self._chance.uniform(0.01, 0.7))
        self._people.arrives(self._soul(who, f"Kring {who % 1000}", phase), moment, str)

    def _chat(self, trainer: int, people: list[int]) -> None:
        """The last of them are in the chat of a group, too."""
        chat = self._stage.api.chat(GROUP)
        chat.members.extend(who for who in people if who not in chat.members)
        group = ChatOfGroup(self._stage, self._calendar, self._people, GROUP)
        for share in (0.3, 0.8):
            group.starts(trainer, self._morning(self._weeks.at(share)), people)

    def _morning(self, moment: datetime) -> datetime:
        """On a working day, when people are awake."""
        day = moment.replace(hour=9, minute=5, second=0)
        return self._weeks.inside(day + timedelta(days=max(0, day.isoweekday() - 5) * 2 % 3))


#: Objects made before the youngest are looked through.
_GARBAGE = 200_000
_MINUTES_TO_SETTLE = 45
