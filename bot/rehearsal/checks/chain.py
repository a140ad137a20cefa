"""What must hold from turn to turn of one person: one after the other, loadable, and no button that was not offered."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bot.rehearsal.evidence import Evidence, Person, TurnTaken
from dialogues.engine import open_question
from dialogues.errors import DialogueError
from dialogues.inputs import Pressed
from dialogues.session import Session


def by_person(evidence: Evidence) -> dict[Person, list[TurnTaken]]:
    """The turns of each person, in the order in which they were taken."""
    turns: dict[Person, list[TurnTaken]] = defaultdict(list)
    for turn in evidence.turns:
        turns[turn.who].append(turn)
    return turns


def order(evidence: Evidence) -> Iterator[str]:
    """Each turn begins where the one before it ended; what a killed process did in between is in a snapshot."""
    for who, turns in by_person(evidence).items():
        for before, after in pairwise(turns):
            if any(before.at <= gap.at <= after.at for gap in evidence.snapshots):
                continue
            if after.at < before.at:
                yield f"the turn of {who} at {after.at:%Y-%m-%d %H:%M} came after a later one"
            elif after.before.dump() not in (before.after.dump(), Session().dump()):
                yield f"the turn of {who} at {after.at:%Y-%m-%d %H:%M} began elsewhere than the last one ended"


def snapshots(evidence: Evidence) -> Iterator[str]:
    """Every session that is kept loads, and is written as it was read."""
    for row in evidence.at_the_end.get("person", []):
        kept = row["session"]
        try:
            same = kept is None or Session.load(Session.load(kept).dump()) == Session.load(kept)
        except DialogueError as error:
            yield f"the session of {row['telegram_id']} does not load ({error})"
        else:
            if not same:
                yield f"the session of {row['telegram_id']} loads otherwise than it was written"


def buttons(evidence: Evidence) -> Iterator[str]:
    """A press that is of no open question, or that it does not offer, leaves the talk where it was."""
    for turn in evidence.turns:
        pressed = turn.input
        if not isinstance(pressed, Pressed) or pressed.asked == 0 or not turn.before.agreed:
            continue
        offered = pressed.asked == turn.before.asked and open_question(turn.before).offers(pressed.choice)
        if not offered and (turn.before.state, turn.before.asked) != (turn.after.state, turn.after.asked):
            yield f"{pressed.choice!r} of question {pressed.asked} moved {turn.who} on to {turn.after.state}"
