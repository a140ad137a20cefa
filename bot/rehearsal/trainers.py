"""What trainers do: workshops with a link for the screen, rounds of all kinds, and a look at what came of them."""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.playground.people import CannotDo
from bot.rehearsal.calendar import Calendar, Weeks
from bot.rehearsal.coordinators import HOUR, MINUTE, Coordinators
from bot.rehearsal.stage import Stage, choices, newest

#: What is done one after the other: "[id]" taps that choice, "[id]?" does where it is offered, other words are said.
Script = Sequence[str]
#: What was not there is looked for this often before the script is begun anew, and this often in all.
LOOKS, MOST_TRIES = 3, 9
BEGIN: Script = ("/start", "[yes]?")
WORKSHOPS: Sequence[Script] = (
    ("[today]", "[yes]"),
    ("[tomorrow]", "[other_moments]", "na 3 weken, na 2 maanden", "[yes]"),
    ("ooit", "[tomorrow]", "[other_day]", "[today]", "[no_moments]"),
)
QUESTION: Script = ("[question]", "Hoe was de eerste maand?", "goed\nzo zo\nniet goed\nweet ik niet")
KINDS: Sequence[Script] = (("[polsslag]",), QUESTION, ("[plan]",), ("[reflectie]",))
_WHEN: Sequence[Script] = (("[now]", "[for_a_week]"), ("[tomorrow_at_9]", "[for_2_weeks]"), ("[now]", "over 3 weken"))
_FIRST: Script = ("/rondes", "[item_1]")
STEERING: Sequence[Script] = (
    (*_FIRST, "[pause_round]", "[yes]", "[resume_round]?", "[show_round]?"),
    (*_FIRST, "[retry_round]", "[yes]?", "[nothing]?", "[back]?"),
    ("/groepen", "/workshop", "[item_1]", "[count]", "[renew_link]", "[nothing]", "[back]"),
    ("/workshop", "[item_1]", "[add_trainer]?", "[leave_workshop]", "[nothing]", "[leave_desk]?"),
    ("/workshop", "[invite_trainer]", "[new_workshop]", "[back]", "/ronde", "[item_1]?", "[no_round]?"),
    (*_FIRST, "[stop_round]", "[yes]?", "[show_mirror]?", "[save_mirror]?"),
)
SHOWING: Script = (*_FIRST, "[show_mirror]?", "[save_mirror]?", "[repeat_round]?", "[leave_desk]?")


def round_script(chance: Random, kind: Script) -> Script:
    """A round of this kind is started; now and then it is tried out first, or undone within the minute."""
    extras = (("[to_me_first]",), (), ()), (("[stop_round]?",), (), (), (), ())
    first, undone = (chance.choice(some) for some in extras)
    reminder = chance.choice(("[yes]", "[no]"))
    when = chance.choice(_WHEN)
    return ("/ronde", "[item_1]?", "[groups_chosen]?", *kind, *when, reminder, *first, "[start_round]", *undone)


@dataclass
class Errand:
    """A script that somebody is busy with. `at`: which act is next. `tries`: how often it could not be done."""

    script: Script
    then: Callable[[], object]
    at: int = 0
    tries: int = 0


class Trainers:
    """Has them act: one errand after the other, each act once the last was answered, and anew where it went wrong."""

    def __init__(self, stage: Stage, calendar: Calendar, weeks: Weeks, people: Coordinators) -> None:
        self._stage, self._calendar, self._weeks, self._people = stage, calendar, weeks, people
        self._errands: dict[int, deque[Errand]] = {}
        self._links: dict[int, str] = {}

    def holds_workshop(self, who: int, moment: datetime, name: str, how: Script) -> None:
        """They come for the first time, make a workshop, and show its link."""
        making = (*BEGIN, "/workshop", "[new_workshop]", name, *how, "[share_link]")
        self.plays(who, moment, making, partial(self._note_link, who))
        self.plays(who, moment + 20 * MINUTE, ("/workshop", "[item_1]", "[count]"))

    def plays(self, who: int, moment: datetime, script: Script, then: Callable[[], object] = lambda: None) -> None:
        """They follow the script from that moment on, one act a minute."""
        self._calendar.put(moment, partial(self._begins, who, Errand(script, then)))

    async def _begins(self, who: int, errand: Errand) -> None:
        waiting = self._errands.setdefault(who, deque())
        waiting.append(errand)
        if len(waiting) == 1:
            await self._goes_on(who)

    async def _goes_on(self, who: int) -> None:
        errand = self._errands[who][0]
        if not self._stage.runs:
            self._again(who, HOUR)
        elif self._answered(who) and self._does(who, errand.script[errand.at]):
            errand.at += 1
            self._again(who, MINUTE, self._goes_on if errand.at < len(errand.script) else self._done)
        elif errand.tries < MOST_TRIES:
            errand.tries += 1
            errand.at = 0 if errand.tries % LOOKS == 0 else errand.at
            self._again(who, MINUTE if errand.at else HOUR)
        else:
            await self._done(who)

    async def _done(self, who: int) -> None:
        """With this errand; they go on with the next."""
        self._errands[who].popleft().then()
        if self._errands[who]:
            await self._goes_on(who)

    def _again(self, who: int, after: timedelta, what: Callable[[int], Awaitable[None]] | None = None) -> None:
        self._calendar.put(self._stage.clock.now() + after, partial(what or self._goes_on, who))

    def _answered(self, who: int) -> bool:
        said = self._stage.api.chat(who).messages
        return not said or said[-1].sender is None

    def _does(self, who: int, act: str) -> bool:
        """Whether it could be done."""
        if not act.startswith("["):
            self._people.says(who, act)
            return True
        for id, data, message in choices(self._stage, who):
            if id == act.strip("[]?"):
                self._people.press(who, data, message)
                return True
        return act.endswith("?")

    def _note_link(self, who: int) -> None:
        for message in reversed(self._stage.api.said(who)):
            if "start=" in message.text:
                self._links[who] = message.text.split("start=")[1].split()[0]
                return

    def link_of(self, who: int) -> str | None:
        """How the link of their workshop starts; None while there is none."""
        return self._links.get(who)

    def rounds(self, who: int, chance: Random, since: float) -> None:
        """Rounds over all that is left, each steered while it runs and looked at when it is over."""
        left = self._weeks.played * (1 - since)
        for nth in range(max(1, round(left / timedelta(weeks=3)))):
            moment = self._weeks.moment(chance, since + (1 - since) * nth * timedelta(weeks=3) / left)
            hour = moment.replace(hour=chance.randint(8, 17)) + timedelta(days=3)
            self.plays(who, self._weeks.inside(hour), round_script(chance, KINDS[nth % len(KINDS)]))
            steered = self._weeks.inside(hour + timedelta(days=2, hours=1))
            self.plays(who, steered, STEERING[chance.randrange(len(STEERING))])
            self.plays(who, self._weeks.inside(hour + timedelta(days=17)), SHOWING)


class ChatOfGroup:
    """A chat of a group, in which an administrator starts a round, and each answers apart."""

    def __init__(self, stage: Stage, calendar: Calendar, people: Coordinators, chat: int) -> None:
        self._stage, self._calendar, self._people, self._chat = stage, calendar, people, chat

    def starts(self, who: int, moment: datetime, others: Sequence[int]) -> None:
        """The administrator starts one, the others follow its button, somebody else taps where they may not."""
        name = self._stage.api.world.state.profile.username
        for nth, act in enumerate((f"/ronde@{name}", "/polsslag", "hallo iedereen, wie komt er zaterdag?")):
            self._calendar.put(moment + nth * MINUTE, partial(self._act, who, act))
        for nth, other in enumerate(others):
            self._calendar.put(moment + (5 + nth) * MINUTE, partial(self._follows, other))

    async def _act(self, who: int, act: str) -> None:
        offered = {id: (data, message) for id, data, message in choices(self._stage, self._chat)}
        if act in offered:
            self._people.press(who, *offered[act], chat=self._chat)
        else:
            self._people.says(who, act, chat=self._chat)

    async def _follows(self, who: int) -> None:
        message = newest(self._stage, self._chat)
        links = [b.url for row in (message.buttons if message else []) for b in row if b.url]
        if links:
            try:
                self._people.says(who, f"/start {links[0].partition('start=')[2]}")
            except CannotDo:
                return
            self._people.got(who)
