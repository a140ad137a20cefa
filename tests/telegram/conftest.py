"""The fake Bot API and its caller."""

from collections.abc import AsyncIterator

import pytest

from bot.telegram.api import BotApi
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
