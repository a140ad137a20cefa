"""The short talk the peers hold: five questions, each answered with what was said, counted per person."""

STEPS = 5


def reply(step: int, text: str) -> str:
    """What is said after the answer to question `step` (from 1); 0 opens the talk."""
    return f"{step}/{STEPS}: {text}"


def talk(who: int) -> list[str]:
    """What person number `who` says."""
    return ["/start", *(f"antwoord {who}-{step}, we doen alles samen" for step in range(1, STEPS + 1))]


def replies(who: int) -> list[str]:
    """What they must hear."""
    return [reply(step, text) for step, text in enumerate(talk(who))]
