"""Verdiepen: which deepening talk, and then its questions one by one, whichever talk it is."""

from datetime import timedelta

from dialogues.effects import Choice, Effect, GroupName, KeepWords, Part, Rows, Words
from dialogues.going_deeper import DeepeningAnswer, DeepeningTalk
from dialogues.inputs import Said
from dialogues.marks import LastText
from dialogues.model import Deepening
from dialogues.session import Session
from dialogues.talks.deepening.outline import Ask, choices
from dialogues.talks.deepening.outlines import OUTLINES
from dialogues.talks.scene import Context, Question, Scene, Step, rows

#: A talk that was left goes on where it was within this time; after that it begins anew.
GOES_ON = timedelta(days=14)


def start(session: Session) -> Step:
    """Which deepening talk would you like?"""
    return Step("deepen", session.but(interrupted=None, instead=None, draft=None))


def name_of(about: Deepening) -> Choice:
    """The button that begins this talk."""
    return Choice(f"deepen_{about}", Part("deepening.name", {"about": about}))


def begin(session: Session, choice: str, context: Context) -> Step:
    """Begin the talk of this button, or go on where it was left."""
    about = Deepening(choice.removeprefix("deepen_"))
    outline, left = OUTLINES[about], session.deepening
    if outline.look(session) is None:
        return Step(None, session, (Part(f"deepening/{about}.not_yet"),))
    if left is not None and left.about is about and left.answers and context.now - left.started_at < GOES_ON:
        return Step("deepening_begun", session, (Part("deepening.resumed"),))
    talk = DeepeningTalk(about=about, started_at=context.now, at=outline.asks[0].key)
    session = session.but(deepening=talk)
    return Step("deepening_begun", session, (_text(session, "opening"),))


def _ask_which(session: Session) -> Question:
    buttons = tuple((name_of(about),) for about in Deepening)
    return Question((Part("deepening.choose"),), (*buttons, *rows("enough")), again=(Part("deepening.choose_again"),))


def _which(session: Session, choice: str, context: Context) -> Step:
    if choice == "enough":
        return Step("enough", session, (Part("deepening.another_time"),))
    return begin(session, choice, context)


def _text(session: Session, name: str) -> Part:
    """A text of the talk at hand, with all that was told in it."""
    talk = session.deepening_talk
    outline = OUTLINES[talk.about]
    told = {a.key: _told(talk.answer(a.key)) for a in outline.asks}
    values = {"told": told, "group": GroupName(session.about), **(outline.look(session) or {})}
    return Part(f"deepening/{talk.about}.{name}", values)


def _told(answer: DeepeningAnswer | None) -> dict[str, str | Words | None]:
    if answer is None:
        return {"choice": None, "words": None}
    return {"choice": answer.choice, "words": Words(answer.words) if answer.words is not None else None}


def _asked(session: Session) -> Ask:
    talk = session.deepening_talk
    return OUTLINES[talk.about].ask(talk.at)


def ask(session: Session) -> Question:
    """The question at hand: its choices if it has them, and always a way round, back and out."""
    this = _asked(session)
    aids = rows(("skip", _aid(this)), ("back", "enough"))
    question = (_text(session, this.key),)
    shown = (_text(session, this.shows),) if this.shows else ()
    return Question((*shown, *question), (*_offered(session, this), *aids), again=question)


def _aid(this: Ask) -> str:
    """A choice is helped by why it is asked, words by an example."""
    return "why" if this.choices else "example"


def _offered(session: Session, this: Ask) -> Rows:
    passed = choices(session.deepening_talk).get(this.without)
    return tuple((Choice(code, _label(session, this, code)),) for code in this.choices if code != passed)


def _label(session: Session, this: Ask, code: str) -> Part:
    return Part(f"deepening.{this.model}", {"id": code}) if this.model else _text(session, f"{this.key}_{code}")


def chosen(session: Session, choice: str, context: Context) -> Step:
    """A choice of the question, or one of the aids below it."""
    talk, this = session.deepening_talk, _asked(session)
    match choice:
        case "why" | "example":
            return Step(None, session, (_text(session, f"{this.key}_{choice}"),))
        case "back":
            return _back(session)
        case "enough":
            return Step("enough", session, (Part("deepening.left"),))
        case "skip":
            return _answered(session, DeepeningAnswer(key=talk.at))
        case _:
            return _answered(session, DeepeningAnswer(key=talk.at, choice=choice))


def _back(session: Session) -> Step:
    talk = session.deepening_talk
    before = OUTLINES[talk.about].before(talk)
    if before is None:
        return Step("back_to_choice", session)
    session = session.but(deepening=talk.but(at=before.key))
    return Step("went_back", session, (Part("deepening.back"),))


def told(session: Session, said: Said, context: Context) -> Step:
    """Whatever is answered in words is kept as it is: what it means is theirs. Not knowing is passing by."""
    if "unknown" in said.meant:
        return chosen(session, "skip", context)
    if said.meant & {"why", "example"}:
        return chosen(session, _aid(_asked(session)), context)
    n, key = session.words + 1, session.deepening_talk.at
    session = session.but(words=n, last_text=LastText(kind="deepening", words=n))
    answer = DeepeningAnswer(key=key, words=n, refs=(said.ref,))
    return _answered(session, answer, KeepWords(n, "deepening", said.text))


def _answered(session: Session, answer: DeepeningAnswer, *effects: Effect) -> Step:
    """Answer to what was said, and go on to the next question or to the end."""
    this, talk = _asked(session), session.deepening_talk.with_answer(answer)
    if (back_to := this.reopens(answer)) is not None:
        talk = talk.without(this.key).without(back_to)
    upcoming = OUTLINES[talk.about].upcoming(talk)
    session = session.but(deepening=talk)
    if upcoming is None:
        return _ended(session, effects)
    skipped = answer.choice is None and answer.words is None
    heard = Part("deepening.skipped", variant=session.turns) if skipped else _text(session, f"{this.key}_heard")
    return Step("deepening_answered", session.but(deepening=talk.but(at=upcoming.key)), (heard,), effects)


def _ended(session: Session, effects: tuple[Effect, ...]) -> Step:
    talk = session.deepening_talk
    outline = OUTLINES[talk.about]
    done = session.but(deepening=None, deepened=session.past[-1].n if session.past else 0)
    if not any(a.choice or a.words for a in talk.answers):
        return Step("deepened", done, (Part("deepening.nothing"),), effects)
    end = _text(session, f"end_{outline.ending(choices(talk))}")
    kept = (_text(session, outline.to_keep),) if outline.to_keep else ()
    return Step("deepened", done, (), effects, apart=(end, *kept))


CHOICE = Scene(_ask_which, _which)
SCENE = Scene(ask, chosen, told)
