"""What people write in a rehearsal: to each question something that could be said, now and then something else."""

import itertools
import re
from collections.abc import Mapping
from datetime import datetime
from random import Random

from bot.rehearsal.evidence import Evidence
from coaching_texts.texts import Texts
from dialogues.machine import State
from dialogues.model import LifePhase
from dialogues.session import Session

#: Every text that was marked has one of these in it: by it what is left of the text is found.
MARK = "zqx"
_MARKS = re.compile(rf"{MARK}[a-j]{{5}}")
#: How often words of distress come, and how often a reply is of the phase that the group is in.
HEAVY, IN_THEIR_PHASE = 0.004, 0.75
S = State
_MOMENTS = (
    "volgende week donderdag om 10u",
    "over drie weken",
    "morgen",
    "zaterdag om 23 uur",
    "over 10 dagen in de namiddag",
    "gisteren",
    "31 februari",
    "zondag om 11u",
)
_TOLD = (
    "Ik heb het gevraagd en ze kwam meteen mee",
    "Het kwam er nog niet van, het was druk",
    "Half, we hebben er toch over gesproken",
    "Ze vonden het een goed idee",
)
_IFS = (
    "als we dinsdag samenkomen",
    "Als het opruimen gedaan is, dan vraag ik wie er iets nieuws wil proberen",
    "Als de vergadering begint, dan laat ik eerst de nieuwe aan het woord",
)
_THENS = ("dan vraag ik het aan de buurvrouw", "dan bel ik een vrijwilliger van vroeger", "dan stel ik een vraag")
_STORIES = (
    "Vorige week stonden er plots drie nieuwe mensen aan de deur",
    "Bij de opkuis bleef iedereen langer zitten dan anders",
    "Er was ruzie over de sleutel van het lokaal",
)
_ANYTHING = (
    "ok",
    "ja",
    "nee",
    "terug",
    "dank je",
    "hallo",
    "geen idee",
    "waarom vraag je dat?",
    "een voorbeeld",
    "ben jij een robot?",
    "<b>&amp;</b> 🌱 ’t loopt",
    "stop",
    "mijn nummer is 0470 12 34 56",
)
_HEAVY = ("ik wil dood", "ik ben helemaal opgebrand")
_BY_STATE: Mapping[State, tuple[str, ...]] = {
    S.MOMENT: _STORIES,
    S.PLAN_IF: _IFS,
    S.PLAN_THEN: _THENS,
    S.FOLLOW_UP_TELL: _TOLD,
    S.DEEPENING: (*_STORIES, *_TOLD),
    **dict.fromkeys((S.CHECK_IN, S.LATER, S.REMINDER_MOVE), _MOMENTS),
}
#: Where something is expected in words and no button gives it.
WORDS_WANTED = frozenset({*_BY_STATE, S.GROUP_NAME, S.JOINING_GROUP, S.KENMERK, S.CLARIFY})
#: What is written here is kept only as names or as moments, and so carries no mark.
_UNMARKED = frozenset({S.GROUP_NAME, S.JOINING_GROUP, S.CHECK_IN, S.LATER, S.REMINDER_MOVE})


class Vocabulary:
    """Has marks planted in what is kept as words, and tells `evidence` of each."""

    def __init__(self, texts: Texts, evidence: Evidence) -> None:
        self._kenmerken, self._evidence = texts.kenmerken, evidence
        self._marks = itertools.count(1)

    def reply(self, chance: Random, session: Session, phase: LifePhase, group: str) -> tuple[str, bool]:
        """What somebody of a group in this phase could write now, and whether it carries a mark."""
        state = session.state
        if state in (S.GROUP_NAME, S.JOINING_GROUP):
            return group, False
        if chance.random() < HEAVY:
            return chance.choice(_HEAVY), False
        if state in (S.KENMERK, S.CLARIFY) and session.reflection is not None:
            return self._marked(chance, self._about(chance, session.talk.kenmerk, phase))
        if state in _BY_STATE and state in _UNMARKED:
            return chance.choice(_BY_STATE[state]), False
        if state in _BY_STATE:
            return self._marked(chance, chance.choice(_BY_STATE[state]))
        return chance.choice(_ANYTHING), False

    def planted(self, text: str, who: int, at: datetime) -> None:
        """This text was sent."""
        for mark in marks_in(text):
            self._evidence.planted[mark] = (who, at)

    def _about(self, chance: Random, kenmerk: str, phase: LifePhase) -> str:
        known = self._kenmerken[kenmerk]
        own = phase if chance.random() < IN_THEIR_PHASE else chance.choice(list(LifePhase))
        said: str = chance.choice([*known["examples"], known["mirror"][own], known["statements"][own]])
        return said

    def _marked(self, chance: Random, text: str) -> tuple[str, bool]:
        """Half of them carry a mark, which looks like a name."""
        if chance.random() < 1 / 2:
            return text, False
        return f"{text.rstrip('.')} met {MARK}{_letters(next(self._marks))} erbij", True


def marks_in(text: str) -> list[str]:
    """The marks in it."""
    return _MARKS.findall(text)


def _letters(number: int) -> str:
    """A number in letters: figures might be taken for something else."""
    return "".join(chr(ord("a") + int(figure)) for figure in f"{number:05}")
