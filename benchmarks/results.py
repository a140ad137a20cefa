"""What came out: medians over runs, held against what is to be reached, as a table and as a line of JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

LEAST = frozenset({"updates_per_second", "sends_per_second"})  # of these more is better


@dataclass(frozen=True)
class Result:
    """One line: `figures` are medians of `runs` runs, `goals` is what they are to reach, `faults` the sum of all."""

    benchmark: str
    bot: str
    figures: Mapping[str, float]
    goals: Mapping[str, float]
    faults: int
    runs: int

    @property
    def reached(self) -> bool | None:
        """Whether every goal is; None where there is none."""
        if not self.goals:
            return None
        return not self.faults and all(_reached(name, self.figures[name], goal) for name, goal in self.goals.items())


def _reached(name: str, figure: float, goal: float) -> bool:
    return figure >= goal if name in LEAST else figure <= goal


def of_runs(
    benchmark: str, bot: str, runs: Sequence[Mapping[str, float]], goals: Mapping[str, float] | None = None
) -> Result:
    """The median of each figure; faults are added up."""
    figures = {name: round(median(run[name] for run in runs), 3) for name in runs[0] if name != "faults"}
    faults = int(sum(run.get("faults", 0) for run in runs))
    return Result(benchmark, bot, figures, goals or {}, faults, len(runs))


def table(results: Iterable[Result]) -> str:
    """For people."""
    lines = [f"{'benchmark':<12} {'bot':<26} {'runs':>4}  {'faults':>6}  measured (to reach)"]
    for result in results:
        mark = {True: "reached", False: "NOT REACHED", None: ""}[result.reached]
        figures = "  ".join(_figure(result, name, value) for name, value in result.figures.items())
        lines.append(
            f"{result.benchmark:<12} {result.bot:<26} {result.runs:>4}  {result.faults:>6}  {figures}  {mark}".rstrip()
        )
    return "\n".join(lines)


def _figure(result: Result, name: str, value: float) -> str:
    goal = result.goals.get(name)
    wanted = f" ({'≥' if name in LEAST else '≤'} {goal:g})" if goal is not None else ""
    return f"{name} {value:g}{wanted}"


def as_json(results: Iterable[Result]) -> str:
    """For programs: one line."""
    return json.dumps([asdict(result) | {"reached": result.reached} for result in results], ensure_ascii=False)
