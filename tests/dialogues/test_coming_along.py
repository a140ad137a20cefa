"""What comes along with another contact is said in its message: nobody gets two."""

import pytest

from dialogues.contacts import TAKES_ALONG, ContactKind
from dialogues.effects import Say
from dialogues.inputs import Due
from dialogues.machine import State
from tests.dialogues.coached import Coached


@pytest.mark.parametrize("kind", [kind for kind, along in TAKES_ALONG.items() if "again" in along and kind != "plan"])
def test_looking_again_comes_in_the_same_message(kind: ContactKind) -> None:
    """One message, which begins with it."""
    who = Coached()
    who.press("yes")
    who.say("De buurt")
    who.session = who.session.but(state=State.REST)
    turn = who.take(Due(kind, 1, who.now, also=("again",)))
    said = [[part.key for part in effect.parts] for effect in turn.effects if isinstance(effect, Say)]
    assert (len(said), said[0][0]) == (1, "coming_back.also_again")
