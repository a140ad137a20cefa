"""Server-Sent Events for the open pages."""

import json

from aiohttp import web

from bot.playground.hub import Hub

HEARTBEAT = 15.0


async def stream(request: web.Request, hub: Hub) -> web.StreamResponse:
    """Send events until the page goes away."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with hub.subscribed() as subscriber:
        await response.prepare(request)
        await response.write(b": open\n\n")
        async for event, data in subscriber.events(HEARTBEAT):
            line = f"event: {event}\ndata: {json.dumps(data)}\n\n" if event else ": still here\n\n"
            await response.write(line.encode())
    return response
