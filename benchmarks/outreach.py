"""Sending: a round at its pace, replies during it, and as fast as it goes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

from benchmarks.bot_api import BotApi
from benchmarks.bots import OURS, Bot, on_a_tuesday
from benchmarks.filling import FIRST_CHAT, replies, round_of
from benchmarks.results import Result, of_runs
from benchmarks.stores import Stores
from benchmarks.trial import Trial, trial
from benchmarks.turns import PER_SECOND, STEADY, latencies
from storage import Database

ROUND = 10_000
PACE = 300  # sends a second
_PATIENCE = 300.0  # seconds


async def _sent(api: BotApi, count: int) -> list[float]:
    """The moments of the first `count` messages to people of the round, once they are there."""
    async with asyncio.timeout(_PATIENCE):
        while api.calls < count or (moments := _moments(api)) is None or len(moments) < count:
            await asyncio.sleep(0.1)
    return moments


def _moments(api: BotApi) -> list[float]:
    return sorted(sent.at for chat, all_ in api.said.items() if chat > FIRST_CHAT for sent in all_)


async def _seconds(
    bot: Bot, stores: Stores, *, api: BotApi, pace: int, prepare: Callable[[Database], Awaitable[None]]
) -> tuple[float, dict[str, float]]:
    """From the first message to the last, and what it cost."""
    async with trial(bot, stores, api=api, sends_per_second=pace, prepare=prepare) as running:
        moments = await _sent(api, ROUND)
        cpu = running.process.cpu * 1000 / ROUND
    faults = running.figures["faults"] + api.refused + _twice(running)
    return moments[-1] - moments[0], {"cpu_ms_per_send": cpu, "faults": faults}


async def _round(bot: Bot, stores: Stores) -> dict[str, float]:
    later, now = on_a_tuesday(bot)
    # what arrives at a steady pace may bunch up a little on the way
    api = BotApi(limit=PACE * 105 // 100)
    seconds, more = await _seconds(later, stores, api=api, pace=PACE, prepare=partial(round_of, count=ROUND, now=now))
    return {"seconds": seconds, "of_the_limit": seconds / (ROUND / PACE), **more}


async def _sends(bot: Bot, stores: Stores) -> dict[str, float]:
    seconds, more = await _seconds(bot, stores, api=BotApi(), pace=1000, prepare=partial(replies, count=ROUND))
    return {"sends_per_second": ROUND / seconds, **more}


def _twice(running: Trial) -> int:
    return sum(len(all_) - 1 for all_ in running.api.said.values())


async def a_round(stores: Stores, runs: int) -> list[Result]:
    """A trainer's round to 10,000 people at 300 a second; the Bot API refuses the 316th in any second."""
    goal = {"of_the_limit": 1.03}
    return [of_runs("round", bot.name, [await _round(bot, stores) for _ in range(runs)], goal) for bot in OURS]


async def sends(stores: Stores, runs: int) -> list[Result]:
    """10,000 replies that wait, one process, no pace."""
    goal = {"sends_per_second": 1000.0}
    return [of_runs("sends", bot.name, [await _sends(bot, stores) for _ in range(runs)], goal) for bot in OURS]


async def _during(bot: Bot, stores: Stores) -> dict[str, float]:
    later, now = on_a_tuesday(bot)
    prepare = partial(round_of, count=ROUND, now=now)
    async with trial(later, stores, sends_per_second=PACE, prepare=prepare) as running:
        await running.warm_up()
        await _sent(running.api, 1)
        talking = running.take_part(STEADY)
        await running.measured(running.crowd.at_pace(talking, PER_SECOND), len(talking) * len(bot.talk(0)))
        running.figures |= latencies(running)
        ended = time.perf_counter()
        running.figures["round_still_going"] = float((await _sent(running.api, ROUND))[-1] > ended)
    return running.figures


async def during_round(stores: Stores, runs: int) -> list[Result]:
    """Replies to 50 updates a second while a round goes to 10,000 people at 300 sends a second."""
    return [
        of_runs("during_round", bot.name, [await _during(bot, stores) for _ in range(runs)], {"p99_ms": 150.0})
        for bot in OURS
    ]
