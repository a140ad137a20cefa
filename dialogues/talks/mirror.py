"""De spiegel: what was heard, with the person's own words beside it; every line can be corrected, and that wins."""

from collections.abc import Mapping
from typing import Any

from dialogues.effects import Choice, Effect, Part, RecordReflection, Words
from dialogues.inputs import Said
from dialogues.model import LifePhase
from dialogues.model.profile import Profile, profile
from dialogues.session import Answer, Past, Reflection, Session
from dialogues.talks import permissions, planning
from dialogues.talks.hearing import heard
from dialogues.talks.kenmerken import by_button, record, statements
from dialogues.talks.scene import Context, Question, Scene, Step, rows


def quote(answer: Answer) -> Words | None:
    """The person's own words that decided; None where there are none, none said anything, or they said otherwise."""
    if answer.words is None or not answer.spans or _was_corrected(answer):
        return None
    return Words(answer.words, *answer.spans[0])


def lines(reflection: Reflection) -> list[Mapping[str, Any]]:
    """A line of the mirror for each kenmerk that says something."""
    return [
        {
            "kenmerk": a.kenmerk,
            "phase": a.settled,
            "quote": quote(a),
            "corrected": _was_corrected(a),
        }
        for a in reflection.answers
        if a.settled is not None
    ]


def _was_corrected(answer: Answer) -> bool:
    """Whether the mirror was corrected; a doubt that the person resolved while it was asked is no correction."""
    return answer.corrected is not None and answer.certain and answer.corrected is not answer.phase


def whole(reflection: Reflection) -> Mapping[str, Any]:
    """The values for the whole of the group and its lights."""
    seen = profile(heard(reflection))
    return {"phase": seen.phase, "pair": list(seen.pair), "enough": seen.enough, "lights": _lights(reflection, seen)}


def _lights(reflection: Reflection, seen: Profile) -> list[Mapping[str, Any]]:
    return [
        {"light": light, "because": [_because(reflection, kenmerk) for kenmerk in because]}
        for light, because in seen.because.items()
    ]


def _because(reflection: Reflection, kenmerk: str) -> Mapping[str, Any]:
    answer = reflection.answer(kenmerk)
    return {"kenmerk": kenmerk, "phase": answer and answer.settled, "quote": answer and quote(answer)}


def ask(session: Session) -> Question:
    """The mirror, and whether the person recognises it."""
    talk = session.talk
    recognise = Part("mirror.recognise")
    parts = (Part("mirror.whole", whole(talk)), *compared(session, talk), recognise)
    choices = (Choice("yes", Part("mirror.yes")), Choice("correct"), Choice("differently", Part("mirror.differently")))
    again = (Part("mirror.recognise_now") if any(map(_was_corrected, talk.answers)) else recognise,)
    lined = (Part("mirror.lines", {"lines": lines(talk)}),)
    return Question(parts, tuple((choice,) for choice in choices), before=lined, again=again)


def compared(session: Session, talk: Reflection) -> tuple[Part, ...]:
    """What changed since the last reflection on the same group, if there was one that can be laid beside it."""
    earlier = next((p for p in reversed(session.past) if p.group == talk.group and p.n != talk.n), None)
    if earlier is None or earlier.phases.keys().isdisjoint(a.kenmerk for a in talk.answers if a.settled):
        return ()
    changed = [
        {"kenmerk": a.kenmerk, "before": earlier.phases[a.kenmerk], "now": a.settled}
        for a in talk.answers
        if a.settled and earlier.phases.get(a.kenmerk, a.settled) is not a.settled
    ]
    values = {"date": earlier.finished_at, "before": earlier.phase, "pair": list(earlier.pair), "changed": changed}
    return (Part("mirror.compared", values),)


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Recognised, or seen otherwise: the reflection is finished. Not quite: which line?"""
    if choice == "correct":
        return Step("correct", session)
    session, finished = _finished(session, context, recognised=choice == "yes")
    view = () if choice == "yes" else (Part("mirror.your_view"),)
    return permissions.asked_or(session, "recognised", view, (*finished, *permissions.lessons(session)))


def told(session: Session, said: Said, context: Context) -> Step:
    """What they say of the mirror counts; what it changes is theirs to choose."""
    return Step(None, session, (Part("mirror.your_words"),))


def _finished(session: Session, context: Context, *, recognised: bool) -> tuple[Session, tuple[Effect, ...]]:
    """Their answers stay; what was made of the whole is kept only where they recognise it."""
    talk = session.talk
    seen = profile(heard(talk))
    phase = seen.phase if recognised else None
    past = Past(
        n=talk.n,
        kind=talk.kind,
        group=talk.group,
        finished_at=context.now,
        phase=phase,
        pair=seen.pair if seen.enough and recognised else (),
        phases={a.kenmerk: a.settled for a in talk.answers if a.settled},
        lights=seen.lights,
    )
    done = RecordReflection(talk.n, talk.kind, talk.group, talk.started_at, context.now, phase)
    return session.but(past=(*session.past, past)), (done, *planning.finished(session, past))


def _ask_line(session: Session) -> Question:
    names = (Choice(f"line_{k}", Part("kenmerken.name", {"kenmerk": k})) for k in session.talk.kenmerken)
    return Question((Part("mirror.which_line"),), (*((name,) for name in names), *rows("nothing")))


def _line(session: Session, choice: str, context: Context) -> Step:
    if choice == "nothing":
        return Step("nothing_to_correct", session, whole=False)
    line = choice.removeprefix("line_")
    return Step("line_chosen", session.but(reflection=session.talk.but(line=line)))


def _ask_phase(session: Session) -> Question:
    line = session.talk.line or session.talk.kenmerken[0]
    return Question((Part("mirror.which_phase", {"kenmerk": line}),), (*statements(session, line), *rows("nothing")))


def _phase(session: Session, choice: str, context: Context) -> Step:
    talk, line = session.talk, session.talk.line
    if choice == "nothing" or line is None:
        return Step("nothing_to_correct", session, whole=False)
    said = _corrected(talk.answer(line), line, LifePhase(choice))
    session = session.but(reflection=talk.with_answer(said).but(line=None))
    changed = Part("mirror.line", {"kenmerk": line, "phase": said.settled})
    parts = (Part("mirror.corrected", variant=session.turns), changed)
    return Step("corrected", session, parts, (record(session, said),), whole=False)


def _corrected(answer: Answer | None, line: str, phase: LifePhase) -> Answer:
    """The answer as the person has it now; words that led elsewhere are not quoted any more."""
    if answer is None:
        return by_button(line, phase)
    spans = answer.spans if phase is answer.settled else ()
    return answer.but(corrected=phase, certain=True, spans=spans)


SCENE = Scene(ask, chosen, told)
LINE = Scene(_ask_line, _line)
PHASE = Scene(_ask_phase, _phase)
