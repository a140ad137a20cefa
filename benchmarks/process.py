"""A bot as a process of its own, with what it costs."""

import asyncio
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import psutil

_MB = 1_000_000


class BotProcess:
    """Runs from `start` to `stop`; its log is in `folder`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BRUIS_")}
        self._command, self._environment, self._folder = command, {**clean, **environment}, folder
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    async def __aenter__(self) -> Self:
        self.started_at = time.perf_counter()
        with (self._folder / "bot.log").open("ab") as log:
            self._process = subprocess.Popen(self._command, env=self._environment, stdout=log, stderr=log)  # noqa: ASYNC220, S603
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                await asyncio.to_thread(self._process.wait, 60)
            except subprocess.TimeoutExpired:
                print(f"Killed, as it did not stop when asked to: {self._command}", flush=True)
                self._process.kill()

    @property
    def _seen(self) -> psutil.Process:
        assert self._process is not None, "not started"  # noqa: S101 - a mistake of ours
        return psutil.Process(self._process.pid)

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, user and system."""
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    @property
    def memory(self) -> float:
        """Resident memory in MB."""
        return float(self._seen.memory_info().rss) / _MB
