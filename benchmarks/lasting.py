"""What changes with size and time: many people in the database, many turns behind it; and how it starts."""

import asyncio
from functools import partial

from benchmarks.bots import BOTS, OURS, Bot
from benchmarks.filling import people
from benchmarks.results import Result, of_runs
from benchmarks.stores import Stores
from benchmarks.trial import trial
from benchmarks.turns import FIRST

FEW, MANY = 1_000, 1_000_000
PARTS = 5
_PART = 120  # people


async def _cost(bot: Bot, stores: Stores, count: int) -> tuple[list[float], float]:
    costs = []
    async with trial(bot, stores, prepare=partial(people, count=count)) as running:
        await running.warm_up()
        for part in range(PARTS):
            first = FIRST + part * _PART
            talking = running.take_part(range(first, first + _PART))
            turns = len(talking) * len(bot.talk(0))
            await running.measured(running.crowd.one_by_one(talking, 0.9), turns)
            costs.append(running.figures["cpu_ms_per_update"])
    return sorted(costs), running.figures["faults"]


async def people_known(stores: Stores, runs: int) -> list[Result]:
    """CPU of a turn with 1,000,000 people in the database, and with 1,000; medians of five parts of one run."""
    del runs  # a database of a million is made once
    results = []
    for bot in OURS:
        (few, wrong), (many, as_well) = await _cost(bot, stores, FEW), await _cost(bot, stores, MANY)
        at_few, at_many = few[PARTS // 2], many[PARTS // 2]
        figures = {"at_1000_ms": at_few, "at_1000000_ms": at_many, "ratio": at_many / at_few, "faults": wrong + as_well}
        results.append(of_runs("people_known", bot.name, [figures], {"ratio": 1.2}))
    return results


async def _first_poll(bot: Bot, stores: Stores) -> dict[str, float]:
    async with trial(bot, stores) as running:
        async with asyncio.timeout(60):
            while running.api.first_poll is None:
                await asyncio.sleep(0.01)
        await running.warm_up()
    return {"seconds": running.api.first_poll - running.process.started_at, "faults": running.figures["faults"]}


async def start(stores: Stores, runs: int) -> list[Result]:
    """From the command to the first getUpdates, on a database that is there."""
    return [
        of_runs(
            "start",
            bot.name,
            [await _first_poll(bot, stores) for _ in range(runs)],
            {"seconds": 1.5} if bot in OURS else None,
        )
        for bot in BOTS
    ]


async def _memory(bot: Bot, stores: Stores) -> dict[str, float]:
    async with trial(bot, stores) as running:
        await running.warm_up()
        turns = 2_000 // len(bot.talk(0)) + 1
        for part in range(1, 6):
            talking = running.take_part(range(FIRST + part * 1000, FIRST + part * 1000 + turns))
            await running.crowd.one_by_one(talking, 0.7)
            running.figures[f"mb_after_{part * 2000}"] = running.process.memory
        figures = running.figures
        figures["grown_mb"] = figures["mb_after_10000"] - figures["mb_after_6000"]
    return figures


async def memory(stores: Stores, runs: int) -> list[Result]:
    """Resident memory as turns go by; one run each."""
    del runs
    goals = {"mb_after_10000": 120.0, "grown_mb": 2.0}
    return [of_runs("memory", bot.name, [await _memory(bot, stores)], goals) for bot in OURS]
