"""From a reply to a Reading: phase probabilities, lights, and the words that led to it."""

from dialogues.reading.learnt_reader import LearntReader
from dialogues.reading.reading import Reader, Reading
from dialogues.reading.weights import load

__all__ = ["Reader", "Reading", "load_reader"]


def load_reader() -> Reader:
    """The reader with its shipped weights: read it once (tens of milliseconds), pass it on."""
    return LearntReader(load())
