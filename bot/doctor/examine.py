"""The whole examination: each part says what it found, as soon as it has."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp

from bot.doctor import configured
from bot.doctor.finding import Finding, mind, ok, wrong
from bot.doctor.page import page
from bot.doctor.stored import stored
from bot.doctor.telegram import telegram
from bot.settings import Settings, WrongSettings, read_settings
from bot.texts_command import check
from bot.trainers.page.site import address_beside

LISTEN, TEXTS = "listen", "texts"


async def examine() -> AsyncIterator[Finding]:
    """What is found, one after the other. Without settings that work there is little else to look at."""
    chosen = _settings()
    usable = None if isinstance(chosen, Finding) else chosen
    for finding in (*configured.nothing(), *configured.unknown_names(), *configured.rights(usable)):
        yield finding
    if isinstance(chosen, Finding):
        yield chosen
        return
    for finding in configured.settings(chosen):
        yield finding
    async for finding in telegram(chosen):
        yield finding
    async for finding in stored(chosen):
        yield finding
    yield await listening(chosen.listen)
    yield await page(address_beside(chosen.webhook_url))
    for finding in texts():
        yield finding


def _settings() -> Settings | Finding:
    try:
        return read_settings()
    except WrongSettings as error:
        return wrong("settings", str(error))


def texts() -> list[Finding]:
    """Every text the coach can send; this takes some seconds."""
    faults = check()
    return [wrong(TEXTS, fault) for fault in faults] or [ok(TEXTS, "all there, and all in order")]


async def listening(address: str) -> Finding:
    """Whether the bot that runs there is well, or else whether a bot could answer there."""
    host, _, port = address.rpartition(":")
    try:
        (await asyncio.start_server(lambda *_: None, host, int(port))).close()
    except OSError:
        return await _health(f"http://{address.replace('0.0.0.0', '127.0.0.1')}")  # noqa: S104 - an address to ask
    return ok(LISTEN, f"{address} is free; no bot runs there now")


async def _health(url: str) -> Finding:
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            for path in ("/healthz", "/readyz"):
                async with session.get(url + path) as answer:
                    said = await answer.text()
                    if answer.status != 200 or said != "ok":  # noqa: PLR2004 - HTTP's OK
                        return wrong(LISTEN, f"{url}{path} says: {said[:100]!r}; see the bot's log")
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return mind(LISTEN, f"{url} is taken by something else ({type(error).__name__}): choose another BRUIS_LISTEN")
    return ok(LISTEN, f"the bot at {url} runs and is well")
