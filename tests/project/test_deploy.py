"""What is watched is what the bot tells: a panel or an alarm about a figure that is not there would stay silent."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import MovableClock
from bot.metrics import Metrics
from bot.trainers.page.site import PATH
from storage import Database
from tests.project import ROOT


@pytest.fixture
async def told(database_url: str) -> set[str]:
    """The names of all figures, with the endings of their kinds."""
    db = Database.open(database_url)
    text = (await Metrics().text(db, MovableClock())).decode()
    await db.dispose()
    endings = {"histogram": ["_bucket", "_count", "_sum"], "counter": ["_total"]}
    families = text_string_to_metric_families(text)
    return {family.name + ending for family in families for ending in endings.get(family.type, [""])}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("file", ["grafana.json", "alerts.yml"])
def test_every_figure_that_is_watched_is_told(told: set[str], file: str) -> None:
    """By the dashboard and by the alarms."""
    named = set(re.findall(r"\b(?:bruis|process)_[a-z_]+", (ROOT / "deploy" / file).read_text()))
    assert (named - told, named & told != set()) == (set(), True)


def test_the_proxy_passes_on_what_the_replicas_await() -> None:
    """The path of the webhook, that of the trainers' page and the port are the same on both sides."""
    proxy, compose = ((ROOT / name).read_text() for name in ("deploy/Caddyfile", "compose.postgres.yaml"))
    ((path, *page),) = (paths.split() for paths in re.findall(r"@bruis path (.+)", proxy))
    assert page == [PATH, f"{PATH}/*"]
    (port,) = re.findall(r"dynamic a bruis (\d+)", proxy)
    assert f"https://${{BRUIS_DOMAIN:?set it in .env}}{path}\n" in compose
    assert f"BRUIS_LISTEN: 0.0.0.0:{port}\n" in compose


def test_the_unit_starts_what_make_installs() -> None:
    """`bruis run`, from the folder that it works in."""
    unit = (ROOT / "deploy/bruis.service").read_text()
    (folder,) = re.findall(r"^WorkingDirectory=(.*)$", unit, re.MULTILINE)
    assert f"\nExecStart={folder}/.venv/bin/bruis run\n" in unit
