"""What may be done with a reflection besides: each is asked once, after the mirror, and a no changes nothing else."""

from dialogues import consents
from dialogues.effects import Choice, Effect, KeepLesson, Part, RecordConsent
from dialogues.session import Session
from dialogues.talks.scene import Context, Question, Scene, Step


def asked_or(session: Session, move: str, parts: tuple[Part, ...], effects: tuple[Effect, ...]) -> Step:
    """The next permission to ask for; where there is none, on by `move` (or `<move>_short`) to what comes next."""
    if "learning" not in session.consents and misread(session):
        return Step("ask_learning", session, parts, effects)
    if session.group(session.talk.group).shared and "group_results" not in session.consents:
        return Step("ask_counting", session, parts, effects)
    if session.talk.kind == "polsslag":
        return Step(f"{move}_short", session, (*parts, Part("mirror.short_done")), effects)
    return Step(move, session, parts, effects)


def lessons(session: Session) -> tuple[KeepLesson, ...]:
    """What can be learnt of the reflection at hand, where the person agreed to that."""
    return _told_apart(session) if session.consents.get("learning") else ()


def _told_apart(session: Session) -> tuple[KeepLesson, ...]:
    """The replies in words of which the person said themselves what they meant, also where it was read well."""
    talk = session.talk
    return tuple(
        KeepLesson(talk.n, a.kenmerk, a.words, a.phase, a.corrected)
        for a in talk.answers
        if a.words is not None and a.corrected is not None
    )


def misread(session: Session) -> int:
    """How many of them were read otherwise."""
    return sum(lesson.read != lesson.meant for lesson in _told_apart(session))


def _ask_learning(session: Session) -> Question:
    values = {"one": misread(session) == 1}
    choices = ((Choice("yes", Part("permissions.learn")),), (Choice("no"),))
    return Question((Part("permissions.learning", values),), choices)


def _learning(session: Session, choice: str, context: Context) -> Step:
    session, consent = consents.settle(session, "learning", given=choice == "yes")
    thanks = Part("permissions.learnt" if choice == "yes" else "permissions.not_learnt")
    return asked_or(session, "permissions_settled", (thanks,), (consent, *lessons(session)))


def ask_counting(session: Session) -> Question:
    """May it be counted with what others of the group tell?"""
    return Question((Part("permissions.counting"),), ((Choice("yes", Part("permissions.count_me")),), (Choice("no"),)))


def counting(session: Session, choice: str) -> tuple[Session, RecordConsent, Part]:
    """Their answer to that, and what is said to it."""
    session, consent = consents.settle(session, "group_results", given=choice == "yes")
    return session, consent, Part("permissions.counted" if choice == "yes" else "permissions.not_counted")


def _counting(session: Session, choice: str, context: Context) -> Step:
    session, consent, thanks = counting(session, choice)
    return asked_or(session, "permissions_settled", (thanks,), (consent,))


LEARNING = Scene(_ask_learning, _learning)
GROUP_RESULTS = Scene(ask_counting, _counting)
