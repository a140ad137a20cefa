"""Turns: what one costs, how many there are in a second, how long one waits for the reply."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.bot_api import BotApi
from benchmarks.bots import BOTS, OURS, PEER_AIOGRAM, PTB, SQLITE, Bot, long_talk, tapped_talk
from benchmarks.crowd import percentile
from benchmarks.results import Result, of_runs
from benchmarks.stores import Stores
from benchmarks.trial import Trial, trial

FIRST = 100  # numbers of people whose talks are measured
BACKLOG = range(FIRST, FIRST + 500)
STEADY = range(FIRST, FIRST + 125)
PER_SECOND = 50


def latencies(running: Trial) -> dict[str, float]:
    """Median and 99th percentile of the time from a message to the first thing said after it."""
    seconds = running.crowd.latencies
    return {"p50_ms": percentile(seconds, 50) * 1000, "p99_ms": percentile(seconds, 99) * 1000}


async def _backlog(bot: Bot, stores: Stores, people: Sequence[int], delay: float) -> dict[str, float]:
    async with trial(bot, stores, api=BotApi(delay=delay)) as running:
        await running.warm_up()
        talking = running.take_part(people)
        await running.measured(running.crowd.all_at_once(talking, 600), len(talking) * len(bot.talk(0)))
    return running.figures


async def backlog(stores: Stores, runs: int) -> list[Result]:
    """3,000 updates of 500 people, all at once, as after an outage."""
    goals = {SQLITE.name: {"cpu_ms_per_update": 2.4, "updates_per_second": 500.0}}
    return [
        of_runs(
            "backlog", bot.name, [await _backlog(bot, stores, BACKLOG, 0) for _ in range(runs)], goals.get(bot.name)
        )
        for bot in BOTS
    ]


async def slow_api(stores: Stores, runs: int) -> list[Result]:
    """The same where each call of the Bot API takes 50 ms; fewer people and one run for who waits for each."""
    results = []
    for bot in BOTS:
        people, times = (BACKLOG, runs) if bot in OURS else (BACKLOG[:50], 1)
        figures = [await _backlog(bot, stores, people, 0.05) for _ in range(times)]
        results.append(of_runs("slow_api", bot.name, figures, {"updates_per_second": 300} if bot in OURS else None))
    return results


async def _steady(bot: Bot, stores: Stores) -> dict[str, float]:
    async with trial(bot, stores) as running:
        await running.warm_up()
        talking = running.take_part(STEADY)
        await running.measured(running.crowd.at_pace(talking, PER_SECOND), len(talking) * len(bot.talk(0)))
        running.figures |= latencies(running)
    return running.figures


async def latency(stores: Stores, runs: int) -> list[Result]:
    """50 updates a second; Bruis also where people tap buttons, which is three calls an update."""
    long = [replace(bot, talk=long_talk) for bot in OURS]
    tapping = replace(SQLITE, name=f"{SQLITE.name}, tapping", talk=tapped_talk)
    goals = {"p50_ms": 15.0, "p99_ms": 80.0}
    return [
        of_runs("latency", bot.name, [await _steady(bot, stores) for _ in range(runs)], goals if bot in long else None)
        for bot in (*long, tapping, PTB, PEER_AIOGRAM)
    ]
