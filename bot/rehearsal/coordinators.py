"""What coordinators do: they come, sit with the bot for a while, tap, write, change their minds, and go again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.playground.people import ATTACHMENTS, CannotDo
from bot.rehearsal.calendar import Calendar, Weeks
from bot.rehearsal.characters import Soul
from bot.rehearsal.evidence import Evidence
from bot.rehearsal.stage import Choices, Stage, choices
from bot.rehearsal.words import WORDS_WANTED, Vocabulary
from dialogues.machine import State
from dialogues.model import LifePhase

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: How often somebody goes when nothing is being asked.
HAD_ENOUGH = 0.85
#: Who answers what they were asked does so to its end.
FOR_A_ROUND = 24
#: How likely a button is to be tapped, by its id; any other: 1. Yes and no hang on the person.
_LIKELY: Mapping[str, float] = {
    **dict.fromkeys(("why", "example", "back", "back_to_name"), 0.06),
    **dict.fromkeys(("skip", "unknown", "correct", "another", "in_1_week", "look_briefly"), 0.35),
    **dict.fromkeys(("enough", "no_plan", "other_theme", "rewrite", "not_now", "never", "neither"), 0.2),
    **dict.fromkeys(("erase", "end_talk", "start_over", "drop_it", "no_check_in"), 0.1),
    **dict.fromkeys(("take", "recognised", "group_1", "any_time", "nothing"), 2.5),
}


class Coordinators:
    """Has each of them act at their moments."""

    def __init__(self, stage: Stage, calendar: Calendar, weeks: Weeks, words: Vocabulary) -> None:
        self._stage, self._calendar, self._weeks, self._words = stage, calendar, weeks, words
        self._souls: dict[int, Soul] = {}
        self._pressed: dict[int, list[tuple[str, int]]] = {}

    def arrives(self, soul: Soul, moment: datetime, link: Callable[[], str | None]) -> None:
        """They come for the first time, with what the link starts with, once there is one; and later by themselves."""
        self._souls[soul.id] = soul
        self._calendar.put(moment, partial(self._first, soul, link))
        first, commands = self._weeks.share(moment), soul.character.besides
        for nth in range(soul.chance.randint(*soul.character.visits)):
            at = self._weeks.moment(soul.chance, soul.chance.uniform(first, 1))
            self._calendar.put(self._hour(soul, at), partial(self._sits, soul, commands[nth % len(commands)]))
        for deed in soul.character.deeds:
            at = self._weeks.moment(soul.chance, soul.chance.uniform(first, 1))
            self._calendar.put(at, partial(self._deed, soul, deed))

    def got(self, who: int) -> None:
        """Something unasked came: they may answer soon, or later, or never."""
        soul = self._souls.get(who)
        if soul is None or soul.sitting or soul.waits or not soul.does(soul.character.answers):
            return
        soul.waits = True
        soon = soul.does(0.6)
        after = MINUTE * soul.chance.randint(3, 90) if soon else DAY * soul.chance.uniform(0.2, 4)
        self._calendar.put(self._stage.clock.now() + after, partial(self._sits, soul, "", FOR_A_ROUND))

    def stirs(self, chance: Random) -> None:
        """Some of those who talk with the bot ask it something."""
        people = self._stage.api.people
        there = [who for who in sorted(self._stage.sessions) if not people.person(who).deactivated]
        for who in chance.sample(there, min(4, len(there))):
            self.says(who, "/help")

    def _hour(self, soul: Soul, at: datetime) -> datetime:
        return at + timedelta(hours=12) if soul.does(soul.character.nights) else at

    async def _first(self, soul: Soul, link: Callable[[], str | None]) -> None:
        if (start := link()) is None:
            self._calendar.put(self._stage.clock.now() + HOUR, partial(self._first, soul, link))
        else:
            await self._sits(soul, f"/start {start}".strip())

    async def _sits(self, soul: Soul, doing: str, least: int = 1) -> None:
        """A sitting begins; whoever is in one goes on with it."""
        soul.waits = False
        if soul.sitting:
            return
        soul.sitting, soul.doing = max(least, soul.chance.randint(*soul.character.patience)), doing
        await self._acts(soul)

    async def _acts(self, soul: Soul) -> None:
        """One act, and the next one a minute later, while there is patience and something to do."""
        soul.sitting -= 1
        try:
            goes_on = self._act(soul)
        except CannotDo:
            goes_on = False
        if goes_on and soul.sitting > 0:
            self._calendar.put(self._stage.clock.now() + MINUTE, partial(self._acts, soul))
        else:
            soul.sitting = 0

    def _act(self, soul: Soul) -> bool:
        """Do what they do next; whether they stay."""
        if soul.doing:
            self.says(soul.id, soul.doing)
            soul.doing = ""
            return True
        chat = self._stage.api.chat(soul.id)
        if chat.messages and chat.messages[-1].sender is not None and self._stage.runs:
            return False
        session, offered = self._stage.sessions.get(soul.id), choices(self._stage, soul.id)
        if session is None or (session.state is State.REST and not offered):
            return False
        invited = any(id.startswith("/start=") for id, _, _ in offered)
        if session.state is State.REST and not invited and soul.does(HAD_ENOUGH):
            return False
        if soul.does(soul.character.odd):
            self._trick(soul, offered)
        elif not offered or self._rather_writes(soul, session.state):
            self._writes(soul)
        else:
            self._taps(soul, offered)
        return True

    def _rather_writes(self, soul: Soul, state: State) -> bool:
        likes = 0.9 if state in (State.GROUP_NAME, State.JOINING_GROUP, State.PLAN_IF, State.PLAN_THEN) else 0.0
        return soul.does(max(likes, soul.character.types if state in WORDS_WANTED else soul.character.types / 8))

    def _writes(self, soul: Soul) -> None:
        session = self._stage.sessions[soul.id]
        text, marked = self._words.reply(soul.chance, session, soul.phase, soul.group)
        message = self.says(soul.id, text, marked=marked)
        if soul.does(soul.character.edits):
            self._did(soul.id)
            other = f"{text} toch"
            self._plant(soul.id, other, marked=marked)
            self._stage.api.edit(soul.id, message, other)

    def says(self, who: int, text: str, *, marked: bool = False, chat: int | None = None) -> int:
        """Write; the number of the message."""
        self._did(who)
        self._plant(who, text, marked=marked)
        person = self._stage.api.people.person(who)
        if person.blocked and chat is None:
            self._evidence.blocked.setdefault(who, []).append((self._stage.clock.now(), False))
        return self._stage.api.say(who, text, chat).id

    @property
    def _evidence(self) -> Evidence:
        return self._stage.evidence

    def _did(self, who: int) -> None:
        self._evidence.acts.setdefault(who, []).append(self._stage.clock.now())

    def _plant(self, who: int, text: str, *, marked: bool) -> None:
        if marked:
            self._words.planted(text, who, self._stage.clock.now())

    def _taps(self, soul: Soul, offered: Choices) -> None:
        likely = [self._likely(soul, id) for id, _, _ in offered]
        [(_, data, message)] = soul.chance.choices(offered, likely)
        self.press(soul.id, data, message)
        if soul.does(soul.character.twice):
            self.press(soul.id, data, message)

    def press(self, who: int, data: str, message: int, chat: int | None = None) -> None:
        """Press a button."""
        self._did(who)
        self._pressed.setdefault(who, []).append((data, message))
        self._stage.api.press(who, data, message, chat)

    def _likely(self, soul: Soul, id: str) -> float:
        if id == "yes" or id.startswith("/start=r"):
            return 3 * soul.character.agrees + 0.1
        if id == "no" or id.startswith("/start=n"):
            return 3 * (1 - soul.character.agrees) + 0.1
        if id in tuple(LifePhase):
            return 3.0 if id == soul.phase else 0.4
        return soul.character.likes.get(id, _LIKELY.get(id, 1.0))

    def _trick(self, soul: Soul, offered: Choices) -> None:
        """Something the bot did not count on."""
        chance, say = soul.chance, partial(self.says, soul.id)
        match chance.randrange(8):
            case 0:
                self._did(soul.id)
                self._stage.api.attach(soul.id, chance.choice(ATTACHMENTS))
            case 1:
                for text in ("en", "dan nog iets", "sorry, nog iets"):
                    say(text)
            case 2:
                say(chance.choice(("/dans", "/start ONBEKEND", "/rondes 1", "/help", "/wis", "/profiel", "/groepen")))
            case 3:
                say("een heel lange tekst " * 190)
            case 4 if self._pressed:
                data, _ = chance.choice(self._pressed[chance.choice(sorted(self._pressed))])
                self._forges(soul, data, offered)
            case 5 if self._pressed.get(soul.id):
                self._forges(soul, self._pressed[soul.id][0][0], offered)
            case 6:
                self._forges(soul, chance.choice(("x", "a:b:c", "k:1:yes", "0" * 64)), offered)
            case _:
                self._writes(soul)

    def _forges(self, soul: Soul, data: str, offered: Choices) -> None:
        if offered:
            self._did(soul.id)
            self._stage.api.press(soul.id, data, offered[0][2])

    async def _deed(self, soul: Soul, deed: str) -> None:
        """Something with the chat itself."""
        now, person = self._stage.clock.now(), self._stage.api.people.person(soul.id)
        if deed == "leave":
            self._stage.api.deactivate(soul.id)
            soul.sitting = 0
        elif person.started and person.blocked == (deed == "unblock"):
            self._did(soul.id)
            self._evidence.blocked.setdefault(soul.id, []).append((now, deed == "block"))
            self._stage.api.block(soul.id, deed == "block")
