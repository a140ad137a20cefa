"""The menu of commands in a trainer's own chat: what is there for everyone, and what is there for trainers."""

from datetime import datetime

from coaching_texts.texts import Texts
from dialogues.commands import COMMANDS, FOR_TRAINERS
from dialogues.desk import Desk
from dialogues.effects import Forget
from dialogues.engine import Turn
from dialogues.inputs import Command, Input
from dialogues.trainer_effects import BecomeTrainer
from storage import Outgoing, Person
from storage.messages import REPLY


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
