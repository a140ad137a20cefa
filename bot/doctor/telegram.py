"""What Telegram says: whether it knows the bot, what time it is there, and where it sends updates."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from telegram.error import NetworkError

from bot.doctor.finding import Finding, mind, ok, wrong
from bot.settings import Settings
from bot.telegram.api import ApiError, BotApi
from bot.telegram.transport import AiohttpRequest

#: Half a minute is enough to ask at the wrong moment, and for a certificate to look expired.
MOST_DRIFT = timedelta(seconds=30)
MANY_WAITING = 100
RECENT = timedelta(hours=1)
TOKEN, CLOCK, WEBHOOK = "token", "clock", "webhook"


async def telegram(chosen: Settings) -> AsyncIterator[Finding]:
    """The clock first: where it is wrong, nothing else need be right."""
    yield await clock(chosen.telegram_url)
    if not chosen.token.get_secret_value():
        yield wrong(TOKEN, "BRUIS_TOKEN is not set: get one from @BotFather with /newbot")
        return
    async with AiohttpRequest() as request:
        api = BotApi(request, chosen.telegram_url, chosen.token.get_secret_value())
        try:
            for finding in _token(await api.call("getMe")):
                yield finding
            yield _webhook(await api.call("getWebhookInfo"), chosen.webhook_url)
        except ApiError as error:
            yield _refused(error)
        except NetworkError as error:
            yield wrong(TOKEN, f"{chosen.telegram_url} is no Bot API, or away ({error.message}): check the network")


async def clock(url: str, now: datetime | None = None) -> Finding:
    """This machine's clock beside that of the Bot API, from the Date of an answer, which counts whole seconds."""
    try:
        async with aiohttp.ClientSession() as session, session.head(url, allow_redirects=False) as answer:
            there = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, OSError, TimeoutError, KeyError, ValueError) as error:
        return wrong(CLOCK, f"{url} does not tell the time ({type(error).__name__}): check the network")
    drift = (now or datetime.now(UTC)) - there
    if abs(drift) > MOST_DRIFT:
        seconds = abs(round(drift.total_seconds()))
        how = "fast" if drift > timedelta(0) else "slow"
        return wrong(CLOCK, f"{seconds} seconds {how}: have it set from the network (timedatectl set-ntp true)")
    return ok(CLOCK, "the same as that of the Bot API")


def _token(me: Any) -> list[Finding]:
    known = [ok(TOKEN, f"Telegram knows it, as @{me.get('username')}")]
    if me.get("can_read_all_group_messages"):
        known.append(mind("privacy mode", "off: Bruis needs no messages of groups; /setprivacy at @BotFather, Enable"))
    return known


def _refused(error: ApiError) -> Finding:
    if error.code in (401, 404):
        return wrong(TOKEN, "Telegram does not know it: copy it anew from @BotFather (/mybots, API Token)")
    return wrong(TOKEN, f"Telegram refuses for now ({error}): try again later")


def _webhook(info: Any, wanted: str) -> Finding:
    there, waiting = str(info.get("url", "")), int(info.get("pending_update_count", 0))
    if there != wanted:
        now = "sends updates to another address" if there else "keeps updates to be fetched"
        return mind(WEBHOOK, f"Telegram {now}; `bruis run` puts that right when it starts")
    if _failed_lately(info):
        return wrong(WEBHOOK, f"Telegram cannot deliver there: {info.get('last_error_message')}; check the proxy")
    if waiting > MANY_WAITING:
        return mind(WEBHOOK, f"{waiting} updates wait at Telegram: is the bot running?")
    return ok(WEBHOOK, f"{there or 'none, updates are fetched'}; {waiting} updates wait at Telegram")


def _failed_lately(info: Any) -> bool:
    failed = datetime.fromtimestamp(int(info.get("last_error_date", 0)), UTC)
    return datetime.now(UTC) - failed < RECENT
