"""What every part of a session is: an immutable value that goes to JSON and back."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Snapshot(BaseModel):
    """An immutable value that goes to JSON and back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def but(self, **changes: Any) -> Self:
        """The same with these changes."""
        return self.model_copy(update=changes)
