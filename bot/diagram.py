"""The dialogues as one Mermaid state diagram, drawn from the table itself.

Mermaid draws no arrow between the inside of one part and the inside of another: a move that leaves its part leads to a
box that names where it goes on, and the parts themselves are joined by bare arrows.
"""

from collections.abc import Iterator

from dialogues.machine import OVERLAYS, TABLE, State

#: The parts of the drawing: title, and the first of its states, in the order in which the states are listed.
PARTS = {
    "Hello, and the group": State.WELCOME,
    "A moment, and the kenmerken": State.MOMENT,
    "The mirror": State.MIRROR,
    "A theme, and a tip": State.THEME,
    "A plan": State.PLAN_IF,
    "Weeks later": State.FOLLOW_UP,
    "Going deeper": State.DEEPENING_CHOICE,
    "Over any talk": State.UNFINISHED,
    "Joining a workshop": State.JOINING,
    "A trainer's workshops": State.WORKSHOPS,
    "A trainer's rounds": State.ROUND_GROUPS,
}
_STATES = list(State)
_START_OR_END = "[*]"
_ANY_TALK = "any_talk"  # in the parts of the overlays: which talk it was does not matter there

Arrows = dict[tuple[str, str], list[str]]


def diagram() -> str:
    """The parts of the talk, each with its states and moves, as one Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    {_START_OR_END} --> {_id(State.WELCOME)}"]
    for title in PARTS:
        lines += _part(title)
    return "\n".join([*lines, *(f"    {arrow}" for arrow in _between())]) + "\n"


def _title(state: State) -> str:
    """The part that a state belongs to."""
    return [title for title, first in PARTS.items() if _STATES.index(first) <= _STATES.index(state)][-1]


def _id(state: State) -> str:
    """What the part of a state is called in the drawing; rest is a part by itself."""
    return state if state is State.REST else f"part_{list(PARTS).index(_title(state)) + 1}"


def _part(title: str) -> Iterator[str]:
    part, arrows = _id(PARTS[title]), _inside(title)
    yield f'    state "{title}" as {part} {{'
    for leaving in sorted({dest for _, dest in arrows if dest.startswith(f"{part}_to_")}):
        yield f'        state "→ {leaving.removeprefix(f"{part}_to_")}" as {leaving}'
    if title == _title(State.WELCOME):
        yield f"        {_START_OR_END} --> {State.WELCOME}: first_message"
    yield from (f"        {source} --> {dest}: {' / '.join(moves)}" for (source, dest), moves in arrows.items())
    yield "    }"


def _inside(title: str) -> Arrows:
    """The moves that this part draws; those between the same two boxes share an arrow."""
    arrows: Arrows = {}
    for move, source, dest in TABLE:
        if _drawn_in(source, dest) == title:
            moves = arrows.setdefault((_box(source, title), _box(dest, title)), [])
            moves += {_short(move)} - set(moves)
    return arrows


def _drawn_in(source: State, dest: State) -> str:
    """A move is drawn where it leaves from; one from rest where it goes to, one of an overlay with that overlay."""
    if source in OVERLAYS or dest in OVERLAYS:
        return _title(dest if dest in OVERLAYS else source)
    return _title(dest if source is State.REST else source)


def _short(move: str) -> str:
    return "resume" if move.startswith("resume_") else move


def _box(state: State, title: str) -> str:
    """How a state is drawn in this part."""
    if state not in OVERLAYS and PARTS[title] in OVERLAYS:
        return f"{_ANY_TALK}_{list(PARTS).index(title) + 1}"  # a box is in one part of a drawing only
    if state is State.REST:
        return _START_OR_END
    return state if title == _title(state) else f"{_id(PARTS[title])}_to_{state}"


def _between() -> list[str]:
    """The arrows between the parts; the overlays are left out, since they lie over all of them."""
    rows = [(source, dest) for _, source, dest in TABLE if source not in OVERLAYS and dest not in OVERLAYS]
    return list(dict.fromkeys(f"{_id(a)} --> {_id(b)}" for a, b in rows if _id(a) != _id(b)))
