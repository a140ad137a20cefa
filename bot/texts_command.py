"""The body of `bruis texts check`: every text that can be said is whole, plain and fits; every text can be said."""

from importlib.resources.abc import Traversable
from itertools import chain

from bot.settings import LONGEST_LINE
from bot.texts_checks import saying, whole
from coaching_texts import plain
from coaching_texts.texts import Texts, folder_of
from dialogues.engine import Engine
from dialogues.errors import DialogueError
from dialogues.exploring import ReadsReplies, explore
from dialogues.hours import BELGIUM
from dialogues.model import LifePhase, Theme

#: The figures that make the texts longest.
_SETTINGS = {"keep_days": 30, "group_minimum": 5, "organisation": "W" * LONGEST_LINE, "contact": "W" * LONGEST_LINE}


def check(folder: Traversable | None = None, said: saying.Reached | None = None) -> list[str]:
    """One line per fault in the texts of this folder, by default the Dutch ones.

    `said`: what a walk through the talks came to, where that is known already; the walk takes some seconds.
    Where the words are not whole, what builds on them is not looked at yet.
    """
    folder = folder or folder_of("nl")
    if faults := list(whole.unreadable(folder)):
        return faults
    sources = list(plain.texts_in(folder))
    if faults := [*whole.broken_templates(sources), *whole.unshapely(folder)]:
        return faults
    texts = Texts(folder, **_SETTINGS)
    return [
        *plain.faults(sources, plain.words_to_avoid(folder)),
        *whole.faults_of_tips(texts.tips),
        *_faults_of_saying(texts, sources, said),
    ]


def walk(texts: Texts) -> saying.Reached:
    """All that the talks can say; DialogueError where they go wrong."""
    return saying.Reached.of(explore(Engine(ReadsReplies(), texts, BELGIUM)))


def _faults_of_saying(texts: Texts, sources: list[plain.Text], said: saying.Reached | None) -> list[str]:
    try:
        return list(saying.faults(texts, said or walk(texts), sources))
    except DialogueError as error:
        return [f"the dialogues: {error}"]


def counts() -> str:
    """How many texts there are, and how many tips per theme and phase."""
    texts = Texts("nl", **_SETTINGS)
    rows = [["", *LifePhase]] + [[t, *(str(len(texts.fitting(p, t))) for p in LifePhase)] for t in Theme]
    width = max(map(len, chain.from_iterable(rows))) + 2
    table = "\n".join("".join(cell.ljust(width) for cell in row).rstrip() for row in rows)
    return f"{len(texts.keys)} texts and {len(texts.tips)} tips, all in order. Tips:\n{table}"
