"""What the weights look at: the stems and the character n-grams of a clause, marked where it is negated or past."""

from collections.abc import Iterator

from dialogues.reading.words import Clause, Word, stem

_SIZES = range(3, 6)  # characters 3-5: as good as 2-6 in cross-validation, and fewer


def features(clause: Clause) -> set[str]:
    """Features of one clause: ` stem`, ` !stem` (negated), ` <stem` (then), and the same with n-grams."""
    mark = "!" * clause.negated + "<" * clause.past
    return {mark + part for word in clause.words for part in (stem_feature(word), *_ngrams(word.form))}


def stem_feature(word: Word) -> str:
    """The stem as a feature: a space before it keeps it apart from n-grams."""
    return f" {stem(word.form)}"


def _ngrams(form: str) -> Iterator[str]:
    edged = f"_{form}_"
    return (edged[i : i + size] for size in _SIZES for i in range(len(edged) - size + 1))
