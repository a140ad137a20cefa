"""Bot API: how updates reach the bot; by asking for them, or by a webhook."""

import json
import re
from urllib.parse import urlsplit

from bot.playground import wire
from bot.playground.errors import ApiError, bad_request
from bot.playground.parameters import Parameters
from bot.playground.state import Webhook
from bot.playground.world import World

LONG_POLL_SECONDS = 50
SECRET_LENGTH = 256
_PORTS = (443, 80, 88, 8443)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(world: World, parameters: Parameters) -> list[wire.Json]:
    if world.state.webhook:
        raise ApiError(409, f"Conflict: {_ACTIVE}")
    _allow(world, parameters)
    offset = parameters.number("offset")
    limit = parameters.number("limit", 100, 1, 100)
    seconds = parameters.number("timeout", 0, 0, LONG_POLL_SECONDS)
    if world.updates.confirm(offset):
        world.keeper.mark()
        world.hub.wake()
    return await world.updates.get(offset, limit, seconds)


def _allow(world: World, parameters: Parameters) -> None:
    """Remembered where the parameter is left out; a list nobody can read changes nothing, as on the server."""
    try:
        kinds = json.loads(parameters.text("allowed_updates") or "null")
    except ValueError:
        return
    if isinstance(kinds, list):
        world.updates.allow([str(kind) for kind in kinds])


def set_webhook(world: World, parameters: Parameters) -> bool:
    url = parameters.text("url")
    if not url:
        return delete_webhook(world, parameters)
    _check_webhook(url, parameters.text("secret_token"))
    if parameters.flag("drop_pending_updates"):
        world.updates.waiting.clear()
    _allow(world, parameters)
    world.updates.conflict("setWebhook request")
    connections = parameters.number("max_connections", 40, 1, 100)
    world.state.webhook = Webhook(url=url, secret=parameters.text("secret_token"), max_connections=connections)
    world.keeper.mark()
    world.updates.arrived.set()
    return True


def _check_webhook(url: str, secret: str) -> None:
    """As the server; only, http and any port are allowed on this machine itself."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if len(secret) > SECRET_LENGTH:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    if parts.hostname in _LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, parameters: Parameters) -> bool:
    if parameters.flag("drop_pending_updates"):
        world.updates.waiting.clear()
    world.state.webhook = None
    world.keeper.mark()
    return True


def get_webhook_info(world: World, _: Parameters) -> wire.Json:
    hook = world.state.webhook
    answer: wire.Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if world.state.allowed_updates:
        answer["allowed_updates"] = world.state.allowed_updates
    if hook:
        answer |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook and hook.last_error and hook.last_error_at:
        answer |= {"last_error_date": int(hook.last_error_at.timestamp()), "last_error_message": hook.last_error}
    return answer
