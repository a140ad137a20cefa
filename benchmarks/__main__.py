"""`python -m benchmarks [name …]`: all benchmarks, or some by name; a table and a line of JSON after each."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable

from benchmarks.bots import AIOGRAM
from benchmarks.lasting import memory, people_known, start
from benchmarks.outreach import a_round, during_round, sends
from benchmarks.results import Result, as_json, table
from benchmarks.stores import Stores
from benchmarks.turns import backlog, latency, slow_api

BENCHMARKS: dict[str, Callable[[Stores, int], Awaitable[list[Result]]]] = {
    "backlog": backlog,
    "slow_api": slow_api,
    "latency": latency,
    "during_round": during_round,
    "round": a_round,
    "sends": sends,
    "people_known": people_known,
    "start": start,
    "memory": memory,
}
SHORT = frozenset({"backlog", "slow_api", "sends", "start"})  # the others take minutes a run


async def _measure(names: list[str], runs: int | None) -> None:
    stores = Stores()
    with stores.serving():
        for name in names:
            results = await BENCHMARKS[name](stores, runs or (5 if name in SHORT else 3))
            print(table(results), as_json(results), "", sep="\n", flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--runs", type=int, help="runs to take the median of (default 5, of the long ones 3)")
    chosen = parser.parse_args()
    if not AIOGRAM.exists():
        parser.error("aiogram has an environment of its own: make bench installs it")
    asyncio.run(_measure(chosen.names or list(BENCHMARKS), chosen.runs))


if __name__ == "__main__":
    main()
