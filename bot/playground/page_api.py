"""The JSON API of the chat page: what people see and do. Everything is JSON in UTF-8; times are ISO 8601 in UTC.

Ids are numbers. A private chat has its person's id; a group has a negative id. A message id is unique within its chat.
Only a Host of localhost or 127.0.0.1 is served; a POST needs `Content-Type: application/json` and a JSON object.
Errors: 400 `{"error": "..."}` (unknown person, chat, message, kind; missing or wrong field), 403 for another Host,
415 for another content type, 404 for another path. The page itself (`bot/playground/page/`) is served at `/`, with
`Content-Security-Policy: default-src 'self'`: no inline script, no inline style, nothing from elsewhere.

GET /playground/state -> all there is, in one object
    {"clock": iso, "next_planned": iso | null,
     "bot": {"id", "first_name", "username", "description", "short_description"},
     "people": [Person], "chats": [Chat]}                  # both in a fixed order; new ones come last
    Person = {"id", "first_name", "role": "coordinator" | "trainer"}
    Chat = {"id", "type": "private" | "group" | "supergroup", "title": str,   # private: the person's first name
            "members": [person ids],                       # without the bot; private: the one person
            "started": bool,                               # private: the person has written at least once (while false,
                                                           #   show a Start button that sends "/start"); group: true
            "blocked": bool,                               # private: the person has blocked the bot
            "typing": bool,                                # the bot shows "typing ..." now
            "commands": [{"command": without slash, "description"}],   # what the menu of this chat offers
            "messages": [Message]}                         # oldest first, the last 300; a deleted message is gone
    Message = {"id", "from": "bot" | person id, "date": iso, "edited": bool,
               "kind": "text" | "photo" | "voice" | "sticker" | "forwarded" | "location" | "document" | "service",
               "html": str,          # safe to set as innerHTML: text is escaped; only b i u s code pre blockquote,
                                     #   span class="tg-spoiler", a href (http, https or tg only) rel="noreferrer";
                                     #   line ends are "\\n", so show it with white-space: pre-wrap.
                                     #   photo, document: the caption. service: one Dutch sentence.
               "photo": url | null,  # kind photo, sent by the bot: GET it (PNG or JPEG); a person's photo has none
               "document": {"name", "url"} | null,   # kind document, sent by the bot
               "buttons": [[{"text", "data": str} | {"text", "url": str} | {"text", "web_app": str}]]}   # [] where none

GET /playground/events -> Server-Sent Events. Open this first, and GET the state on every "open" (also after a
    reconnect): what changes between the two then comes twice, never not at all. A comment line is sent every 15 s.
    event: chat    data: Chat                              # the whole chat, whenever anything in it changes
    event: people  data: [Person]                          # the whole list, after a person was added
    event: clock   data: {"clock": iso, "next_planned": iso | null}   # after a move of the clock and after every turn
    event: inside  data: {"person": id}                    # a turn was logged for this person
    event: toast   data: {"person": id, "text": str, "alert": bool}   # the bot's answer to a press; "" ends the spinner

POST /playground/send       {"person", "chat", "text"}                   -> {"message": id}    # 1..4096 characters
POST /playground/edit       {"person", "chat", "message", "text"}        -> {"message": id}    # only one's own text
POST /playground/press      {"person", "chat", "message", "data"}        -> {"query": str}     # also of an old message;
    # the toast event that follows ends the button's spinner
POST /playground/web_app    {"person", "chat", "message", "web_app"}     -> {"url": str}   # a button's Mini App:
    # its address with, behind the #, what Telegram signs for it (`initData`); every call is another opening
POST /playground/attach     {"person", "chat", "kind"}                   -> {"message": id}
    # kind: "photo" | "voice" | "sticker" | "forwarded" | "location" | "document"
POST /playground/block      {"person", "blocked": bool}                  -> {"blocked": bool}
POST /playground/person     {"first_name", "role", "chat"?: a group}     -> Person    # its private chat: a chat event
POST /playground/join_link  {"person", "link"}                           -> {"chat": id, "message": id}
    # link: https://t.me/<username of the bot>?start=CODE or tg://resolve?domain=...&start=CODE; 1..64 of [A-Za-z0-9_-].
    # A real client shows the chat and a Start button; here "/start CODE" is sent at once in the private chat.
POST /playground/clock      {"advance_seconds": n > 0} | {"to_next": true} -> {"clock": iso, "next_planned": iso | null}
    # n: at most a year. to_next: 400 where nothing is planned; where that moment has passed already, the clock stays.
GET  /playground/inside?person=ID -> [Turn], newest first, at most 50
    Turn = {"at": iso, "input": str, "state_before": str, "state_after": str,
            "readings": [{"question", "phase": str | null, "probabilities": {phase: 0..1}, "lights": [str],
                          "evidence": [str], "certain": bool, "because": str}],
            "effects": [str or object]}                    # exactly what the coach logged; show what is there
GET  /playground/file/NAME -> a file the bot sent

A person who writes to a bot they blocked unblocks it (as in the real app after "Restart").
Starting population: coordinators An 7000000001, Mohamed 7000000002, Godelieve 7000000003; trainer Tine 7000000004;
group "Buurthuis De Linde" -4000000001 with all of them. In a group the bot hears only commands and @mentions.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from bot.clock import MovableClock
from bot.playground.inside import TurnLog
from bot.playground.mini_apps import MiniApps
from bot.playground.page_bodies import Attach, Block, Body, Edit, JoinLink, Move, Newcomer, Press, Send, WebApp
from bot.playground.page_view import person_view, state_view
from bot.playground.people import CannotDo, People
from bot.playground.wire import Json
from bot.playground.world import World

NextPlanned = Callable[[], Awaitable[datetime | None]]


class PageApi:
    """The handlers; `next_planned` says when the bot plans to say something unasked."""

    def __init__(
        self,
        world: World,
        people: People,
        clock: MovableClock,
        *,
        log: TurnLog,
        plans: NextPlanned,
        mini_apps: MiniApps,
    ) -> None:
        self._world = world
        self._people = people
        self._mini_apps = mini_apps
        self._clock = clock
        self._log = log
        self._next_planned = plans

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/playground/state", self.state)
        app.router.add_get("/playground/inside", self.inside)
        app.router.add_get("/playground/file/{name}", self.file)
        posts: dict[str, tuple[type[Body], Callable[[Any], Awaitable[Json]]]] = {
            "send": (Send, self.send),
            "edit": (Edit, self.edit),
            "press": (Press, self.press),
            "web_app": (WebApp, self.web_app),
            "attach": (Attach, self.attach),
            "block": (Block, self.block),
            "person": (Newcomer, self.person),
            "join_link": (JoinLink, self.join_link),
            "clock": (Move, self.move),
        }
        for name, (shape, handler) in posts.items():
            app.router.add_post(f"/playground/{name}", self._posted(shape, handler))

    def _posted(
        self, shape: type[Body], handler: Callable[[Any], Awaitable[Json]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def respond(request: web.Request) -> web.Response:
            if request.content_type != "application/json":
                return web.json_response({"error": "Content-Type must be application/json"}, status=415)
            try:
                answer = await handler(shape.model_validate_json(await request.read()))
            except ValidationError as error:
                return web.json_response({"error": _first(error)}, status=400)
            except CannotDo as error:
                return web.json_response({"error": str(error)}, status=400)
            await self._world.keeper.saved()
            return web.json_response(answer)

        return respond

    async def clock(self) -> Json:
        planned = await self._next_planned()
        return {"clock": self._clock.now().isoformat(), "next_planned": planned.isoformat() if planned else None}

    async def state(self, _: web.Request) -> web.Response:
        return web.json_response(await self.clock() | state_view(self._world))

    async def inside(self, request: web.Request) -> web.Response:
        person = request.query.get("person", "")
        if not person.isdecimal() or int(person) not in self._world.state.people:
            return web.json_response({"error": "unknown person"}, status=400)
        return web.json_response(self._log.last(int(person)))

    async def file(self, request: web.Request) -> web.StreamResponse:
        path = self._world.keeper.file(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        shown = path.suffix in (".png", ".jpg")
        return web.FileResponse(path, headers={} if shown else {"Content-Disposition": "attachment"})

    async def send(self, body: Send) -> Json:
        return {"message": self._people.say(body.person, body.chat, body.text).id}

    async def edit(self, body: Edit) -> Json:
        return {"message": self._people.edit(body.person, body.chat, body.message, body.text).id}

    async def press(self, body: Press) -> Json:
        return {"query": self._people.press(body.person, body.chat, body.message, body.data)}

    async def web_app(self, body: WebApp) -> Json:
        return {"url": self._mini_apps.open(body.person, body.chat, body.message, body.web_app)}

    async def attach(self, body: Attach) -> Json:
        return {"message": self._people.attach(body.person, body.chat, body.kind).id}

    async def block(self, body: Block) -> Json:
        self._people.block(body.person, body.blocked)
        return {"blocked": body.blocked}

    async def person(self, body: Newcomer) -> Json:
        return person_view(self._people.add_person(body.first_name, body.role, body.chat))

    async def join_link(self, body: JoinLink) -> Json:
        return {"chat": body.person, "message": self._people.follow(body.person, body.link).id}

    async def move(self, body: Move) -> Json:
        now = self._clock.now()
        goal = await self._next_planned() if body.to_next else now + timedelta(seconds=body.advance_seconds or 0)
        if goal is None:
            raise CannotDo("nothing is planned")
        self._clock.advance(max(goal - now, timedelta(0)))
        self._world.state.clock_offset = self._clock.offset
        self._world.keeper.mark()
        self.tell_clock()
        return await self.clock()

    def tell_clock(self) -> None:
        """Let the pages know what time it is and what is planned."""
        self._world.spawn(self._tell_clock())

    async def _tell_clock(self) -> None:
        answer = await self.clock()
        self._world.hub.publish("clock", "all", lambda: answer)


def _first(error: ValidationError) -> str:
    """What is wrong with a body, without the body."""
    found = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, found['loc'])) or 'body'}: {found['msg']}"
