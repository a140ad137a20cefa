"""The state on disk: one JSON file, replaced as a whole, and a folder beside it for the files the bot sent."""

import asyncio
import os
from pathlib import Path

from pydantic import ValidationError

from bot.playground.population import starting_state
from bot.playground.state import State


class UnreadableState(RuntimeError):
    """The state file is not one of ours, or of a later version."""


class Keeper:
    """Loads at start (UnreadableState); saves where something changed, before the outside can rely on it."""

    def __init__(self, path: Path, *, saves: bool = True) -> None:
        """Where it does not save, only the files are kept."""
        self._path, self._saves = path, saves
        self._files = path.with_name(path.stem + "-files")
        self._changed = False
        self.state = _load(path) if path.exists() else starting_state()

    def mark(self) -> None:
        """Something changed."""
        self._changed = True

    async def saved(self) -> None:
        """Save, after all who are at it in this moment: one write does for them all."""
        await asyncio.sleep(0)
        self.save()

    def save(self) -> None:
        """Write the whole state if something changed. A crash leaves the old file or the new one."""
        if not self._changed or not self._saves:
            return
        self._changed = False
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_text(self.state.model_dump_json(), encoding="utf-8")
        os.replace(beside, self._path)

    def keep_file(self, content: bytes, suffix: str) -> str:
        """Store what the bot sent; the name by which it is found again."""
        self.state.last_file += 1
        self.mark()
        name = f"file{self.state.last_file}{suffix}"
        self._files.mkdir(parents=True, exist_ok=True)
        (self._files / name).write_bytes(content)
        return name

    def file(self, name: str) -> Path | None:
        """Where a stored file is; None for any name this keeper did not give."""
        path = self._files / name
        return path if path.parent == self._files and path.is_file() else None


def _load(path: Path) -> State:
    try:
        return State.model_validate_json(path.read_bytes())
    except ValidationError:  # its message would show what people wrote
        raise UnreadableState(f"{path} cannot be read; move it away to start the playground anew") from None
