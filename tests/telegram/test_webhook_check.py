"""Whether Telegram still delivers to the webhook."""

import logging
from typing import Any

import pytest

from bot.telegram.api import BotApi
from bot.telegram.webhook_check import WebhookCheck
from bot.vigil import Pulse
from tests.telegram.clocks import JumpingClock
from tests.telegram.fake_api import FakeApi, ok, refused

WANTED = {"url": "https://bruis.example/hook", "secret_token": "geheim_1"}
FAILING = {"url": WANTED["url"], "pending_update_count": 3, "last_error_message": "Connection refused"}


class Beats(Pulse):
    """Counts."""

    count = 0

    def beat(self) -> None:
        self.count += 1


@pytest.fixture
def pulse() -> Beats:
    return Beats()


@pytest.fixture
def check(api: BotApi, clock: JumpingClock, pulse: Beats) -> WebhookCheck:
    return WebhookCheck(api, clock, WANTED, pulse)


@pytest.mark.parametrize(
    ("info", "well"),
    [
        ({"url": WANTED["url"], "pending_update_count": 0}, True),
        (FAILING | {"pending_update_count": 0}, True),
        ({"url": WANTED["url"], "pending_update_count": 3}, True),
        (FAILING, False),
    ],
)
async def test_what_telegram_says_of_it(
    fake: FakeApi, check: WebhookCheck, pulse: Beats, info: dict[str, Any], well: bool
) -> None:
    """It works where nothing waits, or nothing went wrong."""
    fake.answers("getWebhookInfo", [ok(info)])
    await check.check()
    assert pulse.count == well


async def test_what_arrives_proves_that_it_works(fake: FakeApi, check: WebhookCheck, pulse: Beats) -> None:
    """Whatever went wrong before; once."""
    fake.answers("getWebhookInfo", [ok(FAILING), ok(FAILING)])
    check.received()
    await check.check()
    await check.check()
    assert pulse.count == 2


async def test_a_webhook_that_was_taken_away_is_set_again(fake: FakeApi, check: WebhookCheck, pulse: Beats) -> None:
    """By another program with the same token, say."""
    fake.answers("getWebhookInfo", [ok({"url": "", "pending_update_count": 0})])
    fake.answers("setWebhook", [ok(True)])
    await check.check()
    assert (fake.calls[-1].params, pulse.count) == (WANTED, 0)


async def test_what_is_wrong_is_said_once(
    fake: FakeApi, check: WebhookCheck, pulse: Beats, caplog: pytest.LogCaptureFixture
) -> None:
    """In one line, and nothing is taken for an answer that is none."""
    fake.answers("getWebhookInfo", [ok(FAILING), ok(FAILING), refused(502, "Bad Gateway"), ok(True)])
    with caplog.at_level(logging.INFO):
        for _ in range(4):
            await check.check()
    assert [record.message for record in caplog.records if record.name == "bot.telegram.webhook_check"] == [
        "The webhook does not work: Telegram says: Connection refused.",
        "The webhook does not work: getWebhookInfo: 502 Bad Gateway.",
        "The webhook does not work: getWebhookInfo brought nothing.",
    ]
    assert pulse.count == 0
