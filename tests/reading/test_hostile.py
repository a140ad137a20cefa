"""A message made to be slow is not slow: one person cannot hold up the others."""

import time

import pytest

from dialogues.reading import load_reader
from dialogues.reading.plan import split_plan
from dialogues.safety import hears_distress

READER = load_reader()
LONGEST = 4096  # characters in a Telegram message


@pytest.mark.parametrize(
    "part", [" ", "\n", ",", "'", "a, ", "dan ", ", x", " dan a ik", "ik wil ", "niet meer ", "zich een "]
)
def test_no_text_takes_long(part: str) -> None:
    """Whatever is repeated up to the longest message, all of it together takes well under a second."""
    text = ("als " + part * LONGEST)[:LONGEST]
    start = time.process_time()
    split_plan(text)
    hears_distress(text)
    READER.read("waarom", text)
    assert time.process_time() - start < 1
