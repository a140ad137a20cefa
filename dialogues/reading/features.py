"""What the weights look at: stems, neighbours and character n-grams of each clause, and what negation does to them.

Features are hashed (crc32) into a table of fixed size, so that there is no vocabulary to load; two that share a place
cost next to nothing at this size. Each counts twice: for all questions together, and for the question that was asked.

A clause that is negated is marked, and besides gives a second set of features, whose sign turns: what a word says is
then taken back, also where it was never seen negated. "Niet alleen" negates nothing, and two negations undo each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from zlib import crc32

from dialogues.reading.words import Clause, marks, stem

#: Places in the table for what counts for all questions, and as many after them for what counts for one.
SIZE = 1 << 18
#: How much each family of features counts; chosen by leaving hands out (docs/reading.md).
FAMILIES = {
    "stem": 0.5,
    "chars": 0.5,
    "next": 0.6,  # neighbours
    "near": 0.5,  # with one or two words between
    "negated": 0.3,
    "past": 0.2,
    "turning stem": 0.4,
    "turning chars": 0.4,
    "length": 0.2,
}
#: How much the features of this very question count, and those of all questions.
ASKED, ANY = 0.7, 0.5

_SIZES = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Found:
    """Features of one family in one clause: their places in the table, and what each is worth."""

    places: Sequence[int]
    worth: float


def features(question: str, said: Sequence[Clause]) -> list[list[Found]]:
    """What is found in each clause, for all questions and for this one."""
    clauses = [dict(_families(clause)) for clause in said]
    if clauses:
        clauses[0]["length"] = _hashes("f", _lengths(said))
    counts = {family: sum(len(clause.get(family, ())) for clause in clauses) for family in FAMILIES}
    signs = [-1 if _turns(clause) else 1 for clause in said]
    return [list(_found(question, clause, sign, counts)) for clause, sign in zip(clauses, signs, strict=True)]


def _found(question: str, clause: dict[str, list[int]], sign: int, counts: dict[str, int]) -> Iterator[Found]:
    asked = crc32(question.encode())
    for family, hashes in clause.items():
        if hashes:
            worth = sqrt(FAMILIES[family] / counts[family]) * (sign if family.startswith("turning") else 1)
            yield Found([h % SIZE for h in hashes], worth * sqrt(ANY))
            yield Found([SIZE + (h ^ asked) % SIZE for h in hashes], worth * sqrt(ASKED))


def _families(clause: Clause) -> Iterator[tuple[str, list[int]]]:
    forms = [_shape(word.form) for word in clause.words]
    stems = list(map(stem, forms))
    kept = [form for form in forms if form not in marks("negation")]
    kept_stems = list(map(stem, kept))
    edged = ["^", *stems, "$"]
    yield "stem", _hashes("s", stems)
    yield "chars", _hashes("c", _ngrams(forms))
    yield "next", _hashes("b", map(" ".join, pairwise(edged)))
    yield "near", _hashes("k", (f"{a}~{b}" for i, a in enumerate(stems) for b in stems[i + 2 : i + 4]))
    yield "negated", _hashes("n", kept_stems if clause.negated else ())
    yield "past", _hashes("p", stems if clause.past else ())
    yield "turning stem", _hashes("S", kept_stems)
    yield "turning chars", _hashes("C", _ngrams(kept))


def _lengths(said: Sequence[Clause]) -> list[str]:
    """How long the text is: what says nothing is often short."""
    count = sum(len(clause.words) for clause in said)
    return [f"words {min(count, 6)}", f"fours {min(count // 4, 8)}", f"clauses {min(len(said), 4)}"]


def _hashes(mark: str, found: Iterator[str] | Sequence[str] | set[str]) -> list[int]:
    return [crc32((mark + feature).encode()) for feature in sorted(set(found))]


def _shape(form: str) -> str:
    """Years are years, and of other numbers only the length counts."""
    if not form.isdecimal():
        return form
    return "#year" if len(form) == 4 and form[:2] in ("19", "20") else "#" * min(len(form), 3)  # noqa: PLR2004


def _ngrams(forms: Sequence[str]) -> set[str]:
    text = f" {' '.join(forms)} "
    return {text[i : i + size] for size in _SIZES for i in range(len(text) - size + 1)}


def _turns(clause: Clause) -> bool:
    """Whether the clause says the opposite of its words."""
    forms = [word.form for word in clause.words]
    turning = sum(form in marks("negation") for form in forms)
    return (turning - sum(a == "niet" and b == "alleen" for a, b in pairwise(forms))) % 2 == 1
