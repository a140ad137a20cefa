"""What a trainer's own chat has besides: the menu of commands, and the button that leads to the page."""

from datetime import datetime
from typing import Any

from coaching_texts.texts import Texts
from dialogues.commands import COMMANDS, FOR_TRAINERS
from dialogues.desk import Desk
from dialogues.effects import Forget
from dialogues.engine import Turn
from dialogues.inputs import Command, Input
from dialogues.machine import State
from dialogues.trainer_effects import BecomeTrainer
from storage import Outgoing, Person
from storage.messages import REPLY

#: Where a trainer looks at workshops and rounds, and may like to do so on a larger screen.
_LOOKING = (State.WORKSHOPS, State.WORKSHOP, State.ROUNDS, State.ROUND)


def page_button(texts: Texts, turn: Turn, address: str) -> list[list[dict[str, Any]]]:
    """A row for under the buttons, where there is a page (at `address`) and something to see on it."""
    if not address or turn.session.state not in _LOOKING:
        return []
    return [[{"text": texts.label("page.button", {}), "web_app": {"url": address}}]]


def menu_for(
    texts: Texts, person: Person, desk: Desk | None, input: Input, turn: Turn, *, now: datetime
) -> list[Outgoing]:
    """The call that sets it, where somebody just became a trainer, or is one and begins."""
    becomes = any(isinstance(effect, BecomeTrainer) for effect in turn.effects)
    begins = desk is not None and desk.trainer and isinstance(input, Command)
    erased = any(isinstance(effect, Forget) for effect in turn.effects)
    if erased or not (becomes or begins):
        return []
    names = (*FOR_TRAINERS, *COMMANDS)
    listed = [{"command": name, "description": texts.label(f"commands.menu_{name}", {})} for name in names]
    params = {"commands": listed, "scope": {"type": "chat", "chat_id": person.chat_id}}
    return [Outgoing(person.chat_id, REPLY, "setMyCommands", params, not_before=now, person_id=person.id)]
