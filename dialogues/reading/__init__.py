"""From a reply to a Reading: phase probabilities, lights, and the words that led to it."""

from dialogues.reading.reading import Reader, Reading

__all__ = ["Reader", "Reading"]
