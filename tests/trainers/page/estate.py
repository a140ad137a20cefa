"""A workshop with groups, rounds and mirrors in a database, people in every role, and the page on top of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.trainers.desks import Desks
from bot.trainers.drawing import Drawing
from bot.trainers.files import Files
from bot.trainers.page.admission import Admission
from bot.trainers.page.init_data import sign
from bot.trainers.page.looking import Looking
from bot.trainers.page.site import TrainersPage
from bot.trainers.sheets import Sheets
from dialogues.effects import JoinGroup, NameGroup
from dialogues.model.group_places import Kind, Place
from dialogues.round_effects import DraftRound, RoundKind, StartRound, WriteAnswers, WriteQuestion
from dialogues.trainer_effects import (
    BecomeTrainer,
    JoinWorkshop,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
)
from storage import Database, Frozen, Person, UnitOfWork
from storage.tables import membership
from tests.telegram.clocks import START, JumpingClock
from tests.trainers.mirrors import FIRST, SECOND, THIRD, WORDS, results

TOKEN = "4242:of-the-page"  # noqa: S105 - a token of this machine only
ADDRESS = "https://bruis.example/trainer"
OWNER, SECOND_TRAINER, OTHER, EX, COORDINATOR, STRANGER = range(901, 907)
WORKSHOP, OTHERS_WORKSHOP = 4_000_000_000_001, 4_000_000_000_002
#: Closed with mirrors (the last has a trend), closed with too few, running, and with a question of the trainer's own.
FIRST_ROUND, LAST_ROUND, TOO_FEW, RUNNING, OWN_QUESTION = 11, 13, 14, 15, 16
NAME, GROUP = "Buren aan zet", "De Buurttafel"
DAY = timedelta(days=1)


def signed(who: int, now: datetime, token: str = TOKEN, /, **changes: str) -> str:
    """What Telegram gives the page of this person at this moment."""
    fields = {"query_id": "AAH", "user": f'{{"id":{who},"first_name":"Tine"}}', "auth_date": f"{int(now.timestamp())}"}
    fields |= changes
    return urlencode({**fields, "hash": sign(fields, token)})


@dataclass
class Estate:
    """Everything, once it is `built`."""

    db: Database
    clock: JumpingClock
    people: dict[int, Person]

    def page(self, drawing: Drawing, address: str = ADDRESS) -> TrainersPage:
        """The page, as a process that just started has it."""
        desks = Desks(frozenset({OWNER}), ZoneInfo("Europe/Brussels"))
        looking = Looking(self.clock, lambda: "bruis_bot")
        files = Files(Sheets(WORDS), drawing)
        return TrainersPage(address, self.db, Admission(TOKEN, desks, self.clock), looking, files)


async def built(db: Database, clock: JumpingClock) -> Estate:
    """The owner is a trainer by the settings; the others by links. EX led the workshop once, and still is a trainer."""
    async with db.work() as work:
        known = (OWNER, SECOND_TRAINER, OTHER, EX, COORDINATOR)
        people = {who: await work.add_person(who, who, START) for who in known}
        await _workshop(work, people[OWNER], WORKSHOP, NAME)
        await _trainer(work, people[OWNER], people[OTHER], 0)
        await _workshop(work, people[OTHER], OTHERS_WORKSHOP, "Een andere workshop")
        for n, who in enumerate((SECOND_TRAINER, EX), 1):
            await _trainer(work, people[OWNER], people[who], WORKSHOP, at=START + n * timedelta(seconds=1))
        await work.desk.record(people[EX], LeaveWorkshop(WORKSHOP), START)
        groups = await _groups(work, {GROUP: 9, "Zangkoor Sint-Jan & vrienden": 3})
        await _rounds(work, people[OWNER], groups)
    return Estate(db, clock, people)


async def _workshop(work: UnitOfWork, who: Person, id: int, name: str) -> None:
    await work.desk.record(who, NameWorkshop(id, name), START)
    moments = (date(2026, 3, 23), date(2026, 4, 20))
    await work.desk.record(who, PlanWorkshop(id, date(2026, 3, 9), moments), START)


async def _trainer(work: UnitOfWork, by: Person, who: Person, workshop: int, at: datetime = START) -> None:
    await work.desk.record(by, MakeTrainerLink(who.id, workshop), at)
    code = (await work.desk.trainer_codes([who.id]))[who.id]
    await work.desk.record(who, BecomeTrainer(code), at)


async def _groups(work: UnitOfWork, sizes: Mapping[str, int]) -> dict[int, list[Person]]:
    """Who takes part, by group."""
    found: dict[int, list[Person]] = {}
    for n, (name, size) in enumerate(sizes.items()):
        first = await _member(work, 1000 * (n + 1), name)
        mine = select(membership.c.group_id).where(membership.c.person_id == first.id)
        group = int(await work.connection.scalar(mine) or 0)
        found[group] = [first]
        code = await work.group_code(first.id, 1)
        for more in range(1, size):
            found[group].append(await _member(work, 1000 * (n + 1) + more, name, code))
    return found


async def _member(work: UnitOfWork, chat: int, name: str, code: str | None = None) -> Person:

    who = await work.add_person(chat, chat, START)
    await work.record(who, JoinGroup(1, code) if code else NameGroup(1, name), START)
    await work.desk.record(who, JoinWorkshop(WORKSHOP, 1), START)
    return who


async def _rounds(work: UnitOfWork, owner: Person, groups: Mapping[int, list[Person]]) -> None:
    (group, members), *_ = groups.items()
    for n, result in enumerate(results(FIRST, SECOND, THIRD)):
        id = FIRST_ROUND + n
        await _round(work, owner, id, "reflectie", tuple(groups), starts=result.closed_at - 7 * DAY)
        await work.rounds.closed(id, result.closed_at)
        mirror = result.mirror.but(some_left=True)
        await work.results.freeze(
            Frozen(id, Place(Kind.GROEP, group), result.closed_at, mirror), {(members[0].id, group): {}}
        )
    last = result.closed_at + 30 * DAY
    await _round(work, owner, TOO_FEW, "polsslag", tuple(groups), starts=last)
    await work.rounds.closed(TOO_FEW, last + DAY)
    await _round(work, owner, RUNNING, "polsslag", tuple(groups), starts=last + 30 * DAY)
    asked = (
        WriteQuestion(OWN_QUESTION, WORKSHOP, "Wie komt er zaterdag helpen?"),
        WriteAnswers(OWN_QUESTION, ("ik", "wij samen", "de jongeren", "nog niemand")),
    )
    for effect in asked:
        await work.desk.record(owner, effect, START)
    await _round(work, owner, OWN_QUESTION, "question", (), starts=last + 60 * DAY)


async def _round(
    work: UnitOfWork, owner: Person, id: int, what: RoundKind, groups: tuple[int, ...], *, starts: datetime
) -> None:
    made = DraftRound(id, WORKSHOP, groups, what, starts, starts + 7 * DAY, reminder=False)
    await work.desk.record(owner, made, starts)
    await work.desk.record(owner, StartRound(id, starts), starts)
    round = await work.rounds.round(id)
    assert round is not None
    await work.rounds.open(round, starts)
