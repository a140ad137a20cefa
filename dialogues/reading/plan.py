"""Takes a whole plan apart, for people who type "Als ..., dan ..." at once."""

import re

_OPENS = r"\W*(?:mijn plan(?: is)?[ :]*)?(?:telkens |elke keer |van)?(?:als|wanneer|zodra) (?P<when>.+?)"
_I = r"(?:ik|we|wij|'k|k)\b"
# What divides the halves, the surest first. A bare "dan" only before somebody who acts: "ouder dan vroeger" is no plan.
_DIVIDERS = (r"[,;:.…–] ?dan\b[ ,:]*(?P<then>.+)", rf" dan (?P<then>\w+ {_I}.*)", rf",(?P<then>[^,]*\b{_I}.*)")
_PLANS = tuple(re.compile(_OPENS + divider, re.IGNORECASE) for divider in _DIVIDERS)


def split_plan(text: str) -> tuple[str, str] | None:
    """The two halves of "Als X, dan Y", as typed but without `als` and `dan`; None where it is not such a plan."""
    line = " ".join(text.split())  # also keeps the patterns linear
    found = next((match for plan in _PLANS if (match := plan.fullmatch(line))), None)
    if found is None:
        return None
    when, then = found["when"].strip(" ,;:"), found["then"].strip(" ,;:")
    return (when, then) if when and then else None
