"""Een moment: one recent, concrete moment with the group, in the person's own words.

The more concrete the event, the more is learnt from looking back on it (Korthagen): it comes before any question
on meaning.
"""

from dialogues.effects import KeepWords, Part
from dialogues.inputs import Said
from dialogues.marks import LastText
from dialogues.session import Moment, Session
from dialogues.talks.scene import Context, Question, Scene, Step, rows


def ask(session: Session) -> Question:
    """The one open question of the talk."""
    return Question((Part("moment.ask"),), rows("skip", ("example", "why")))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Skipping is fine; why and an example bring the question back."""
    if choice == "skip":
        return Step("moment_told", session, (Part("moment.skipped"),))
    return Step(None, session, (Part(f"moment.{choice}", variant=session.turns),))


def told(session: Session, said: Said, context: Context) -> Step:
    """Keep the moment and thank for it."""
    n = session.words + 1
    moment = Moment(words=n, refs=(said.ref,))
    session = session.but(
        words=n,
        last_text=LastText(kind="moment", words=n),
        reflection=session.talk.but(moment=moment),
    )
    return Step(
        "moment_told", session, (Part("moment.heard", variant=session.turns),), (KeepWords(n, "moment", said.text),)
    )


SCENE = Scene(ask, chosen, told)
