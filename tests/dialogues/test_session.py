"""A session goes to JSON and back; a snapshot of any release up to this one loads."""

import json
from pathlib import Path

import pytest

from dialogues.engine import open_question
from dialogues.errors import DialogueError, SnapshotTooNew
from dialogues.machine import State
from dialogues.session import VERSION, Session
from tests.dialogues.coached import Coached

SNAPSHOTS = sorted((Path(__file__).parent / "snapshots").glob("v*.json"))


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.stem)
def test_a_snapshot_of_any_release_loads(path: Path) -> None:
    """Whoever was in the middle of a talk at that release is still there, and the talk goes on."""
    who = Coached(Session.load(path.read_text(encoding="utf-8")))
    assert who.session.state is State.PAUSE
    who.press("nothing")
    assert [c.id for c in open_question(who.session).rows[-2]] == ["back", "example"]
    who.press("autonoom")
    assert [a.kenmerk for a in who.session.talk.answers] == ["waarom", "activiteiten", "taken"]


def test_there_is_a_snapshot_of_this_release() -> None:
    """A new version comes with a snapshot to load."""
    assert f"v{VERSION}" in {path.stem for path in SNAPSHOTS}


def test_a_snapshot_is_dumped_as_it_was_loaded() -> None:
    """Nothing is lost and nothing is added on the way."""
    text = (SNAPSHOTS[-1]).read_text(encoding="utf-8")
    assert json.loads(Session.load(text).dump()) == json.loads(text)


def test_a_new_session_says_its_version() -> None:
    """Even where all else is as it starts."""
    assert json.loads(Session().dump()) == {"version": VERSION}


def test_a_snapshot_of_a_later_release_is_refused() -> None:
    """An older program does not guess at what a newer one wrote."""
    with pytest.raises(SnapshotTooNew):
        Session.load(json.dumps({"version": VERSION + 1, "something": "new"}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "1",
        '"session"',
        "{",
        "{}",
        '{"version": "one"}',
        '{"version": null}',
        '{"version": 1, "state": "nowhere"}',
        '{"version": 1, "unknown": 1}',
        '{"version": 1, "asked": "a"}',
    ],
)
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    """It is our own mistake, and it says so without repeating what it read."""
    with pytest.raises(DialogueError) as raised:
        Session.load(text)
    assert str(raised.value).startswith("a snapshot does not load (")
