"""Words that still belong to an earlier question: a burst of messages, or an edit of one that was answered."""

from dataclasses import replace

from dialogues.effects import KeepWords, Part
from dialogues.inputs import Edited, Said
from dialogues.machine import State
from dialogues.marks import LastText
from dialogues.reading.plan import split_plan
from dialogues.session import Session
from dialogues.talks.groups import rename
from dialogues.talks.kenmerken import by_text, hear, record
from dialogues.talks.scene import Context, HeardReading, Step

SHOWS_WORDS = {State.MIRROR, State.REHEARSAL, State.DEEPENING}


def goes_on_with(session: Session, said: Said) -> LastText | None:
    """The last text, where this one reached us before the open question was asked and so goes on with it.

    Not where the open question is about that same text: there the scene itself reads the two together.
    """
    early = session.asked_at is not None and said.at < session.asked_at
    if not early or not said.so_far or session.state is State.CLARIFY or _is_second_half(session, said):
        return None
    return session.last_text


def _is_second_half(session: Session, said: Said) -> bool:
    """Whether "dan …" came right behind "als …", before it was asked for."""
    both = split_plan(f"als {said.so_far}\n{said.text}") if session.state is State.PLAN_THEN else None
    return both is not None and len(both[1]) <= len(said.text)


def added(session: Session, last: LastText, said: Said, context: Context) -> Step:
    """The next part of the last answer: kept with it and read together; the open question stays open above.

    What shows their words does not stay open as it was: it is shown anew.
    """
    step = _rewrite(session, last, f"{said.so_far}\n{said.text}", said.ref, context)
    parts = (Part("common.added", variant=session.turns),)
    return Step(None, step.session, parts, step.effects, step.heard, ask=session.state in SHOWS_WORDS)


def edited(session: Session, edit: Edited, context: Context) -> Step:
    """An edit of an answer of this talk replaces it; what is longer ago stays as it was."""
    named = next((g.n for g in session.groups if g.refs == (edit.ref,)), None)
    if named is not None:
        step = rename(session, named, edit.text)
        return replace(step, parts=step.parts or (Part("common.edited"),))
    found = _find(session, edit.ref)
    if found is None:
        return Step(None, session, (Part("common.edited_too_late"),))
    if session.state is State.CLARIFY and found.kenmerk == session.talk.kenmerk:
        step = hear(session, Said(edit.text, edit.at, edit.ref), found.words, context)
    else:
        step = _rewrite(session, found, edit.text, edit.ref, context)
    return replace(step, parts=(Part("common.edited"), *step.parts))


def _find(session: Session, ref: int) -> LastText | None:
    """Where the message with this ref went, if it is all of the words that stand there."""
    talk, draft = session.reflection, session.draft
    deep = session.deepening.answers if session.deepening is not None else ()
    if (told := next((a.words for a in deep if a.words and a.refs == (ref,)), None)) is not None:
        return LastText(kind="deepening", words=told)
    if draft is not None and draft.refs_if == (ref,):
        return LastText(kind="plan_if", words=draft.words_if)
    if draft is not None and draft.refs_then == (ref,):
        return LastText(kind="plan_then", words=draft.words_then)
    if talk is None or any(p.n == talk.n for p in session.past):
        return None
    if talk.moment is not None and talk.moment.refs == (ref,):
        return LastText(kind="moment", words=talk.moment.words)
    return next(
        (
            LastText(kind="answer", words=a.words, kenmerk=a.kenmerk)
            for a in talk.answers
            if a.words and a.refs == (ref,)
        ),
        None,
    )


def _rewrite(session: Session, where: LastText, text: str, ref: int, context: Context) -> Step:
    kept = KeepWords(where.words, where.kind, text)
    if where.kenmerk is None or session.reflection is None:
        return Step(None, session, (), (kept,))
    earlier = session.talk.answer(where.kenmerk)
    reading = context.reader.read(where.kenmerk, text)
    refs = tuple(dict.fromkeys((*(earlier.refs if earlier else ()), ref)))
    answer = by_text(where.kenmerk, reading, where.words, refs).but(certain=True)
    if earlier is not None and reading.phase is None:
        answer = earlier.but(refs=refs, spans=())
    elif earlier is not None and earlier.corrected is not None:
        answer = answer.but(corrected=earlier.corrected, certain=earlier.certain)
    session = session.but(reflection=session.talk.with_answer(answer))
    return Step(None, session, (), (kept, record(session, answer)), (HeardReading(where.kenmerk, text, reading),))
