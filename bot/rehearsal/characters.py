"""What kinds of people there are in a rehearsal: how far they go, how they write, what they do besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from dialogues.model import LifePhase


@dataclass(frozen=True)
class Character:
    """Chances are from 0 to 1.

    `visits`: how often they come by themselves in all weeks. `patience`: acts in one sitting. `types`: rather writes
    than taps. `answers`: reacts to what came unasked. `agrees`: says yes to what is asked of them. `nights`: at odd
    hours. `besides`: commands they come back for, one a visit. `deeds`: what they do to the chat itself. `likes`: how
    likely they tap these buttons, where that is not as usual.
    """

    name: str
    visits: tuple[int, int] = (0, 1)
    patience: tuple[int, int] = (7, 15)
    types: float = 0.2
    answers: float = 0.9
    agrees: float = 0.85
    nights: float = 0.05
    twice: float = 0.03
    edits: float = 0.03
    odd: float = 0.02
    besides: tuple[str, ...] = ("/reflectie",)
    deeds: tuple[str, ...] = ()
    likes: Mapping[str, float] = field(default_factory=dict)


_TALKS = ("visie", "motieven", "werving", "drempels", "burgerschap", "coalities", "balans", "samen")
_ASKING = dict.fromkeys(("why", "example", "read_on", "read_other", "look_briefly", "show_round", "abroad"), 2.0)
_UNSURE = dict.fromkeys(
    ("unknown", "skip", "neither", "correct", "differently", "not_done", "too_early", "rewrite"), 2.0
)
_TURNING_BACK = dict.fromkeys(
    ("back", "back_to_name", "other_theme", "start_over", "adapt_plan", "move_it", "nothing"), 1.2
)

CHARACTERS = (
    Character("finisher", patience=(22, 34), besides=("/reflectie", "/plan", "/tips")),
    Character("typer", types=0.9, edits=0.15, besides=("/reflectie", "/verdiep")),
    Character("tapper", types=0.0, twice=0.3, besides=("/polsslag", "/tips")),
    Character("drops out", patience=(2, 8), answers=0.25),
    Character("comes back", visits=(2, 3), patience=(4, 10), besides=("/reflectie", "/reflectie", "/profiel")),
    Character("says no", agrees=0.1, besides=("/polsslag", "/stop", "/help")),
    Character("blocks", besides=("/polsslag",), deeds=("block", "unblock")),
    Character("wipes", visits=(2, 3), besides=("/polsslag", "/wis", "/reflectie"), likes={"erase": 5.0}),
    Character("pauses", visits=(2, 4), patience=(4, 10), besides=("/polsslag", "/pauze", "/herinneringen", "/pauze")),
    Character(
        "changes their mind",
        visits=(3, 4),
        patience=(3, 9),
        besides=("/polsslag", "/privacy", "/herinneringen", "/privacy"),
    ),
    Character(
        "looks around",
        visits=(3, 4),
        patience=(4, 10),
        besides=("/verdiep", "/achtergrond", "/mijngegevens", "/plan"),
    ),
    Character("asks", visits=(1, 2), patience=(12, 20), besides=("/achtergrond", "/herinneringen"), likes=_ASKING),
    Character("unsure", patience=(18, 30), types=0.4, besides=("/reflectie", "/profiel"), likes=_UNSURE),
    Character("turns back", visits=(1, 2), patience=(14, 24), besides=("/tips", "/verdiep"), likes=_TURNING_BACK),
    Character(
        "reads tips",
        visits=(2, 3),
        patience=(10, 16),
        besides=("/tips", "/tips", "/plan"),
        likes={"another": 6.0, "other_theme": 2.0, "take": 0.5, "enough": 0.1},
    ),
    Character(
        "goes deeper",
        visits=(2, 3),
        patience=(10, 18),
        besides=("/verdiep", "/verdiep", "/tips"),
        likes=dict.fromkeys((f"deepen_{talk}" for talk in _TALKS), 3.0),
    ),
    Character("at night", nights=0.8, besides=("/polsslag", "/tips")),
    Character("plays tricks", odd=0.35, twice=0.15, edits=0.1, besides=("/polsslag", "/workshop", "/help")),
    Character("silent", visits=(1, 1), patience=(1, 3), answers=0.0),
    Character("gone", besides=("/polsslag",), deeds=("leave",)),
)


@dataclass
class Soul:
    """One of them. `phase`: the phase that their group is in, most of the time. `group`: its name."""

    id: int
    character: Character
    phase: LifePhase
    group: str
    chance: Random
    link: str = ""
    sitting: int = 0  # acts left of this sitting
    doing: str = ""  # the command that this sitting is for
    seen: int = 0  # the bot's last message that was looked at
    known: int = 0  # of how many texts the marks were planted
    waits: bool = field(default=False)  # comes back by themselves already

    def does(self, chance: float) -> bool:
        return self.chance.random() < chance
