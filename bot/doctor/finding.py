"""What the doctor says of one thing."""

from dataclasses import dataclass
from typing import Literal

#: `mind`: it works, and whoever runs it should know.
Level = Literal["ok", "mind", "WRONG"]


@dataclass(frozen=True)
class Finding:
    """One line of the report: how it is, of what, and in words; where it is not `ok`, with what to do."""

    level: Level
    what: str
    says: str

    def __str__(self) -> str:
        return f"{self.level:5} {self.what:26} {self.says}"


def ok(what: str, says: str) -> Finding:
    return Finding("ok", what, says)


def mind(what: str, says: str) -> Finding:
    return Finding("mind", what, says)


def wrong(what: str, says: str) -> Finding:
    return Finding("WRONG", what, says)
