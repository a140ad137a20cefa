"""Toestemmingen: what was agreed to, each with one button to change it; and the talk asked again under new words."""

from collections.abc import Mapping
from dataclasses import replace

from dialogues import consents
from dialogues.effects import Choice, Effect, ForgetLessons, Part, Purpose
from dialogues.inputs import Said
from dialogues.session import Session
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Question, Scene, Step

#: Each choice with its purpose, and what is said after a yes and after a no.
_CHANGES: Mapping[str, tuple[Purpose, str, str]] = {
    "change_nudges": ("nudges", "consents.nudges_on", "consents.nudges_off"),
    "change_counting": ("group_results", "permissions.counted", "permissions.not_counted"),
    "change_learning": ("learning", "consents.learning_on", "permissions.not_learnt"),
}


def start(session: Session, told: tuple[Part, ...]) -> Step:
    """What was agreed to, after what is told."""
    return replace(lay_over(session, "ask_consents"), apart=told)


def _given(session: Session) -> dict[str, bool]:
    return {purpose: session.consents.get(purpose, False) for purpose, _, _ in _CHANGES.values()}


def _ask(session: Session) -> Question:
    given = _given(session)
    changes = tuple(
        (Choice(id, Part(f"consents.{id}", {"given": given[purpose]})),) for id, (purpose, *_) in _CHANGES.items()
    )
    ends = (Choice("end_talk", Part("consents.end_talk")),), (Choice("read_enough", Part("consents.done")),)
    return Question((Part("consents.overview", given),), (*changes, *ends))


def _chosen(session: Session, choice: str, context: Context) -> Step:
    match choice:
        case "read_enough":
            return lift(session)
        case "end_talk":
            return lay_over(session, "ask_erase")
        case _:
            return _changed(session, *_CHANGES[choice])


def _changed(session: Session, purpose: Purpose, yes: str, no: str) -> Step:
    given = not session.consents.get(purpose, False)
    session, effects = _answered(session, purpose, given=given)
    return Step("consent_changed", session, (Part(yes if given else no),), effects)


def _answered(session: Session, purpose: Purpose, *, given: bool) -> tuple[Session, tuple[Effect, ...]]:
    """The answer, and what a no puts an end to."""
    if purpose == "nudges" and not given:
        return consents.stop_coming_back(session)
    session, consent = consents.settle(session, purpose, given=given)
    return session, (consent, ForgetLessons()) if purpose == "learning" and not given else (consent,)


def ask_again(session: Session) -> Step:
    """Before the talk goes on: the words on what is kept are other ones than those that were agreed to."""
    return lay_over(session, "ask_again")


def _ask_renewal(session: Session) -> Question:
    choices = ("yes", "consents.agree"), ("no", "consents.end_talk"), ("why", "welcome.more")
    return Question((Part("consents.renewed"),), tuple((Choice(id, Part(key)),) for id, key in choices))


def _renewal(session: Session, choice: str, context: Context) -> Step:
    match choice:
        case "yes":
            session, consent = consents.settle(session, "talk", given=True)
            return replace(lift(session, Part("consents.agreed")), effects=(consent,))
        case "no":
            return lay_over(session, "ask_erase")
        case _:
            return Step(None, session, apart=(Part("commands.privacy"),))


def _renewal_told(session: Session, said: Said, context: Context) -> Step:
    return Step(None, session, (Part("welcome.first_this"),))


SCENE = Scene(_ask, _chosen)
RENEWAL = Scene(_ask_renewal, _renewal, _renewal_told)
