"""One person and their coach, played in memory: the engine with the real reader, tips and texts, and what it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rendering import References, Renderer
from coaching_texts.texts import Texts
from dialogues.contacts import ContactKind
from dialogues.effects import CancelContacts, Effect, Forget, JoinGroup, KeepWords, NameGroup, PlanContact, Say
from dialogues.engine import Engine, Turn, open_question
from dialogues.hours import BELGIUM
from dialogues.inputs import Command, Due, Edited, Input, Invitation, Pressed, Said, Unreadable, UnreadableKind
from dialogues.machine import State
from dialogues.reading import load_reader
from dialogues.returning import Listed
from dialogues.session import Session
from dialogues.talks.coming_back import A_WHILE
from dialogues.trainer_effects import JoinWorkshop
from tests.dialogues.trained import LINKS, OTHERS, Desks, workshop_link

TEXTS = Texts("nl", keep_days=30, group_minimum=5)
ENGINE = Engine(load_reader(), TEXTS, BELGIUM)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

#: The groups that can be joined: what the code stands for, and the group's name.
INVITATIONS: Mapping[str, tuple[Invitation, str]] = {
    "BUREN": (Invitation("group", "BUREN", None), "De buren"),
    "KOEPEL": (Invitation("group", "KOEPEL", True), "Afdeling Zuid"),
}


@dataclass
class Coached:
    """The person's side of the talk, and the little that the shell would keep of it.

    The session is dumped and loaded again after every turn. A minute passes before whatever the person does,
    except where it comes at once.
    """

    session: Session = field(default_factory=Session)
    now: datetime = MONDAY
    at: datetime = MONDAY
    texts_said: int = 0
    words: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    contacts: dict[tuple[str, int, int], PlanContact] = field(default_factory=dict)
    desks: Desks = field(default_factory=Desks)
    joined: bool = False

    def say(self, text: str, *, at_once: bool = False) -> Turn:
        """Free text; at once: it reached us together with the last one."""
        self._wait(at_once=at_once)
        self.texts_said += 1
        last = self.session.last_text
        so_far = self.words.get(last.words, "") if last else ""
        meant = self.renderer.meant(open_question(self.session).rows, text)
        there = self.session.state is State.JOINING_GROUP and text == INVITATIONS["BUREN"][1]
        group = INVITATIONS["BUREN"][0] if there else None
        return self.take(Said(text, self.at, self.texts_said, meant, so_far, group))

    def press(self, choice: str, asked: int | None = None) -> Turn:
        """A button of the open question, or of the one with this number."""
        self._wait()
        return self.take(Pressed(self.session.asked if asked is None else asked, choice, self.at))

    def edit(self, nth: int, text: str) -> Turn:
        """The person's nth free text gets other words."""
        self._wait()
        return self.take(Edited(text, self.at, nth))

    def command(self, name: str, argument: str = "") -> Turn:
        """`/name argument`."""
        self._wait()
        planned = self._planned if name == "herinneringen" else ()
        return self.take(Command(name, self.at, argument, self._invitation(argument), planned))

    def _invitation(self, code: str) -> Invitation | None:
        if code == OTHERS.code:
            return workshop_link(joined=self.joined)
        return LINKS.get(code) or INVITATIONS.get(code, (None, ""))[0]

    @property
    def _planned(self) -> tuple[Listed, ...]:
        """What is planned, the next first, as the shell looks it up."""
        planned = sorted(self.contacts.values(), key=lambda c: c.due)
        local = [(c, c.due.astimezone(BELGIUM.zone)) for c in planned]
        return tuple(Listed(kind=c.kind, about=c.about, nth=c.nth, due=due) for c, due in local)

    def agreed_to_other_words(self) -> Turn:
        """Their yes to the talk was to words of before those of now; they write."""
        self.session = self.session.but(terms={**self.session.terms, "talk": "2020-01"})
        return self.say("hallo")

    def send(self, kind: UnreadableKind) -> Turn:
        """Something that is no text."""
        self._wait()
        return self.take(Unreadable(kind, self.at))

    def due(self, kind: str) -> Turn:
        """The planned contact of this kind comes due; KeyError where there is none. In a talk it waits for a day."""
        planned = next((c for c in self.contacts.values() if c.kind == kind), None)
        if planned is None:
            raise KeyError(f"no contact {kind} is planned")
        self.now = max(self.now, planned.due)
        del self.contacts[planned.kind, planned.about, planned.nth]
        turn = self.take(Due(planned.kind, planned.about, self.now, planned.nth))
        if not turn.effects:
            self._carry_out(replace(planned, due=self.now + A_WHILE))
        return turn

    def invite(self, kind: ContactKind) -> None:
        """Somebody else plans a contact, two weeks from now."""
        self._carry_out(PlanContact(kind, 1, self.now + timedelta(weeks=2)))

    def move_clock(self, by: timedelta) -> None:
        """Time passes."""
        self.now += by

    def _wait(self, *, at_once: bool = False) -> None:
        self.now += timedelta(minutes=1)
        self.at = self.at if at_once else self.now

    def take(self, input: Input) -> Turn:
        """One turn, and what the shell would do with its effects."""
        self.now += timedelta(seconds=1)  # it takes a moment: what comes at once came before the answer
        desk = self.desks.desk(self.now, self.session.trainer_code)
        turn = ENGINE.step(self.session, input, now=self.now, desk=desk)
        self.session = Session.load(turn.session.dump())
        assert self.session == turn.session
        for effect in turn.effects:
            self._carry_out(effect)
        return turn

    def _carry_out(self, effect: Effect) -> None:
        self.desks.carry_out(effect)
        match effect:
            case JoinWorkshop():
                self.joined = True
            case KeepWords(n, _, text):
                self.words[n] = text
            case NameGroup(n, name):
                self.groups[n] = name
            case JoinGroup(n, code):
                self.groups[n] = INVITATIONS[code][1]
            case PlanContact(kind, about, nth=nth):
                self.contacts[kind, about, nth] = effect
            case CancelContacts():
                of = (effect.kind, effect.about, effect.nth)
                off = [c for c in self.contacts if all(o in (None, mine) for o, mine in zip(of, c, strict=True))]
                self.contacts = {key: c for key, c in self.contacts.items() if key not in off}
            case Forget():
                self.session, self.words, self.groups, self.contacts = Session(), {}, {}, {}

    @property
    def references(self) -> References:
        """What the references in a text stand for."""
        links = {n: f"https://t.me/bruis?start=G{n}" for n in self.groups}
        return References(self.words, self.groups, links, of_trainers=self.desks.references, first_name="An")

    @property
    def renderer(self) -> Renderer:
        """The texts, with this person's words in them."""
        return Renderer(TEXTS, self.references)

    def read(self, say: Say) -> tuple[str, list[str]]:
        """A message as the person sees it: its HTML, and the labels of its buttons."""
        return self.renderer.html(say.parts), [label for row in self.renderer.labels(say.rows) for label, _ in row]

    def resolved(self, value: Any) -> Any:
        """A value of a text with its references looked up."""
        return self.references.resolve(value)
