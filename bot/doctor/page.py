"""Whether trainers reach their page: beside the webhook, through whatever stands in front of the bot."""

import aiohttp

from bot.doctor.finding import Finding, mind, ok
from bot.trainers.page.site import HEADERS

PAGE = "trainers' page"
_POLICY = "Content-Security-Policy"


async def page(address: str) -> Finding:
    """`address`: of the page, empty where there is none."""
    if not address:
        return ok(PAGE, "none: Telegram opens only public https addresses, and BRUIS_WEBHOOK_URL is not set")
    try:
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address) as answer:
            shown = answer.headers.get(_POLICY) == HEADERS[_POLICY]
            said = f"it answers {answer.status}"
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        shown, said = False, type(error).__name__
    if shown:
        return ok(PAGE, f"trainers reach it at {address}")
    return mind(PAGE, f"not at {address} ({said}): is the bot running, and does the proxy pass on /trainer/* to it?")
