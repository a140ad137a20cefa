"""Takes a whole plan apart, for people who type "Als ..., dan ..." at once."""

import re

# "als", "wanneer" or "zodra" opens it; "dan" divides it, or else a comma with somebody who acts after it.
_OPENS = r"^\W*(?:mijn plan(?: is)?\s*:?\s*)?(?:als|wanneer|zodra|telkens als|elke keer als|van zodra)\s+"
_DIVIDES = (
    re.compile(_OPENS + r"(?P<when>.+?)[\s,;:.…–-]+dan\b[\s,:]*(?P<then>.+)$", re.IGNORECASE | re.DOTALL),
    re.compile(
        _OPENS + r"(?P<when>[^,]+(?:,[^,]+)*?)\s*,\s*(?P<then>[^,]*\b(?:ik|we|wij|'k|k)\b.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
)


def split_plan(text: str) -> tuple[str, str] | None:
    """The two halves of "Als X, dan Y", as typed but without `als` and `dan`; None where it is not such a plan."""
    found = next((match for pattern in _DIVIDES if (match := pattern.match(text))), None)
    if found is None:
        return None
    when, then = found["when"].strip(" ,;:\n"), found["then"].strip(" ,;:\n")
    return (when, then) if when and then else None
