"""De kenmerken: one question a message, answered in free text or with one of four statements."""

from itertools import permutations

from dialogues.effects import Choice, Effect, KeepWords, Part, RecordAnswer, Rows
from dialogues.inputs import Said
from dialogues.marks import LastText
from dialogues.model import LifePhase
from dialogues.model.doubts import MOST_ASKED, worth_asking
from dialogues.model.profile import Heard, outright
from dialogues.reading import Reading
from dialogues.session import Answer, Reflection, Session
from dialogues.talks.hearing import heard as heard_in
from dialogues.talks.scene import Context, HeardReading, Question, Scene, Step, rows

_ORDERS = tuple(permutations(LifePhase))
#: Steps through the orders so that neighbouring questions differ in their first button; coprime with 24.
_STRIDE = 7


def statements(session: Session, kenmerk: str) -> Rows:
    """The four statements, in an order that changes with the question and tells nothing."""
    place = session.talk.kenmerken.index(kenmerk) + session.talk.n
    return tuple(_statement(kenmerk, phase) for phase in _ORDERS[place * _STRIDE % len(_ORDERS)])


def _statement(kenmerk: str, phase: LifePhase) -> tuple[Choice]:
    return (Choice(phase, Part("kenmerken.statement", {"kenmerk": kenmerk, "phase": phase})),)


def ask(session: Session) -> Question:
    """The question on the kenmerk at hand, with how far the talk is."""
    talk = session.talk
    values = {"kenmerk": talk.kenmerk, "number": talk.at + 1, "total": len(talk.kenmerken)}
    aids = rows(("unknown", "skip"), ("back", "example"), "why")
    return Question((Part("kenmerken.ask", values),), (*statements(session, talk.kenmerk), *aids))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """A statement, or one of the aids below it."""
    if choice in ("why", "example"):
        values = {"kenmerk": session.talk.kenmerk}
        return Step(None, session, (Part(f"kenmerken.{choice}", values, variant=session.turns),))
    if choice == "back":
        return _back(session)
    if choice in ("unknown", "skip"):
        return _passed(session, choice, context)
    return _settled(session, by_button(session.talk.kenmerk, LifePhase(choice)))


def by_button(kenmerk: str, phase: LifePhase) -> Answer:
    """The answer of someone who chose a statement."""
    return Answer(kenmerk=kenmerk, how="button", phase=phase, probabilities=tuple(outright(phase).values()))


def _back(session: Session) -> Step:
    talk = session.talk
    if talk.at > 0:
        return Step("went_back", session.but(reflection=talk.but(at=talk.at - 1)), (Part("kenmerken.back"),))
    if talk.kind == "polsslag":
        return Step(None, session, (Part("kenmerken.first"),))
    return Step("back_to_moment", session, (Part("kenmerken.back"),))


def _passed(session: Session, choice: str, context: Context) -> Step:
    answer = Answer(kenmerk=session.talk.kenmerk, how="unknown" if choice == "unknown" else "skipped")
    return _on(session, answer, (Part(f"kenmerken.{choice}", variant=session.turns),))


def told(session: Session, said: Said, context: Context) -> Step:
    """Read the reply: certain is said back and the talk goes on, doubtful is asked about.

    A word or two of someone who comes back after long is no reply.
    """
    if context.away and context.reader.read(session.talk.kenmerk, said.text).phase is None:
        return Step(None, session)
    n = session.words + 1
    return hear(session.but(words=n), said, n, context)


def hear(session: Session, said: Said, n: int, context: Context) -> Step:
    """A reply in words, kept as number `n`."""
    kenmerk = session.talk.kenmerk
    reading = context.reader.read(kenmerk, said.text)
    refs = tuple(dict.fromkeys((*_refs_of(session, kenmerk, n), said.ref)))
    session = session.but(last_text=LastText(kind="answer", words=n, kenmerk=kenmerk))
    kept, heard = KeepWords(n, "answer", said.text), (HeardReading(kenmerk, said.text, reading),)
    answer = by_text(kenmerk, reading, n, refs)
    if reading.certain or not _worth_asking(session, answer):
        step = _settled(session, answer.but(certain=True))
        return Step(step.move, step.session, step.parts, (kept, *step.effects), heard)
    asked_back = session.talk.asked_back
    if answer.phase is not None and kenmerk not in asked_back:
        asked_back = (*asked_back, kenmerk)
    doubtful = session.but(reflection=session.talk.with_answer(answer).but(asked_back=asked_back))
    return Step("doubtful", doubtful, (), (kept, record(doubtful, answer)), heard)


def _worth_asking(session: Session, answer: Answer) -> bool:
    """Whether to ask about a doubtful answer: one that says nothing, or (a few times a talk) one that matters most.

    Else the likeliest is read, and can be corrected in the mirror.
    """
    talk = session.talk
    if answer.phase is None or answer.kenmerk in talk.asked_back:
        return True
    probabilities = dict(zip(LifePhase, answer.probabilities, strict=True))
    others = [heard for heard in heard_in(talk) if heard.kenmerk != answer.kenmerk]
    to_come = len(_open_ones(talk)) - 1
    left = MOST_ASKED - len(talk.asked_back)
    return worth_asking(Heard(answer.kenmerk, answer.phase, probabilities), others, to_come, left)


def _refs_of(session: Session, kenmerk: str, n: int) -> tuple[int, ...]:
    earlier = session.talk.answer(kenmerk)
    return earlier.refs if earlier is not None and earlier.words == n else ()


def by_text(kenmerk: str, reading: Reading, n: int, refs: tuple[int, ...]) -> Answer:
    """The answer of someone who used their own words."""
    return Answer(
        kenmerk=kenmerk,
        how="text",
        phase=reading.phase,
        probabilities=tuple(reading.probabilities[p] for p in LifePhase),
        lights=reading.lights,
        certain=reading.certain,
        words=n,
        spans=reading.evidence,
        refs=refs,
    )


def record(session: Session, answer: Answer) -> RecordAnswer:
    """The answer as it goes into the records: codes, no words."""
    return RecordAnswer(
        session.talk.n,
        answer.kenmerk,
        answer.how,
        answer.phase,
        answer.probabilities,
        answer.lights,
        answer.certain,
        answer.corrected,
    )


def _settled(session: Session, answer: Answer) -> Step:
    values = {"kenmerk": answer.kenmerk, "phase": answer.settled}
    return _on(session, answer, (Part("kenmerken.heard", values, variant=session.turns),))


def _on(session: Session, answer: Answer, parts: tuple[Part, ...]) -> Step:
    """Keep the answer and go to the next kenmerk that has none."""
    talk = session.talk.with_answer(answer)
    effects: tuple[Effect, ...] = (record(session, answer),)
    if open_ones := _open_ones(talk):
        return Step("answered", session.but(reflection=talk.but(at=open_ones[0])), parts, effects)
    if any(a.settled for a in talk.answers):
        return Step("all_answered", session.but(reflection=talk), parts, effects)
    return Step("nothing_to_mirror", session.but(reflection=talk), (Part("kenmerken.nothing"),), effects)


def _open_ones(talk: Reflection) -> list[int]:
    """The places of the kenmerken that have no answer yet, or none that is settled."""
    return [i for i, k in enumerate(talk.kenmerken) if (a := talk.answer(k)) is None or _open(a)]


def _open(answer: Answer) -> bool:
    """Whether this answer was never settled: read with doubt, and left before the person chose."""
    return answer.how == "text" and not answer.certain and answer.corrected is None


def _ask_clarify(session: Session) -> Question:
    kenmerk = session.talk.kenmerk
    answer = session.talk.answer(kenmerk)
    if answer is None or answer.phase is None:
        which = Part("clarify.open", {"kenmerk": kenmerk})
        example = Part("kenmerken.example", {"kenmerk": kenmerk}, variant=session.talk.at)
        choices = (*statements(session, kenmerk), *rows(("unknown", "skip"), ("back", "example"), "why"))
        return Question((which, example), choices, again=(which,))
    first, second = two_likeliest(answer)
    values = {"kenmerk": kenmerk, "first": first, "second": second}
    two = (_statement(kenmerk, first), _statement(kenmerk, second))
    return Question(
        (Part("clarify.between", values),), (*two, *rows("neither", ("unknown", "back"), ("example", "why")))
    )


def two_likeliest(answer: Answer) -> tuple[LifePhase, LifePhase]:
    """The likeliest phase of an answer and the runner-up, in the order of the phases."""
    by_weight = sorted(zip(answer.probabilities, LifePhase, strict=True), key=lambda pair: -pair[0])
    first, second = sorted((p for _, p in by_weight[:2]), key=list(LifePhase).index)
    return first, second


def _clarified(session: Session, choice: str, context: Context) -> Step:
    answer = session.talk.answer(session.talk.kenmerk)
    if answer is None or choice in ("unknown", "skip", "back", "example", "why"):
        return chosen(session, choice, context)
    if choice == "neither":
        nowhere = session.talk.with_answer(answer.but(phase=None))
        return Step("doubtful", session.but(reflection=nowhere))
    return _settled(session, answer.but(corrected=LifePhase(choice)))


def _said_more(session: Session, said: Said, context: Context) -> Step:
    """More words that say something are read together with the first, and the likeliest counts; else it stays open."""
    answer = session.talk.answer(session.talk.kenmerk)
    if answer is None or answer.words is None:
        return told(session, said, context)
    whole = Said(f"{said.so_far}\n{said.text}".strip(), said.at, said.ref)
    if session.asked_at is not None and said.at < session.asked_at:  # written before this was asked
        return hear(session, whole, answer.words, context)
    if context.reader.read(answer.kenmerk, said.text).phase is None:
        return Step(None, session) if context.away else _left_open(session)
    step = hear(session, whole, answer.words, context)
    again = step.session.talk.answer(session.talk.kenmerk)
    if step.move != "doubtful" or again is None:
        return step
    if again.phase is None:
        passed = _passed(step.session, "unknown", context)
        return Step(passed.move, passed.session, passed.parts, (*step.effects, *passed.effects), step.heard)
    settled = _settled(step.session, again.but(certain=True))
    return Step(settled.move, settled.session, settled.parts, (*step.effects, *settled.effects), step.heard)


def _left_open(session: Session) -> Step:
    answer = Answer(kenmerk=session.talk.kenmerk, how="unknown")
    return _on(session, answer, (Part("kenmerken.left_open", variant=session.turns),))


SCENE = Scene(ask, chosen, told)
CLARIFY = Scene(_ask_clarify, _clarified, _said_more)
