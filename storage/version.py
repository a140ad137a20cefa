"""Whether the tables are of this program, told without Alembic: most starts migrate nothing and save its 11 MB."""

from pathlib import Path

from sqlalchemy import Column, MetaData, String, Table, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

_version = Table("alembic_version", MetaData(), Column("version_num", String))


def newest() -> str:
    """The revision this program has tables for: each migration's file begins with its own."""
    files = Path(__file__).with_name("migrations").joinpath("versions").glob("[0-9]*_*.py")
    return max(file.name.partition("_")[0] for file in files)


async def up_to_date(engine: AsyncEngine) -> bool:
    """Whether there is nothing to migrate."""
    async with engine.connect() as connection:
        there = await connection.run_sync(lambda sync: inspect(sync).has_table(_version.name))
        return there and await connection.scalar(select(_version.c.version_num)) == newest()
