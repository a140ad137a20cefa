"""What docs/privacy.md says of the data is what the program keeps."""

import re

import storage
from storage.tables import METADATA
from tests.project import ROOT

_TEXT = (ROOT / "docs" / "privacy.md").read_text("utf-8")
_MAP = _TEXT.partition("\n## De kaart\n")[2].partition("\n## ")[0]


def test_the_map_has_every_table() -> None:
    """A table that is added is put on the map before anybody keeps something in it; one that is gone goes."""
    assert storage.__all__ != []  # all tables are known once the storage is
    first = [row.split("|")[1] for row in _MAP.splitlines() if row.startswith("| `")]
    named = [name for cell in first for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(named) == sorted(table.name for table in METADATA.sorted_tables)


def test_what_security_names_is_there() -> None:
    """Every file that SECURITY.md sends one to exists."""
    named = re.findall(r"`((?:tests|dialogues|docs|\.ci)/[\w/.]*)`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []
