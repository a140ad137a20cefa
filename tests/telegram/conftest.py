"""The fake Bot API, its caller, and a clock that jumps."""

from collections.abc import AsyncIterator

import pytest

from bot.telegram.api import BotApi
from tests.telegram.clocks import JumpingClock
from tests.telegram.fake_api import FakeApi, serving


@pytest.fixture
async def served() -> AsyncIterator[tuple[FakeApi, BotApi]]:
    async with serving() as both:
        yield both


@pytest.fixture
def fake(served: tuple[FakeApi, BotApi]) -> FakeApi:
    return served[0]


@pytest.fixture
def api(served: tuple[FakeApi, BotApi]) -> BotApi:
    return served[1]


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()
