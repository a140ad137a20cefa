"""What the chat page gets and may do."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.trainers.page.init_data import check
from tests.playground.conftest import AN, BAD, GODELIEVE, GROUP, MOHAMED, TINE, TOKEN, Call, Json, button, keyboard

Post = Callable[..., Awaitable[tuple[int, Json]]]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


@pytest.fixture
def planned() -> list[datetime | None]:
    """What the bot plans next; a test puts it in."""
    return [None]


@pytest.fixture
async def playground(tmp_path: Path, clock: MovableClock, planned: list[datetime | None]) -> AsyncIterator[Playground]:
    async def next_planned() -> datetime | None:
        return planned[0]

    playground = Playground(clock, TOKEN, tmp_path / "speeltuin.json", next_planned, Limits.none())
    yield playground
    await playground.stop()


async def state(http: aiohttp.ClientSession) -> Json:
    async with http.get("/playground/state") as response:
        answer: Json = await response.json()
        return answer


async def test_who_is_there_from_the_start(http: aiohttp.ClientSession) -> None:
    """Three coordinators, a trainer and their group; nobody has said anything."""
    answer = await state(http)
    assert [(p["id"], p["first_name"], p["role"]) for p in answer["people"]] == [
        (AN, "An", "coordinator"),
        (MOHAMED, "Mohamed", "coordinator"),
        (GODELIEVE, "Godelieve", "coordinator"),
        (TINE, "Tine", "trainer"),
    ]
    assert [(c["id"], c["title"], c["started"]) for c in answer["chats"]][-1] == (GROUP, "Buurthuis De Linde", True)
    assert answer["chats"][0] == {
        "id": AN,
        "type": "private",
        "title": "An",
        "members": [AN],
        "started": False,
        "blocked": False,
        "typing": False,
        "commands": [],
        "messages": [],
    }


async def test_a_message_as_the_page_shows_it(
    http: aiohttp.ClientSession, call: Call, post: Post, playground: Playground
) -> None:
    """Text as safe HTML, buttons with their data or address, edits marked, commands of this chat."""
    await post("send", person=AN, chat=AN, text="<b>hallo</b>")
    rows = [button(), button("Meer", url="https://vzw.be")]
    sent = await call("sendMessage", chat_id=AN, text="<b>Dag</b> An", parse_mode="HTML", reply_markup=keyboard(rows))
    commands = [{"command": "help", "description": "Wat kan ik?"}]
    await call("setMyCommands", commands=commands, scope={"type": "all_private_chats"}, language_code="nl")
    await call("setMyCommands", commands=[{"command": "x", "description": "x"}])
    chat = (await state(http))["chats"][0]
    told, heard = chat["messages"]
    assert chat["commands"] == commands
    assert (told["from"], told["html"]) == (AN, "&lt;b&gt;hallo&lt;/b&gt;")
    assert heard == {
        "id": sent["result"]["message_id"],
        "from": "bot",
        "date": heard["date"],
        "edited": False,
        "kind": "text",
        "html": "<b>Dag</b> An",
        "photo": None,
        "document": None,
        "buttons": [[{"text": "Ja", "data": "ja"}, {"text": "Meer", "url": "https://vzw.be/"}]],
    }


async def test_what_a_person_does_reaches_the_bot(call: Call, post: Post) -> None:
    """Sending, editing, attaching, pressing, blocking: each is one update."""
    _, sent = await post("send", person=AN, chat=AN, text="hallo")
    await post("edit", person=AN, chat=AN, message=sent["message"], text="dag")
    await post("attach", person=AN, chat=AN, kind="voice")
    question = await call("sendMessage", chat_id=AN, text="?", reply_markup=keyboard([button()]))
    await post("press", person=AN, chat=AN, message=question["result"]["message_id"], data="ja")
    await post("block", person=AN, blocked=True)
    await post("block", person=AN, blocked=True)
    updates = (await call("getUpdates"))["result"]
    kinds = [next(k for k in u if k != "update_id") for u in updates]
    assert kinds == ["message", "edited_message", "message", "callback_query", "my_chat_member"]


async def test_a_mini_app_is_opened_as_telegram_does(call: Call, post: Post, clock: MovableClock) -> None:
    """Signed for this person at this moment, another one each time; only where a button leads there."""
    address = "https://vzw.be/app"
    rows = keyboard([{"text": "Open", "web_app": {"url": address}}])
    await post("send", person=AN, chat=AN, text="hallo")
    sent = await call("sendMessage", chat_id=AN, text="?", reply_markup=rows)
    body = {"person": AN, "chat": AN, "message": sent["result"]["message_id"]}
    opened = [(await post("web_app", **body, web_app=address))[1]["url"] for _ in range(2)]
    signed = [dict(parse_qsl(urlsplit(url).fragment))["tgWebAppData"] for url in opened]
    openings = [check(init_data, TOKEN, clock.now()) for init_data in signed]
    assert [opening.telegram_id for opening in openings] == [AN, AN]
    assert openings[0].mark != openings[1].mark
    assert (await post("web_app", **body, web_app="https://elders.be/"))[0] == 400


async def test_a_mini_app_is_for_private_chats(call: Call) -> None:
    """In a group the server refuses its button."""
    rows = keyboard([{"text": "Open", "web_app": {"url": "https://vzw.be/app"}}])
    answer = await call("sendMessage", chat_id=GROUP, text="?", reply_markup=rows)
    assert answer["description"] == BAD + "BUTTON_TYPE_INVALID"


async def test_a_newcomer_follows_a_link(call: Call, post: Post, playground: Playground) -> None:
    """A new person gets a chat; a link to the bot starts the talk with its code."""
    status, person = await post("person", first_name="Yusuf", role="trainer")
    assert (status, person["first_name"]) == (200, "Yusuf")
    assert playground.trainers == {TINE, person["id"]}
    await post("join_link", person=person["id"], link="https://t.me/bruis_speeltuin_bot?start=groep_7")
    await post("join_link", person=person["id"], link="tg://resolve?domain=bruis_speeltuin_bot&start=x")
    updates = (await call("getUpdates"))["result"]
    assert [u["message"]["text"] for u in updates] == ["/start groep_7", "/start x"]


REFUSED: list[tuple[str, Json]] = [
    ("send", {"person": 1, "chat": 1, "text": "x"}),
    ("send", {"person": AN, "chat": MOHAMED, "text": "x"}),
    ("send", {"person": AN, "chat": AN, "text": ""}),
    ("send", {"person": AN, "chat": AN, "text": "x" * 4097}),
    ("send", {"person": AN, "chat": AN}),
    ("send", {"person": str(AN), "chat": AN, "text": "x"}),
    ("send", {"person": AN, "chat": AN, "text": "x", "extra": 1}),
    ("edit", {"person": AN, "chat": AN, "message": 99, "text": "x"}),
    ("edit", {"person": AN, "chat": AN, "message": 2, "text": "x"}),
    ("press", {"person": AN, "chat": AN, "message": 1, "data": "x"}),
    ("press", {"person": AN, "chat": AN, "message": 2, "data": ""}),
    ("attach", {"person": AN, "chat": AN, "kind": "service"}),
    ("attach", {"person": AN, "chat": AN, "kind": "gif"}),
    ("block", {"person": 1, "blocked": True}),
    ("person", {"first_name": " ", "role": "trainer"}),
    ("person", {"first_name": "x", "role": "koning"}),
    ("join_link", {"person": AN, "link": "https://t.me/ander_bot?start=x"}),
    ("join_link", {"person": AN, "link": "https://t.me/bruis_speeltuin_bot?start=a%20b"}),
    ("join_link", {"person": AN, "link": "https://[x"}),
    ("clock", {}),
    ("clock", {"advance_seconds": -1}),
    ("clock", {"advance_seconds": 1, "to_next": True}),
    ("clock", {"to_next": True}),
]


@pytest.mark.parametrize(("path", "body"), REFUSED)
async def test_what_cannot_be(post: Post, call: Call, playground: Playground, path: str, body: Json) -> None:
    """A 400 that says what is wrong; nothing changes. An has written message 1, the bot message 2."""
    playground.api.say(AN, "hallo")
    await call("sendMessage", chat_id=AN, text="Dag")
    before = playground.api.world.state.model_copy(deep=True)
    status, answer = await post(path, **body)
    assert (status, list(answer)) == (400, ["error"])
    assert playground.api.world.state == before


async def test_the_clock_moves(post: Post, clock: MovableClock, planned: list[datetime | None]) -> None:
    """By so many seconds, or to what is planned next; never back."""
    goal = clock.now() + timedelta(days=8)
    planned[0] = goal
    _, answer = await post("clock", advance_seconds=86_400)
    assert answer["next_planned"] == goal.isoformat()
    assert clock.offset == timedelta(days=1)
    await post("clock", to_next=True)
    assert timedelta(0) <= clock.now() - goal < timedelta(seconds=5)
    offset = clock.offset
    await post("clock", to_next=True)
    assert clock.offset == offset


async def test_the_look_inside(http: aiohttp.ClientSession, playground: Playground) -> None:
    """The last fifty turns of one person, newest first."""
    for n in range(51):
        playground.log.note(AN, {"input": str(n)})
    async with http.get("/playground/inside", params={"person": AN}) as response:
        assert [turn["input"] for turn in await response.json()] == [str(n) for n in range(50, 0, -1)]
    async with http.get("/playground/inside", params={"person": MOHAMED}) as response:
        assert await response.json() == []
    async with http.get("/playground/inside", params={"person": "x"}) as response:
        assert (response.status, await response.json()) == (400, {"error": "unknown person"})


async def events(http: aiohttp.ClientSession, ready: asyncio.Event) -> AsyncIterator[tuple[str, Any]]:
    async with http.get("/playground/events") as response:
        assert response.content_type == "text/event-stream"
        event = ""
        async for line in response.content:
            ready.set()
            key, _, value = line.decode().strip().partition(": ")
            if key == "event":
                event = value
            if key == "data":
                yield event, json.loads(value)


async def test_events(http: aiohttp.ClientSession, call: Call, post: Post, playground: Playground) -> None:
    """Everything that changes is told: chats, toasts, people, turns, and the clock."""
    ready = asyncio.Event()
    seen: list[tuple[str, Any]] = []

    async def listen() -> None:
        async for event in events(http, ready):
            seen.append(event)
            playground.api.world.hub.wake()

    listener = asyncio.create_task(listen())
    await ready.wait()
    playground.api.say(AN, "hallo")
    await call("sendMessage", chat_id=AN, text="?", reply_markup=keyboard([button()]))
    await call("answerCallbackQuery", callback_query_id=playground.api.tap(AN, "Ja"), text="Fijn", show_alert=True)
    playground.log.note(AN, {"input": "hallo"})
    await post("person", first_name="Yusuf", role="coordinator")
    await playground.api.until(lambda: {"chat", "toast", "inside", "people", "clock"} <= {e for e, _ in seen})
    listener.cancel()
    last = dict(seen)
    assert last["toast"] == {"person": AN, "text": "Fijn", "alert": True}
    assert last["inside"] == {"person": AN}
    assert last["people"][-1]["first_name"] == "Yusuf"
    assert last["clock"]["next_planned"] is None
    assert {data["id"] for event, data in seen if event == "chat"} == {AN, last["people"][-1]["id"]}


async def test_files_of_the_bot_can_be_seen(http: aiohttp.ClientSession, post: Post) -> None:
    """A picture is shown, a document is only handed out, and nothing else is reached."""
    await post("send", person=AN, chat=AN, text="hallo")
    for kind, content, name in (("photo", PNG, "spiegel.png"), ("document", b"<script>", "x.html")):
        form = aiohttp.FormData({"chat_id": str(AN)})
        form.add_field(kind, content, filename=name)
        async with http.post(f"/bot{TOKEN}/send{kind}", data=form) as response:
            assert response.status == 200
    photo, document = (await state(http))["chats"][0]["messages"][1:]
    async with http.get(photo["photo"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", PNG)
    async with http.get(document["document"]["url"]) as response:
        assert response.headers["Content-Disposition"] == "attachment"
    async with http.get("/playground/file/..%2Fspeeltuin.json") as response:
        assert response.status == 404
