"""Takes updates to the webhook: one at a time per chat or presser, again and again until it answers 2xx.

Order and delays as WebhookActor.cpp: the first retry at once, then doubling, at most 60 seconds; other queues go on.
"""

import asyncio

import aiohttp

from bot.playground.state import Webhook
from bot.playground.wire import Json
from bot.playground.world import World

ANSWER_SECONDS = 60
LONGEST_DELAY = 60.0
_SUCCESS = range(200, 300)


def lane_of(update: Json) -> str:
    """Which queue an update is in: its chat's, or for a press the presser's."""
    if "callback_query" in update:
        return f"press {update['callback_query']['from']['id']}"
    body: Json = next((value for key, value in update.items() if key != "update_id"), {})
    return f"chat {body.get('chat', {}).get('id', 0)}"


class WebhookDelivery:
    def __init__(self, world: World) -> None:
        self._world = world
        self._lanes: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver as long as there is a webhook; until cancelled."""
        self._world.updates.arrived.set()
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as lanes:
            while True:
                await self._world.updates.arrived.wait()
                self._world.updates.arrived.clear()
                for update in self._world.updates.waiting if self._world.state.webhook else ():
                    lane = lane_of(update)
                    if lane not in self._lanes:
                        self._lanes[lane] = lanes.create_task(self._empty(lane, session))

    async def _empty(self, lane: str, session: aiohttp.ClientSession) -> None:
        """Deliver what waits in one lane, in order."""
        failures = 0
        while (hook := self._world.state.webhook) and (update := self._first(lane)):
            if await self._deliver(session, hook, update):
                self._world.updates.drop(update["update_id"])
                self._world.keeper.mark()
                self._world.hub.wake()
                failures = 0
            else:
                failures += 1
                first = self._world.limits.webhook_retry
                await asyncio.sleep(0 if failures == 1 else min(LONGEST_DELAY, first * 2 ** (failures - 2)))
        del self._lanes[lane]

    def _first(self, lane: str) -> Json | None:
        return next((u for u in self._world.updates.waiting if lane_of(u) == lane), None)

    async def _deliver(self, session: aiohttp.ClientSession, hook: Webhook, update: Json) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as response:
                if response.status in _SUCCESS:
                    return True
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = "Read timeout expired" if isinstance(error, TimeoutError) else "Connection refused"
        hook.last_error, hook.last_error_at = reason, self._world.clock.now()
        return False
