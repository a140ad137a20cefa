"""`bruis read`: one line out for each line in, in order, as soon as it is read."""

import json
import time
from collections.abc import Iterator

from bot.reading_command import read_lines
from dialogues.reading import load_reader

READER = load_reader()


def _line(text: str, question: str = "doorstroming") -> str:
    return json.dumps({"question": question, "text": text}) + "\n"


def test_a_reply_becomes_its_reading() -> None:
    """The fields of the contract, with the person's own words as evidence."""
    out: list[str] = []
    status = read_lines(READER, [_line("Elk jaar hetzelfde, volgens ’t draaiboek.", "activiteiten")], out.append)
    answer = json.loads(out[0])
    assert (status, len(out)) == (0, 1)
    assert list(answer) == ["question", "phase", "probabilities", "lights", "evidence", "certain"]
    assert list(answer["probabilities"]) == ["startend", "autonoom", "routineus", "verstillend"]
    assert (answer["question"], answer["phase"], answer["lights"]) == ("activiteiten", "routineus", ["herhalen"])
    assert answer["evidence"] == ["Elk jaar hetzelfde", "volgens ’t draaiboek"]


def test_a_bad_line_is_an_error_in_its_place() -> None:
    """Bad lines give an error each, the others are read, and the status says that something was wrong."""
    bad = [
        "geen json\n",
        "[1]\n",
        "\n",
        '{"question": "waarom"}\n',
        '{"text": 3, "question": "waarom"}\n',
        "[" * 100_000,
    ]
    out: list[str] = []
    assert read_lines(READER, [*bad, _line("goh")], out.append) == 1
    assert ["error" in json.loads(line) for line in out] == [True] * len(bad) + [False]
    assert json.loads(out[-1])["phase"] is None


def test_an_error_repeats_nothing_of_the_line() -> None:
    """What people wrote does not end up in an error."""
    out: list[str] = []
    read_lines(READER, ['{"question": "waarom", "text": ["geheim"]}', "geheim"], out.append)
    assert "geheim" not in "".join(out)


def test_each_line_is_written_before_the_next_is_taken() -> None:
    """It streams: whoever types lines one by one sees the answers one by one."""
    out: list[str] = []
    written: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(3):
            written.append(len(out))
            yield _line(f"reply {number}")

    read_lines(READER, lines(), out.append)
    assert written == [0, 1, 2]


def test_ten_thousand_lines_take_seconds() -> None:
    """Under three milliseconds a reply."""
    lines = [_line(f"We doen elk jaar hetzelfde, maar groep {number} groeit nog.") for number in range(10_000)]
    out: list[str] = []
    start = time.process_time()
    assert read_lines(READER, lines, out.append) == 0
    assert time.process_time() - start < 30
    assert len(out) == 10_000
