"""The file of /mijngegevens: everything that is kept of a person, why, how long, who sees it, how it is read."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coaching_texts.filters import plain
from coaching_texts.texts import Texts
from storage.kept import Rows
from storage.messages import File

NAME = "mijn-gegevens.json"
#: Columns that hold JSON of our own.
_NESTED = frozenset({"session", "probabilities", "lights", "payload"})


def data_file(kept: Mapping[str, Rows], texts: Texts, now: datetime) -> File:
    """`kept`: rows by table, as `UnitOfWork.kept` gives them."""
    told = {
        "gemaakt": now.isoformat(timespec="seconds"),
        "wie_beheert_bruis": texts.settings["organisation"] or None,
        "contact": texts.settings["contact"] or None,
        "wie_het_ziet": plain(texts.render("data.who", {})),
        "hoe_ik_antwoorden_lees": plain(texts.render("data.reading", {})),
        "wat_je_kan_doen": plain(texts.render("data.rights", {})),
        "bewaard": {table: _table(texts.kept(table), rows) for table, rows in kept.items()},
    }
    content = json.dumps(told, ensure_ascii=False, indent=2, default=_moment).encode()
    return File(NAME, "application/json", content)


def _table(words: Mapping[str, str], rows: Rows) -> dict[str, Any]:
    told = {"wat": words["what"], "waarom": words["why"], "hoelang": words["how_long"]}
    return told | {"rijen": [{name: _value(name, value) for name, value in row.items()} for row in rows]}


def _value(name: str, value: Any) -> Any:
    return json.loads(value) if name in _NESTED and value is not None else value


def _moment(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} has no JSON")
    return value.isoformat(timespec="seconds")
