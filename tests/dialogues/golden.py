"""Golden talks: files that read as a conversation, of which the coach's lines are written by the coach.

`python -m tests.dialogues.golden --write` writes those lines anew; then they are read, and judged, by a person.
`tests/golden/README.md` says how a talk is written down.
"""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from dialogues.contacts import ContactKind
from dialogues.engine import Turn
from dialogues.inputs import UnreadableKind
from tests.dialogues.coached import Coached
from tests.dialogues.notation import written

TALKS = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))

_PLANNED = re.compile(r"@ planned (?P<kind>workshop)")
_MOVED = re.compile(r"@ \+(?P<n>\d+) (?P<unit>minutes|hours|days|weeks)")

_JOINT = re.compile(r"@ another trainer of (\d+)")

Play = Callable[[Coached, re.Match[str]], Turn]

#: How each of the person's lines is played.
_LINES: tuple[tuple[re.Pattern[str], Play], ...] = tuple(
    (re.compile(pattern, re.DOTALL), play)
    for pattern, play in (
        (r"@ due (\w+)", lambda who, m: who.due(m[1])),
        (r"> \[(\w+)\](?: @(\d+))?", lambda who, m: who.press(m[1], int(m[2]) if m[2] else None)),
        (r"> /(\w+) ?(.*)", lambda who, m: who.command(m[1], m[2])),
        (r"> !(\w+)", lambda who, m: who.send(cast(UnreadableKind, m[1]))),
        (r"> \(edit (\d+)\) (.*)", lambda who, m: who.edit(int(m[1]), m[2])),
        (r"> \(at once\) (.*)", lambda who, m: who.say(m[1], at_once=True)),
        (r"> (.*)", lambda who, m: who.say(m[1])),
    )
)


def replayed(script: str) -> str:
    """The talk as it goes now: the person's lines and the comments as they stand, the coach's lines anew."""
    who = Coached()
    theirs = [line for line in script.splitlines() if line.startswith(("#", ">", "@"))]
    return "\n".join(out for line in theirs for out in (line, *_answered(who, line)))


def _answered(who: Coached, line: str) -> Iterator[str]:
    if not line.startswith((">", "@")):
        return
    if line == "@ trainer":
        who.desks.trainer = True
    elif line == "@ the round goes out":
        who.desks.gone_out()
    elif joint := _JOINT.fullmatch(line):
        who.desks.joined_by_another(int(joint[1]))
    elif planned := _PLANNED.fullmatch(line):
        who.invite(cast(ContactKind, planned["kind"]))
    elif moved := _MOVED.fullmatch(line):
        who.move_clock(timedelta(**{moved["unit"]: int(moved["n"])}))
    else:
        yield from written(_play(who, line), who)
    yield ""


def _play(who: Coached, line: str) -> Turn:
    for pattern, play in _LINES:
        if found := pattern.fullmatch(line):
            return play(who, found)
    raise ValueError(f"not a line of a talk: {line}")


def main(arguments: list[str]) -> int:
    """Write the coach's lines of every talk anew (--write), or say which differ."""
    different: list[Any] = []
    for path in TALKS:
        script = path.read_text(encoding="utf-8")
        if (now := replayed(script)) != script:
            different.append(path.name)
            if "--write" in arguments:
                path.write_text(now, encoding="utf-8")
    print(*different, sep="\n")  # noqa: T201 -- a command
    return 0 if "--write" in arguments else bool(different)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
