"""Makes sheets: what pictures, files and their texts show of a group's mirror."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.trainers.mirror_words import Mirrored, MirrorWords, of_statement
from bot.trainers.sheet import Sheet, SheetRow, Tile, Trend, TrendRow
from coaching_texts.filters import day
from dialogues.model import LifePhase
from dialogues.model.group_mirror import GroupMirror, Line, Since
from dialogues.model.group_portrait import Topic, topics
from dialogues.model.group_protection import Agreement, Statement
from storage import Frozen

#: How dark a phase is where nearly all, most, or most of a side say it, or where people differ; from 0 to 1.
SHADES = {Agreement.EENS: 1.0, Agreement.MEESTEN: 0.74, Agreement.KANT: 0.36, Agreement.VERDEELD: 0.14}
#: Results in the trend: the last ones; more do not fit on a phone.
IN_TREND = 3


@dataclass(frozen=True)
class Sheets:
    """Makes sheets with these words."""

    words: MirrorWords

    def of(self, mirrored: Mirrored) -> Sheet:
        """The sheet of a result."""
        values = mirrored.values
        return Sheet(
            title=self.words.plain("title", values),
            subtitle=self.words.plain("subtitle", values),
            whole=self.words.plain("whole", values),
            phases=tuple(self.words.texts.models["phases"][phase]["name"] for phase in LifePhase),
            curve=self.words.plain("curve", {}),
            apart=self.words.plain("apart", {}),
            strip=self.words.plain("strip", {}),
            rows=tuple(self._row(n, line) for n, line in enumerate(mirrored.result.mirror.lines, 1)),
            note=self.words.plain("strip_note", {}),
            topics_title=self.words.plain("topics_title", {}),
            topics=tuple(self._topic(topic) for topic in topics(mirrored.result.mirror)),
            trend=self._trend(mirrored),
        )

    def _topic(self, topic: Topic) -> str:
        return str(self.words.texts.models["together"][topic.kenmerk][topic.angle])

    def _row(self, number: int, line: Line) -> SheetRow:
        agreed = line.said.agreement is Agreement.EENS
        return SheetRow(
            number=number,
            kenmerk=line.kenmerk,
            name=self._name(line.kenmerk),
            said=self._said(line.said),
            nearly_all=self.words.plain("nearly_all", {}) if agreed else "",
            shades=_shades(line.said),
            at=_at(line.said),
        )

    def _name(self, kenmerk: str) -> str:
        return str(self.words.texts.kenmerken[kenmerk]["name"])

    def _said(self, said: Statement) -> str:
        return self.words.plain("said", of_statement(said))

    def _trend(self, mirrored: Mirrored) -> Trend | None:
        rounds = [*mirrored.earlier, mirrored.result][-IN_TREND:]
        asked = [line.kenmerk for line in mirrored.result.mirror.lines]
        rows = tuple(self._through(number, kenmerk, rounds) for number, kenmerk in enumerate(asked, 1))
        if not any(tile for row in rows for tile in row.tiles[:-1]):
            return None
        return Trend(
            self.words.plain("trend", {}),
            tuple(day(result.closed_at) for result in rounds),
            rows,
            self.words.plain("trend_note", {}),
        )

    def _through(self, number: int, kenmerk: str, rounds: Sequence[Frozen]) -> TrendRow:
        tiles = [self._tile(_lines(result.mirror).get(kenmerk)) for result in rounds]
        return TrendRow(number, self._name(kenmerk), tuple(tiles))

    def _tile(self, line: Line | None) -> Tile | None:
        if line is None:
            return None
        return Tile(self._said(line.said), _shades(line.said), line.since is Since.ANDERS)

    def in_words(self, sheet: Sheet) -> str:
        """The same as the picture says (HTML), as its caption and for who does not see it."""
        return self.words.texts.render("group_mirror.in_words", vars(sheet))

    def trend_in_words(self, sheet: Sheet, trend: Trend) -> str:
        """The same as the picture of the trend says (HTML)."""
        rows = [{"number": row.number, "name": row.name, "through": _through(row)} for row in trend.rows]
        values = {"title": sheet.title, "heading": trend.heading, "dates": trend.dates, "rows": rows}
        return self.words.texts.render("group_mirror.trend_in_words", values)


def _lines(mirror: GroupMirror) -> Mapping[str, Line]:
    return {line.kenmerk: line for line in mirror.lines}


def _through(row: TrendRow) -> list[str]:
    """What was said, one after the other; what stayed is said once."""
    return [said for said, _ in groupby(tile.said for tile in row.tiles if tile is not None)]


def _phases(said: Statement) -> Sequence[LifePhase]:
    phases: Sequence[LifePhase] = of_statement(said)["phases_said"] or list(LifePhase)
    return phases


def _shades(said: Statement) -> tuple[float, ...]:
    return tuple(SHADES[said.agreement] if phase in _phases(said) else 0.0 for phase in LifePhase)


def _at(said: Statement) -> float | None:
    places = [list(LifePhase).index(phase) for phase in _phases(said)]
    return None if said.agreement is Agreement.VERDEELD else sum(places) / len(places)
