"""One pure step: a session and an input go in, a new session and effects come out.

The order of hearing: words of distress first, then commands, then whether a button or a text still belongs to an
earlier question, then the scene of the open question, then the move in the table. An odd answer is a turn, never an
exception.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dialogues import consents, rewriting
from dialogues.commands import BEFORE_CONSENT, obey
from dialogues.desk import Desk
from dialogues.effects import CancelContacts, Effect, HoldContacts, MarkChosen, Part, Say, Toast
from dialogues.hours import Hours
from dialogues.inputs import Command, Due, Edited, Input, Pressed, Said, Unreadable
from dialogues.machine import NUDGED, TALKING, State, move
from dialogues.marks import Press
from dialogues.masking import MASK
from dialogues.model.helping import NOTHING_KNOWN, Helped
from dialogues.privacy import of_health
from dialogues.reading import Reader
from dialogues.safety import hears_distress
from dialogues.session import Session
from dialogues.talks import SCENES, asking, my_consents
from dialogues.talks.coming_back import come_back, ready, settled
from dialogues.talks.scene import Context, HeardReading, Question, Step, Tips, buttons_only

#: Someone who was away this long in the middle of a talk is welcomed back.
LONG_AWAY = timedelta(days=2)
#: What people say to a person they talk with; it is answered, and the question stays open.
COURTESIES = ("greeting", "thanks")
#: Texts in place of which someone is welcomed back.
GREETINGS = {"common.greeting", "commands.hello_again"}


@dataclass(frozen=True)
class Turn:
    """The outcome of a step. `heard`: the replies that were read, for the look inside."""

    session: Session
    effects: tuple[Effect, ...]
    heard: tuple[HeardReading, ...] = ()


def open_question(session: Session) -> Question:
    """The question that is open, made anew from the session."""
    return SCENES[session.state].ask(session)


@dataclass(frozen=True)
class Engine:
    """The dialogues, with the reader, the tips and the hours that the composition root chose."""

    reader: Reader
    tips: Tips
    hours: Hours

    def step(
        self,
        session: Session,
        input: Input,
        *,
        now: datetime,
        helped: Helped = NOTHING_KNOWN,
        desk: Desk | None = None,
    ) -> Turn:
        """One turn. `helped`: which tips helped others. `desk`: of who is, or becomes, a trainer."""
        session = consents.lapsed(session)
        away = _was_away(session, now)
        before, context = session, Context(now, self.reader, self.tips, helped, self.hours, away, desk)
        session = session.but(turns=session.turns + 1)
        if isinstance(input, Due):
            return _due(session, input, now)
        set_aside = session.set_aside and not isinstance(input, Pressed | Command)
        session = session.but(last_at=now, set_aside=set_aside)
        match input:
            case _ if (distress := hears_distress(_written(input))) is not None:
                session = session.but(set_aside=True)
                step = Step(None, session, (Part("distress.heard", {"kind": distress}),), ask=False)
            case _ if _asked_again(session, input):
                step = my_consents.ask_again(session)
            case Unreadable():
                step = Step(None, session, (Part(f"unreadable.{input.kind}"),), ask=not set_aside)
            case Command():
                step = obey(session, input, context)
            case Pressed():
                return _pressed(before, session, input, context)
            case Said() | Edited() if set_aside and not _takes_up(input):
                step = Step(None, session, (Part("distress.after"),), ask=False)
            case Edited():
                step = rewriting.edited(session, input, context)
            case Said():
                step = _warned(_said(session, input, context), input)
        return _turn(before, step, now)


def _written(input: Input) -> str:
    """What the person wrote, wherever they wrote it: distress is heard in all of it."""
    match input:
        case Said(text) | Edited(text):
            return text
        case Command():
            return input.argument
        case Unreadable():
            return input.caption
        case _:
            return ""


def _warned(step: Step, said: Said) -> Step:
    """Once a reflection: that something was left out, or better not written; what they wrote is heard all the same."""
    session, masked = step.session, MASK in said.text
    if session.warned == session.reflections or not session.agreed or not (masked or of_health(said.text)):
        return step
    key = "common.masked" if masked else "common.personal"
    return replace(step, session=session.but(warned=session.reflections), parts=(Part(key), *step.parts))


def _asked_again(session: Session, input: Input) -> bool:
    """Whether the yes to the talk was to other words than those of now, and has to come before what they want."""
    settling = session.state in (State.WELCOME, State.RENEWAL, State.ERASE)
    free = isinstance(input, Command) and input.name in BEFORE_CONSENT - {"start"}
    return not (session.agreed or settling or free)


def _takes_up(input: Said | Edited) -> bool:
    """Whether a greeting takes up a talk that was set aside."""
    return isinstance(input, Said) and "greeting" in input.meant


def _said(session: Session, said: Said, context: Context) -> Step:
    session = session.but(set_aside=False)
    if (step := _asked(session, said, context)) is not None:
        return step
    if (last := rewriting.goes_on_with(session, said)) is not None:
        return rewriting.added(session, last, said, context)
    scene, meant = SCENES[session.state], _choices_meant(session, said)
    if len(meant) == 1:
        return _chosen(session, meant[0], context)
    if "stop" in said.meant:
        return obey(session, Command("stop", said.at), context)
    courtesy = next((c for c in COURTESIES if c in said.meant), None)
    if courtesy is not None:
        return Step(None, session, (Part(f"common.{courtesy}", variant=session.turns),))
    return scene.told(session, said, context)


def _choices_meant(session: Session, said: Said) -> list[str]:
    """The offered choices a text stands for; where only a yes or a no is asked, also one with more words."""
    question = open_question(session)
    meant = [c for c in sorted(said.meant) if question.offers(c)]
    yes_or_no = SCENES[session.state].told is buttons_only and question.offers("yes") and question.offers("no")
    return meant or [c for c in ("yes", "no") if yes_or_no and f"begins_{c}" in said.meant]


def _asked(session: Session, said: Said, context: Context) -> Step | None:
    """The answer to who asks something of the coach; before the yes to the talk, the welcome itself answers."""
    question = open_question(session)
    if not session.agreed:
        return None
    aid = asking.aid(said.meant, question)
    return _chosen(session, aid, context) if aid is not None else asking.answered(session, said.meant)


def _chosen(session: Session, choice: str, context: Context) -> Step:
    """A choice that leads on ends what was being written before it."""
    step = SCENES[session.state].chosen(session, choice, context)
    return replace(step, session=step.session.but(last_text=None)) if step.move is not None else step


def _pressed(before: Session, session: Session, pressed: Pressed, context: Context) -> Turn:
    press = Press(asked=pressed.asked, choice=pressed.choice)
    if press == session.last_press:
        return Turn(session, (Toast(Part("common.double_tap")),))
    question = open_question(session)
    if pressed.asked != session.asked or not question.offers(pressed.choice):
        return _turn(before, Step(None, session, (Part("common.stale_button", variant=session.turns),)), context.now)
    step = _chosen(session, pressed.choice, context)
    if step.move is None:
        return _turn(before, step, context.now)
    mark = MarkChosen(question.choice(pressed.choice))
    step = replace(step, session=step.session.but(last_press=press), effects=(mark, *step.effects))
    return _turn(before, step, context.now)


def _due(session: Session, due: Due, now: datetime) -> Turn:
    """A contact that may go out; whether and when it may is the contact policy's, but never into a talk."""
    if (reason := settled(session, due.kind, due.about)) is not None:
        return Turn(session, (CancelContacts(reason, due.kind, due.about),))
    found = ready(session, due.kind)
    if found is None:
        return Turn(session, ())
    turn = _turn(found, come_back(found, due), now)
    return replace(turn, effects=tuple(replace(e, unasked=True) if isinstance(e, Say) else e for e in turn.effects))


def _turn(before: Session, step: Step, now: datetime) -> Turn:
    """Make the move, and say in one message what there is to say."""
    session = step.session
    if step.move is not None:
        session = session.but(state=move(session.state, step.move), asked=session.asked + 1, asked_at=now)
    session = session.but(asked_at=session.asked_at or now)
    session, released = _released(session, before)
    back = step.ask and session.state in TALKING and _was_away(before, now)
    parts = _greeted(before, step.parts, back=back)
    another = step.move is not None or bool(step.heard) or before.last_at is None
    anew = back or (another if step.whole is None else step.whole)
    says = _says(session, parts, ask=step.ask, anew=anew)
    return Turn(session, (*released, *step.effects, *(Say((part,)) for part in step.apart), *says), step.heard)


def _says(session: Session, parts: tuple[Part, ...], *, ask: bool, anew: bool) -> tuple[Say, ...]:
    """What there is to say, and the open question; a long one is not said all over again."""
    if not ask:
        return (Say(parts, (), session.asked),) if parts else ()
    question = open_question(session)
    if not anew:
        return (Say((*parts, *(question.again or question.parts)), question.rows, session.asked),)
    if question.before:
        return (Say((*parts, *question.before)), Say(question.parts, question.rows, session.asked))
    return (Say((*parts, *question.parts), question.rows, session.asked),)


def _was_away(before: Session, now: datetime) -> bool:
    """Whether they left a talk; what was asked unasked is no such talk."""
    talking = before.state in TALKING and before.state not in NUDGED
    return talking and before.last_at is not None and now - before.last_at > LONG_AWAY


def _greeted(before: Session, parts: tuple[Part, ...], *, back: bool) -> tuple[Part, ...]:
    """One welcome, not two; and no cheerful one after words of distress."""
    others = tuple(part for part in parts if part.key not in GREETINGS)
    if before.set_aside and (back or others != parts):
        return (Part("distress.again"), *others)
    return (Part("common.welcome_back"), *others) if back else parts


def _released(session: Session, before: Session) -> tuple[Session, tuple[Effect, ...]]:
    """A pause until the person writes ends when they write."""
    if not before.held_until_they_write:
        return session, ()
    return session.but(held_until_they_write=False), (HoldContacts(None),)
