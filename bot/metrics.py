"""What Prometheus may know: how many, how long and what became of it; never who, and nothing of what was said.

What this process does is counted as it does it. What stands in the database is looked up when it is asked for; each
replica tells the same of it, so take the `max` of those over the replicas, and the `sum` of the others.
"""

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.clock import Clock
from storage import Database
from storage.corrections import Corrections
from storage.figures import Figures, figures
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY

LANES = {CALLBACK_ANSWER: "answer", REPLY: "reply", OUTREACH: "unasked"}
_SHORT = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
_LONG = (0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800)


class Metrics:
    """The figures of one process, to be counted by those who do the work."""

    def __init__(self) -> None:
        self.registry = to = CollectorRegistry()
        names = ["method", "lane", "outcome"]
        self._updates = Counter("bruis_updates", "Updates, by what became of this try.", ["outcome"], registry=to)
        self._calls = Counter("bruis_calls", "Calls of the Bot API that say something.", names, registry=to)
        self._turn = Histogram("bruis_turn_seconds", "A turn, without the commit.", buckets=_SHORT, registry=to)
        self._wait = Histogram("bruis_update_wait_seconds", "From on disk to handled.", buckets=_LONG, registry=to)
        self._call = Histogram("bruis_call_seconds", "The Bot API's answer.", ["method"], buckets=_LONG, registry=to)
        self.polls = Gauge("bruis_polling", "Whether this process fetches the updates.", registry=to)
        Info("bruis_build", "The version.", registry=to).info({"version": version("bruis")})
        ProcessCollector(registry=to)

    def update(self, outcome: str, *, took: float, waited: float) -> None:
        """An update was handled, or failed for now, or was set aside; in seconds."""
        self._updates.labels(outcome).inc()
        self._turn.observe(took)
        if outcome == "handled":
            self._wait.observe(max(0.0, waited))

    def call(self, method: str, lane: int, outcome: str, took: float) -> None:
        """A call of the outbox ended; in seconds."""
        self._calls.labels(method, LANES[lane], outcome).inc()
        self._call.labels(method).observe(took)

    async def text(self, db: Database, clock: Clock) -> bytes:
        """All of it, in the text format of Prometheus; the engine's error where the database is away."""
        async with db.work() as work:
            stored = Stored(await figures(work.connection), await work.corrections(), clock.now().timestamp())
        return generate_latest(self.registry) + generate_latest(stored)


class Stored(Collector):
    """What stands in the database, at a moment (seconds since 1970)."""

    def __init__(self, stored: Figures, readings: Sequence[Corrections], now: float) -> None:
        self._figures, self._readings, self._now = stored, readings, now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        stored, oldest = self._figures, self._figures.oldest
        yield GaugeMetricFamily("bruis_inbox_waiting", "Updates to be handled.", stored.waiting)
        yield GaugeMetricFamily("bruis_inbox_set_aside", "Updates that failed for good.", stored.set_aside)
        age = self._now - oldest.timestamp() if oldest else 0.0
        yield GaugeMetricFamily("bruis_inbox_oldest_age_seconds", "How long the oldest of them has waited.", age)
        waiting = GaugeMetricFamily("bruis_outbox_waiting", "Messages to be sent.", labels=["lane"])
        for lane, name in LANES.items():
            waiting.add_metric([name], stored.unsaid.get(lane, 0))
        yield waiting
        yield self._contacts()
        yield from self._read()

    def _contacts(self) -> GaugeMetricFamily:
        names = ["kind", "state", "reason"]
        family = GaugeMetricFamily("bruis_contacts", "What goes out unasked, and what became of it.", labels=names)
        for labels, count in self._figures.contacts.items():
            family.add_metric(labels, count)
        return family

    def _read(self) -> Iterator[GaugeMetricFamily]:
        names = ["kenmerk", "certain"]
        read = GaugeMetricFamily("bruis_readings", "Replies in words that were read, and are kept.", labels=names)
        other = GaugeMetricFamily("bruis_readings_corrected", "Those that people set right.", labels=names)
        for row in self._readings:
            for certain, count, corrected in (
                ("yes", row.certain, row.certain_corrected),
                ("no", row.read - row.certain, row.corrected - row.certain_corrected),
            ):
                read.add_metric([row.kenmerk, certain], count)
                other.add_metric([row.kenmerk, certain], corrected)
        yield read
        yield other
