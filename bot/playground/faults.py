"""Things that go wrong on purpose: the next calls of a method meet a fault."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["error", "reset_before", "reset_after", "hang", "hang_after", "bad_json"]


@dataclass(frozen=True)
class Fault:
    """`kind`: "error" answers `code`; "before" has done nothing of the call, "after" all of it; a hang never answers.

    "bad_json" does the call and answers 200 with half an object. `retry_after` goes with code 429.
    """

    kind: FaultKind
    code: int = 500
    retry_after: int = 1


class Faults:
    """Faults in waiting, per method (any spelling of its name) and, if wanted, per chat.

    `met` hears of each that a call met, with the call's chat.
    """

    def __init__(self) -> None:
        self.met: Callable[[Fault, int | None], object] = lambda fault, chat_id: None
        self._waiting: dict[tuple[str, int | None], deque[Fault]] = {}

    def next(self, method: str, fault: Fault, times: int = 1, chat_id: int | None = None) -> None:
        """The next `times` calls of `method` (to `chat_id`) meet `fault`; after those that wait already."""
        self._waiting.setdefault((method.lower(), chat_id), deque()).extend([fault] * times)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets; it is used up."""
        for key in dict.fromkeys([(method.lower(), chat_id), (method.lower(), None)]):
            if self._waiting.get(key):
                fault = self._waiting[key].popleft()
                self.met(fault, chat_id)
                return fault
        return None

    def clear(self) -> None:
        self._waiting.clear()
