"""The shipped weights are those the program learns from the replies it ships."""

from dialogues.reading.evaluate import cross_validated, scattered
from dialogues.reading.train import learn, replies
from dialogues.reading.weights import TABLE, dump, load


def test_learning_again_gives_the_same_bytes() -> None:
    """Anyone can make the shipped table again."""
    assert dump(learn(replies())) == TABLE.read_text("utf-8")


def test_what_is_loaded_is_what_was_dumped() -> None:
    """The table loses nothing."""
    assert dump(load()) == TABLE.read_text("utf-8")


def test_unseen_replies_are_read_well_above_chance() -> None:
    """On a fifth it never saw: over half right (chance is a quarter), and four in five of those it is certain of."""
    given = replies()
    read = cross_validated(given, scattered(given)[:1])
    right = [reading.phase == reply.phase for reply, reading in read]
    sure = [reading.phase == reply.phase for reply, reading in read if reading.certain]
    assert sum(right) / len(right) > 0.5
    assert len(sure) / len(right) > 0.15
    assert sum(sure) / len(sure) >= 0.8
