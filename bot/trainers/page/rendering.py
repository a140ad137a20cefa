"""From what was looked up to HTML: the templates of the page, and in them the words of the chat."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.trainers.files import kinds_of
from bot.trainers.mirror_words import hidden_parts, mirror_parts, topic_parts
from bot.trainers.page.looking import Shown
from bot.trainers.page.refusals import Refusal
from bot.trainers.page.typeset import typeset
from bot.trainers.sheets import Sheets
from dialogues.model.group_protection import Agreement

TEMPLATES = Path(__file__).parent / "templates"
#: Of how many people something is, as a text of the page.
AGREED = {
    Agreement.EENS: "nearly_all",
    Agreement.MEESTEN: "more_than_half",
    Agreement.KANT: "one_side",
    Agreement.VERDEELD: "apart",
}
#: After these, opening the page anew in the chat helps.
_OPEN_AGAIN = frozenset({Refusal.FORGED, Refusal.OLD, Refusal.USED, Refusal.CLOSED})
#: Said in the chat in the same words.
SAID_IN_CHAT = {Refusal.NOT_YOURS: "workshops.not_yours"}


class Rendering:
    """`at`: the path of the page, without the last slash."""

    def __init__(self, at: str, sheets: Sheets) -> None:
        self._sheets, self._words = sheets, sheets.words
        self._env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals.update(
            at=at,
            t=self._text,
            words=self._words,
            typeset=typeset,
            hidden_parts=hidden_parts,
            minimum=self._words.texts.settings["group_minimum"],
        )

    def _text(self, key: str, **values: Any) -> Markup:
        return Markup(self._words.texts.render(f"page.{key}", values))  # noqa: S704 - the texts escape

    def page(self, template: str, values: dict[str, Any]) -> str:
        """The whole page."""
        return self._env.get_template(f"{template}.html").render(values)

    def refused(self, why: Refusal) -> str:
        """What somebody sees who does not get what they asked for."""
        said = Markup(self._words.texts.render(SAID_IN_CHAT.get(why, f"page.{why}"), {}))  # noqa: S704 - the texts escape
        return self.page("refused", {"said": said, "again": why in _OPEN_AGAIN})

    def trouble(self) -> str:
        """The same, where it is our fault."""
        return self.page("refused", {"said": self._text("trouble"), "again": False})

    def mirror(self, looked_up: dict[str, Any]) -> str:
        """A result: its picture with a text that says the same, its words, and what is not shown and why."""
        shown: Shown = looked_up["shown"]
        mirrored, sheet = shown.mirrored, self._sheets.of(shown.mirrored)
        _title, _subtitle, *parts = mirror_parts(mirrored)
        return self.page(
            "mirror",
            {
                **looked_up,
                "sheet": sheet,
                "in_words": self._sheets.in_words(sheet),
                "parts": parts,
                "topics": topic_parts(mirrored),
                "rows": list(zip(sheet.rows, mirrored.result.mirror.lines, strict=True)),
                "agreed": AGREED,
                "hidden": hidden_parts(mirrored),
                "kinds": kinds_of(mirrored),
            },
        )

    def trend(self, looked_up: dict[str, Any]) -> str:
        """A result beside those before it."""
        mirrored = looked_up["shown"].mirrored
        sheet = self._sheets.of(mirrored)
        told = self._sheets.trend_in_words(sheet, sheet.trend) if sheet.trend is not None else ""
        values = {"sheet": sheet, "trend_in_words": told, "hidden": hidden_parts(mirrored)}
        return self.page("trend", {**looked_up, **values})
