"""An update that takes the process along: after three tries it is set aside, and nobody else is."""

from signal import SIGKILL

import pytest
from sqlalchemy import text

from bot.playground.server import Playground
from storage import Database
from tests.faults.dying import Lives

MOHAMED = 7_000_000_002
DEADLY = "vergif"


@pytest.mark.parametrize(("also_to_tell", "deaths"), [(False, 3), (True, 4)])
async def test_an_update_of_which_the_process_dies(
    playground: Playground, lives: Lives, database_url: str, also_to_tell: bool, deaths: int
) -> None:
    """The next start sets it aside and tells its person, unless that is deadly too; all others are answered."""
    others = [playground.api.add(f"Mens {n}") for n in range(12)]
    for who in (*others[:6], MOHAMED, *others[6:]):
        playground.api.say(who, "/start")
    lives.begin()
    for who in (*others, MOHAMED):
        await playground.api.next_message(who, 60)
    assert await lives.stop() == 0
    for who in others[:6]:
        playground.api.say(who, "ja")
    for said in (DEADLY, "/help"):
        playground.api.say(MOHAMED, said)
    for who in others[6:]:
        playground.api.say(who, "ja")
    before = {who: len(playground.api.said(who)) for who in (*others, MOHAMED)}
    for death in range(1, deaths + 1):
        lives.begin(deadly=DEADLY, also_to_tell=also_to_tell)
        assert (death, await lives.ended()) == (death, -SIGKILL)
    lives.begin(deadly=DEADLY, also_to_tell=also_to_tell)
    await playground.api.until(lambda: any("/polsslag" in m.text for m in playground.api.said(MOHAMED)), 60)
    await playground.api.until(lambda: all(len(playground.api.said(who)) > before[who] for who in others), 60)
    assert await lives.stop() == 0
    told = ["Het ligt niet aan jou" in message.text for message in playground.api.said(MOHAMED)]
    assert told.count(True) == (0 if also_to_tell else 1)
    db = Database.open(database_url)
    async with db.work() as work:
        waiting = await work.connection.scalar(text("SELECT count(*) FROM inbox WHERE handled_at IS NULL"))
        failed = await work.connection.execute(text("SELECT tries, failure FROM inbox WHERE failure IS NOT NULL"))
        assert (waiting, [tuple(row) for row in failed]) == (0, [(3, "the process ended")])
    await db.dispose()
