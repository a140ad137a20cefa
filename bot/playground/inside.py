"""The look inside: what the coach did in a person's last turns, in memory only (it may hold what they wrote)."""

from collections import deque
from collections.abc import Callable
from typing import Any

TURNS = 50


class TurnLog:
    """The coach notes every turn here; `noted` hears whose it was."""

    def __init__(self, noted: Callable[[int], None]) -> None:
        self._turns: dict[int, deque[dict[str, Any]]] = {}
        self._noted = noted

    def note(self, telegram_id: int, turn: dict[str, Any]) -> None:
        """Add a turn, plain JSON data: at, input, state_before, state_after, readings, effects."""
        self._turns.setdefault(telegram_id, deque(maxlen=TURNS)).appendleft(turn)
        self._noted(telegram_id)

    def last(self, telegram_id: int) -> list[dict[str, Any]]:
        """The last turns, newest first."""
        return list(self._turns.get(telegram_id, ()))
