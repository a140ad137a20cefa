"""Takes a whole plan apart, for people who type "Als ..., dan ..." at once."""

import re

_OPENS = r"^\W*(?:mijn plan(?: is)?\s*:?\s*)?(?:telkens |elke keer |van)?(?:als|wanneer|zodra)\s+(?P<when>.+?)"
_I = r"(?:ik|we|wij|'k|k)\b"
# What divides the halves, the surest first. A bare "dan" only before somebody who acts: "ouder dan vroeger" is no plan.
_DIVIDERS = (
    r"\s*[,;:.…–\n]\s*dan\b[\s,:]*(?P<then>.+)",
    rf"\s+dan\s+(?P<then>\w+\s+{_I}.*)",
    rf"\s*,\s*(?P<then>[^,]*\b{_I}.*)",
)
_PLANS = tuple(re.compile(f"{_OPENS}{divider}$", re.IGNORECASE | re.DOTALL) for divider in _DIVIDERS)


def split_plan(text: str) -> tuple[str, str] | None:
    """The two halves of "Als X, dan Y", as typed but without `als` and `dan`; None where it is not such a plan."""
    found = next((match for plan in _PLANS if (match := plan.match(text))), None)
    if found is None:
        return None
    when, then = found["when"].strip(" ,;:\n"), found["then"].strip(" ,;:\n")
    return (when, then) if when and then else None
