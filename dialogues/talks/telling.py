"""Wat gebeurde er: what happened, what helped, what got in the way and what they notice; each may be passed by."""

from collections.abc import Mapping

from dialogues.effects import KeepWords, Part, Words
from dialogues.errors import DialogueError
from dialogues.inputs import Said
from dialogues.returning import Told
from dialogues.session import Session
from dialogues.talks.follow_up import about_plan
from dialogues.talks.plan import made, record
from dialogues.talks.scene import Context, Question, Scene, Step, buttons_only, rows

#: What is asked after each outcome, in this order; `effect` has buttons, the others are told.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "done": ("happened", "helped", "effect"),
    "partly": ("happened", "helped", "in_the_way", "effect"),
    "different": ("happened", "in_the_way", "effect"),
    "not_done": ("in_the_way", "would_help"),
}
EFFECT = "effect"
QUOTED = ("helped", "would_help", "in_the_way")
#: Characters of what is quoted; as a span, so that nothing private is.
LONGEST = 4096
EFFECTS = ("clear", "some", "none_yet", "too_early")


def open_questions(session: Session) -> list[str]:
    """What is still to be asked: nothing that was told already."""
    told = _told(session)
    return [name for name in QUESTIONS[told.outcome or "done"][told.at :] if name not in told.words]


def _told(session: Session) -> Told:
    if session.back.told.outcome is None:
        raise DialogueError("no outcome was told")
    return session.back.told


def _at_hand(session: Session) -> str:
    return open_questions(session)[0]


def ask(session: Session) -> Question:
    """The question at hand, in the words of this outcome."""
    name = _at_hand(session)
    if name == EFFECT:
        return Question((Part("telling.effect"),), rows(("clear", "some"), ("none_yet", "too_early")))
    return Question((Part(f"telling.{name}"),), rows("skip", "enough"))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """What they notice, the next question, or enough of it."""
    if choice == "enough":
        return _done(session)
    if choice not in EFFECTS:
        return _on(session, ())
    if not about_plan(session):
        return _on(session, (Part(f"telling.{choice}"),))
    plan = made(session).but(effect=choice)
    step = _on(session.but(plan=plan), (Part(f"telling.{choice}"),))
    return Step(step.move, step.session, step.parts, (record(plan),))


def told(session: Session, said: Said, context: Context) -> Step:
    """Their own words, kept as long as any; where a button is asked for, so kindly asked again."""
    name, n = _at_hand(session), session.words + 1
    if name == EFFECT:
        return buttons_only(session, said, context)
    words = _told(session).words | {name: n}
    session = session.but(words=n).coming(told=_told(session).but(words=words))
    step = _on(session, (Part("telling.heard", variant=session.turns),), kept=True)
    return Step(step.move, step.session, step.parts, (KeepWords(n, "follow_up", said.text),))


def _on(session: Session, parts: tuple[Part, ...], *, kept: bool = False) -> Step:
    """The next question, or on to what to do now. What was kept is not asked again by itself."""
    if not kept:
        asked = QUESTIONS[_told(session).outcome or ""].index(_at_hand(session))
        session = session.coming(told=_told(session).but(at=asked + 1))
    if not open_questions(session):
        return _done(session, parts)
    return Step("told_more", session, parts)


def _done(session: Session, parts: tuple[Part, ...] = ()) -> Step:
    return Step("all_told", session, parts)


def in_their_words(session: Session) -> Part | None:
    """What helped and what got in the way, as they said it; None where they said neither."""
    told = session.back.told.words
    values = {
        name: Words(told[name], 0, LONGEST) if name in told else None for name in ("helped", "would_help", "in_the_way")
    }
    return Part("telling.so_far", values) if any(values.values()) else None


SCENE = Scene(ask, chosen, told)
