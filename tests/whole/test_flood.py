"""Who floods the bot slows down themself, and nobody else."""

from pathlib import Path

from tests.whole.world import running

FLOODER, OTHER = 7_000_000_001, 7_000_000_002


async def test_a_flood_slows_only_the_flooder(database_url: str, tmp_path: Path) -> None:
    """A hundred messages of one person wait for their turn while another one, who came later, has an answer."""
    async with running(database_url, tmp_path) as world:
        for n in range(100):
            world.api.say(FLOODER, f"bericht {n}")
        world.api.say(OTHER, "/start")
        await world.api.next_message(OTHER, 60)
        assert len(world.api.said(FLOODER)) < 50
