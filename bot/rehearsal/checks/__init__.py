"""What has to hold of all that happened: the promises, the contact policy, and the smallest group."""

from collections.abc import Callable, Iterator, Mapping

from bot.rehearsal.checks import chain, groups, policy, rows, said, words
from bot.rehearsal.evidence import Evidence

Check = Callable[[Evidence], Iterator[str]]

#: By what it promises; each yields a line for every breach. The numbers are those of the list of promises.
CHECKS: Mapping[str, Check] = {
    "1 no update is lost": rows.updates,
    "2 state and records stand or fall together": rows.together,
    "3 one turn after the other": chain.order,
    "4 a reply does not wait": said.replies,
    "5 everything unasked has a row that says why": said.unasked,
    "6 time comes from outside": rows.times,
    "7 every snapshot loads": chain.snapshots,
    "8 a button is checked": chain.buttons,
    "9 words are kept in one place, and not too long": words.kept,
    "10 nothing is said that is not in the texts": words.said,
    "contact: not at a bad hour": policy.hours,
    "contact: one a day, two a week": policy.budget,
    "contact: only with a yes": policy.consent,
    "contact: not in a pause, nor to who blocked the bot": policy.held,
    "contact: not into a talk": policy.talks,
    "contact: nothing twice": policy.twice,
    "group: never fewer than the minimum": groups.minimum,
    "group: only what more than half say": groups.most,
    "group: only of who agreed": groups.agreed,
}


def breaches(evidence: Evidence) -> list[str]:
    """A line for each thing that did not hold, with the name of what it breaks."""
    return [f"{name}: {found}" for name, check in CHECKS.items() for found in check(evidence)]
