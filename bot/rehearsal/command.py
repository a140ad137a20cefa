"""`bruis rehearse`: plays, checks, and tells what did not hold, and what was never met."""

import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tqdm import tqdm

from bot.app import texts_for
from bot.rehearsal.checks import CHECKS, breaches
from bot.rehearsal.coverage import Met, in_a_rehearsal, in_a_walk, never, unreachable, unsaid
from bot.rehearsal.run import Played, Rehearsal, play
from bot.settings import Settings
from dialogues import machine

Tell = Callable[[str], object]
_STEPS = 1000


def rehearse(asked: Rehearsal, tell: Tell = print, *, bar: bool = True) -> bool:
    """Play it, with a bar on stderr where that is a screen; whether all held."""
    began = time.monotonic()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        walking = beside.submit(_walk)
        played, met = _play(asked, bar=bar)
        walked = walking.result()
    evidence, texts = played.evidence, texts_for(Settings())
    evidence.unsaid = unsaid(evidence, texts)
    wrong = [*breaches(evidence), *unreachable(walked, met, texts)]
    for line in wrong:
        tell(f"{line}    ({asked.command})")
    tell(_told(asked, played, time.monotonic() - began))
    for line in never(met, walked, texts):
        tell(line)
    tell(f"{len(wrong)} things did not hold." if wrong else f"All {len(CHECKS)} checks held.")
    return not wrong


def _walk() -> Met:
    return in_a_walk(texts_for(Settings()))


def _play(asked: Rehearsal, *, bar: bool) -> tuple[Played, Met]:
    moves = set[machine.Row]()
    machine.made = moves.add
    quiet = logging.getLogger().level
    logging.getLogger().setLevel(logging.INFO)
    try:
        with tqdm(total=_STEPS, disable=None if bar else True, file=sys.stderr, desc="weeks", bar_format=_BAR) as shown:
            played = play(asked, lambda share: shown.update(max(0, round(share * _STEPS) - shown.n)))
    finally:
        machine.made = lambda row: None
        logging.getLogger().setLevel(quiet)
    return played, in_a_rehearsal(played.evidence, moves)


_BAR = "{desc} {percentage:3.0f}%|{bar}| {elapsed}, {remaining} to go"


def _told(asked: Rehearsal, played: Played, seconds: float) -> str:
    evidence = played.evidence
    trouble = ", ".join(f"{count} {what}" for what, count in sorted(played.happened.items()))
    return (
        f"{asked.people} people over {asked.weeks} weeks, seed {asked.seed}, in {seconds:.0f} seconds: "
        f"{len(evidence.turns)} turns, {len(evidence.heard)} messages, {len(evidence.contacts)} contacts, "
        f"{len(evidence.results)} results of groups; {trouble}."
    )
