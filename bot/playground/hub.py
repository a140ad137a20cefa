"""Who wants to know that something changed: the open pages, and tests that wait."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

Make = Callable[[], Any]


class Subscriber:
    """What one page still has to hear; a newer event of the same key takes the older one's place."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, object], Make] = {}
        self._arrived = asyncio.Event()

    def put(self, event: str, key: object, make: Make) -> None:
        self._waiting[(event, key)] = make
        self._arrived.set()

    async def events(self, heartbeat: float) -> AsyncIterator[tuple[str, Any]]:
        """(event, data) as they come; ("", None) when nothing came for `heartbeat` seconds."""
        while True:
            try:
                await asyncio.wait_for(self._arrived.wait(), heartbeat)
            except TimeoutError:
                yield "", None
            for event, key in list(self._waiting):
                yield event, self._waiting.pop((event, key))()
            if not self._waiting:
                self._arrived.clear()


class Hub:
    """Tells pages in events and everyone else by waking them."""

    def __init__(self) -> None:
        self._subscribers: set[Subscriber] = set()
        self._woken = asyncio.Event()

    @contextmanager
    def subscribed(self) -> Iterator[Subscriber]:
        subscriber = Subscriber()
        self._subscribers.add(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)

    def publish(self, event: str, key: object, make: Make) -> None:
        """Tell all pages; `make` gives the data when it is about to be sent."""
        for subscriber in self._subscribers:
            subscriber.put(event, key, make)
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits look again."""
        self._woken.set()
        self._woken = asyncio.Event()

    async def until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Come back once `condition()` holds; TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            while not condition():
                await self._woken.wait()

    async def changed(self, seconds: float) -> None:
        """Come back at the next change; TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            await self._woken.wait()
