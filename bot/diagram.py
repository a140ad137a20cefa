"""The dialogues as Mermaid state diagrams, drawn from the table itself."""

from collections.abc import Iterator

from dialogues.machine import OVERLAYS, TABLE, TALKING, Row, State


def diagram() -> str:
    """The talks, and what can lie over them, as one Mermaid state diagram."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines())]) + "\n"


def _lines() -> Iterator[str]:
    yield f"[*] --> {State.WELCOME}"
    yield from (f"{source} --> {dest}: {move}" for (source, dest), move in _merged().items())
    talking = ", ".join(TALKING[:2]) + ", …"
    yield f"note right of {State.REST}: while talking ({talking}) a command can lay"
    yield from (f"note right of {overlay}: lies over a talk, which then goes on where it was" for overlay in OVERLAYS)


def _merged() -> dict[tuple[State, State], str]:
    """Moves between the same two states share an arrow; those of the overlays are left to their notes."""
    moves: dict[tuple[State, State], list[str]] = {}
    for move, source, dest in _drawn():
        moves.setdefault((source, dest), []).append(move)
    return {ends: " / ".join(dict.fromkeys(names)) for ends, names in moves.items()}


def _drawn() -> Iterator[Row]:
    return (row for row in TABLE if row[1] not in OVERLAYS and row[2] not in OVERLAYS)
