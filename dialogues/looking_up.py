"""What a session remembers of looking something up: tips by theme, and the background of it all."""

from dialogues.model import LifePhase, Theme
from dialogues.model.background import Background
from dialogues.snapshot import Snapshot


class Browsing(Snapshot):
    """Tips that are looked up by themselves. `phase`: how the group is now, where the person had to say so."""

    group: int = 0
    phase: LifePhase | None = None
    theme: Theme | None = None
    tip: str | None = None


class Page(Snapshot):
    """A message of the background that is being read; the first is number 1."""

    about: Background
    n: int = 1
