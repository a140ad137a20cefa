"""People who write to the bot: all at once, at a steady pace, or each once the last was answered."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence

from benchmarks.bot_api import BotApi

Talk = Callable[[int], Sequence[str]]


class Crowd:
    """Person number `who` says `talk(who)`: a text, or the label of a button in square brackets.

    `latencies`: seconds from each message to the first thing said after it.
    """

    def __init__(self, api: BotApi, talk: Talk) -> None:
        self._api, self._talk = api, talk
        self._waiting: defaultdict[int, deque[tuple[float, asyncio.Event]]] = defaultdict(deque)
        self.latencies: list[float] = []
        self.last_answer = 0.0
        api.heard = self._heard

    def _say(self, who: int, said: str, at: float) -> asyncio.Event:
        answered = asyncio.Event()
        self._waiting[who].append((at, answered))
        if said.startswith("["):
            self._api.tap(who, said[1:-1])
        else:
            self._api.say(who, said)
        return answered

    def _heard(self, who: int) -> None:
        if self._waiting[who]:
            at, answered = self._waiting[who].popleft()
            self.last_answer = time.perf_counter()
            self.latencies.append(self.last_answer - at)
            answered.set()

    async def all_at_once(self, people: Sequence[int], seconds: float) -> None:
        """As after an outage: everybody's whole talk waits. TimeoutError where not all is answered in time."""
        now, answers = time.perf_counter(), []
        for step in range(len(self._talk(people[0]))):
            answers += [self._say(who, self._talk(who)[step], now) for who in people]
        await self._all(answers, seconds)

    async def at_pace(self, people: Sequence[int], per_second: float) -> None:
        """Everybody's first message, then everybody's second, and so on, evenly; whether answered or not.

        Only a button must be there to be tapped; the wait for it counts as a wait for the answer to the tap.
        """
        start, answers, number = time.perf_counter(), [], 0
        for step in range(len(self._talk(people[0]))):
            for who in people:
                at = start + number / per_second
                if (left := at - time.perf_counter()) > 0:
                    await asyncio.sleep(left)
                said = self._talk(who)[step]
                if said.startswith("["):
                    await self._all([answered for _, answered in self._waiting[who]], 60)
                answers.append(self._say(who, said, at))
                number += 1
        await self._all(answers, 60)

    async def one_by_one(self, people: Sequence[int], gap: float = 0.0) -> None:
        """Side by side; each says the next `gap` seconds after the answer to the last."""
        await asyncio.gather(*(self._talks(who, gap) for who in people))

    async def _talks(self, who: int, gap: float) -> None:
        for said in self._talk(who):
            await self._all([self._say(who, said, time.perf_counter())], 60)
            await asyncio.sleep(gap)

    async def _all(self, answers: Sequence[asyncio.Event], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            for answered in answers:
                await answered.wait()


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
