"""What the coach remembers of one person: a versioned snapshot, without any of their words."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field
from pydantic_core import from_json, to_json

from dialogues.effects import Purpose
from dialogues.errors import DialogueError, SnapshotTooNew
from dialogues.going_deeper import DeepeningTalk
from dialogues.hours import Hours
from dialogues.looking_up import Browsing, Page
from dialogues.machine import State
from dialogues.marks import LastText, Lost, Press
from dialogues.model import LifePhase, Theme, WarningLight
from dialogues.returning import Returning, Writing
from dialogues.snapshot import Snapshot
from dialogues.training import Answering, DeskTalk, Joining
from dialogues.upgrades import upgraded

VERSION = 2
TalkKind = Literal["reflectie", "polsslag"]


class Group(Snapshot):
    """A group of this person. `branch`: a local branch of a vereniging. `shared`: others can be in it too.

    `refs`: the message with its name.
    """

    n: int
    branch: bool | None = None
    shared: bool = False
    code: str | None = None
    refs: tuple[int, ...] = ()


class Answer(Snapshot):
    """What was answered on one kenmerk. `words` numbers the kept words, `spans` mark the evidence in them.

    `certain`: the reading was sure enough, or had to do; where it is not, `corrected` is what the person chose when
    they were asked about it.
    """

    kenmerk: str
    how: Literal["text", "button", "unknown", "skipped"]
    phase: LifePhase | None = None
    probabilities: tuple[float, ...] = ()
    lights: tuple[WarningLight, ...] = ()
    certain: bool = True
    corrected: LifePhase | None = None
    words: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    refs: tuple[int, ...] = ()

    @property
    def settled(self) -> LifePhase | None:
        """The phase that counts: the person's own correction wins over the reading."""
        return self.corrected or self.phase


class Moment(Snapshot):
    """The concrete moment that was told: the number of its words."""

    words: int
    refs: tuple[int, ...] = ()


class Reflection(Snapshot):
    """A reflection that is going on, or the last one. `at` is the place in `kenmerken` that is being asked."""

    n: int
    kind: TalkKind
    group: int
    started_at: datetime
    kenmerken: tuple[str, ...] = ()
    at: int = 0
    moment: Moment | None = None
    answers: tuple[Answer, ...] = ()
    asked_back: tuple[str, ...] = ()  # the kenmerken of which a doubtful reading was asked about
    line: str | None = None  # the kenmerk whose line of the mirror is being corrected
    theme: Theme | None = None
    tip: str | None = None

    @property
    def kenmerk(self) -> str:
        """The kenmerk that is being asked."""
        return self.kenmerken[self.at]

    def answer(self, kenmerk: str) -> Answer | None:
        """The answer on this kenmerk, if there is one."""
        return next((a for a in self.answers if a.kenmerk == kenmerk), None)

    def with_answer(self, answer: Answer) -> Self:
        """The same with this answer, in the order of the kenmerken."""
        others = [a for a in self.answers if a.kenmerk != answer.kenmerk]
        return self.but(answers=tuple(sorted([*others, answer], key=lambda a: self.kenmerken.index(a.kenmerk))))


class Past(Snapshot):
    """A finished reflection, as codes. `phase` None: mixed, then `pair` holds the two likeliest; none: too little."""

    n: int
    kind: TalkKind
    group: int
    finished_at: datetime
    phase: LifePhase | None
    pair: tuple[LifePhase, ...]
    phases: dict[str, LifePhase]
    lights: tuple[WarningLight, ...]


class Plan(Snapshot):
    """An als-dan-plan; its two halves are kept words. `check_in`: when it will be asked about, where that is planned.

    `reflection` 0: of a tip that was looked up by itself. `phase`: that for which the tip was given.
    """

    n: int
    reflection: int
    theme: Theme
    tip: str
    phase: LifePhase | None = None
    made_at: datetime
    words_if: int
    words_then: int = 0
    refs_if: tuple[int, ...] = ()
    refs_then: tuple[int, ...] = ()
    check_in: datetime | None = None
    outcome: str | None = None
    effect: str | None = None


class Guesses(Snapshot):
    """Links that did not work: how many, and when the first of them came."""

    n: int = 0
    since: datetime | None = None


class Session(Snapshot):
    """All of it. `asked` numbers the open question; a button of another number is stale."""

    version: int = VERSION
    state: State = State.WELCOME
    interrupted: State | None = None
    wants: TalkKind = "reflectie"  # the kind of talk that is being set up
    instead: Literal["verdiep", "tips"] | None = None  # what would come in place of an unfinished talk; None: `wants`
    about: int = 0  # the number of the group that it will be about
    asked: int = 1
    asked_at: datetime | None = None
    turns: int = 0
    last_at: datetime | None = None
    last_text: LastText | None = None
    last_press: Press | None = None
    lost: Lost = Lost()
    guesses: Guesses = Guesses()
    warned: int = -1  # the reflection in which they were told last that something was too private
    invited: Group | None = None  # by a link, before they said yes
    consents: dict[Purpose, bool] = Field(default_factory=dict)
    terms: dict[Purpose, str] = Field(default_factory=dict)  # the version of the words that each was answered to
    held_until_they_write: bool = False
    set_aside: bool = False  # after words of distress no talk goes on, until the person takes it up again
    groups: tuple[Group, ...] = ()
    reflection: Reflection | None = None
    past: tuple[Past, ...] = ()
    deepening: DeepeningTalk | None = None
    deepened: int = 0  # the reflection after which a deepening talk was held to its end
    browsing: Browsing | None = None  # None: the tips are those of the reflection
    page: Page | None = None
    desk: DeskTalk | None = None  # what a trainer is busy with
    answering: Answering | None = None  # a round of a trainer's, perhaps before they said yes to the talk
    joining: Joining | None = None  # a workshop that is being joined, perhaps before they said yes to the talk
    trainer_code: str | None = None  # the link that will make them a trainer once they said yes to the talk
    draft: Plan | None = None
    plan: Plan | None = None
    tips_given: tuple[str, ...] = ()
    words: int = 0
    reflections: int = 0
    plans: int = 0
    back: Returning = Returning()
    writing: Writing | None = None  # None: not asked yet

    def group(self, n: int) -> Group:
        """The person's group number `n`."""
        return next(g for g in self.groups if g.n == n)

    def with_group(self, group: Group) -> Self:
        """The same with this group, new or changed."""
        others = tuple(g for g in self.groups if g.n != group.n)
        return self.but(groups=tuple(sorted((*others, group), key=lambda g: g.n)))

    @property
    def talk(self) -> Reflection:
        """The reflection at hand; DialogueError where a scene asks for one that cannot be there."""
        if self.reflection is None:
            raise DialogueError("no reflection is going on")
        return self.reflection

    @property
    def deepening_talk(self) -> DeepeningTalk:
        """The deepening talk at hand; DialogueError where a scene asks for one that cannot be there."""
        if self.deepening is None:
            raise DialogueError("no deepening talk is going on")
        return self.deepening

    def coming(self, **changes: Any) -> Self:
        """The same with these changes to what is remembered of coming back."""
        return self.but(back=self.back.but(**changes))

    def hours(self, ours: Hours) -> Hours:
        """When they like to be written to, where `ours` are the hours of everybody."""
        theirs = self.writing or Writing()
        zone = ZoneInfo(theirs.zone) if theirs.zone else ours.zone
        return replace(ours, zone=zone, part=theirs.part, weekends=theirs.weekends)

    @property
    def agreed(self) -> bool:
        """Whether the person said yes to the talk, before which nothing is kept."""
        return self.consents.get("talk", False)

    def dump(self) -> str:
        """The snapshot as JSON, with its version."""
        kept = self.model_dump(mode="json", exclude_defaults=True)
        return to_json({"version": self.version, **kept}).decode()

    @classmethod
    def load(cls, text: str) -> "Session":
        """The session of a snapshot of this or any earlier release.

        SnapshotTooNew for one of a later release, DialogueError for what is no snapshot.
        """
        try:
            kept = from_json(text)
            if kept["version"] > VERSION:
                raise SnapshotTooNew(f"snapshot of version {kept['version']}, this program knows {VERSION}")
            return cls.model_validate(upgraded(kept))
        except (ValueError, TypeError, KeyError) as error:
            raise DialogueError(f"a snapshot does not load ({type(error).__name__})") from None
