"""What trainers do: workshops with a link for the screen, rounds of all kinds, and a look at what came of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.playground.people import CannotDo
from bot.rehearsal.calendar import Calendar, Weeks
from bot.rehearsal.coordinators import MINUTE, Coordinators
from bot.rehearsal.stage import Stage, choices, newest

#: What is done one after the other: "[id]" taps that choice, "[id]?" does where it is offered, other words are said.
Script = Sequence[str]
BEGIN: Script = ("/start", "[yes]")
WORKSHOPS: Sequence[Script] = (
    ("[today]", "[yes]"),
    ("[tomorrow]", "[other_moments]", "na 3 weken, na 2 maanden", "[yes]"),
    ("ooit", "[today]", "[no_moments]"),
)
QUESTION: Script = ("[question]", "Hoe was de eerste maand?", "goed\nzo zo\nniet goed\nweet ik niet")
KINDS: Sequence[Script] = (("[polsslag]",), QUESTION, ("[plan]",), ("[reflectie]",))
_WHEN: Sequence[Script] = (("[now]", "[for_a_week]"), ("[tomorrow_at_9]", "[for_2_weeks]"), ("[now]", "over 3 weken"))
_FIRST: Script = ("/rondes", "[item_1]")
STEERING: Sequence[Script] = (
    (*_FIRST, "[pause_round]", "[yes]", "[resume_round]?", "[show_round]?"),
    (*_FIRST, "[retry_round]", "[yes]?", "[nothing]?", "[back]?"),
    ("/groepen", "/workshop", "[item_1]", "[count]", "[renew_link]", "[nothing]", "[back]"),
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


class Trainers:
    """Has them act, a minute between two acts. `links`: how the link of each trainer's workshop starts."""

    def __init__(self, stage: Stage, calendar: Calendar, weeks: Weeks, people: Coordinators) -> None:
        self._stage, self._calendar, self._weeks, self._people = stage, calendar, weeks, people
        self.links: dict[int, str] = {}

    def holds_workshop(self, who: int, moment: datetime, name: str, how: Script) -> None:
        """They make a workshop, and show its link."""
        self.plays(who, moment, ("/workshop", "[new_workshop]", name, *how, "[share_link]", "[count]"))
        self._calendar.put(moment + 12 * MINUTE, partial(self._notes_link, who))

    def plays(self, who: int, moment: datetime, script: Script) -> None:
        """They follow the script, one act a minute."""
        for nth, act in enumerate(script):
            self._calendar.put(moment + nth * MINUTE, partial(self._act, who, act))

    async def _act(self, who: int, act: str) -> None:
        if not act.startswith("["):
            self._people.says(who, act)
            return
        wanted = act.strip("[]?")
        for id, data, message in choices(self._stage, who):
            if id == wanted:
                self._people.press(who, data, message)

    async def _notes_link(self, who: int) -> None:
        for message in reversed(self._stage.api.said(who)):
            if "start=" in message.text:
                self.links[who] = message.text.split("start=")[1].split()[0]
                return

    def link_of(self, who: int) -> str:
        """How the link of their last workshop starts; empty where there is none."""
        return self.links.get(who, "")

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
