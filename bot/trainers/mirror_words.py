"""The mirror of a group in words: the messages for the group and for the trainer, and what a picture says as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from coaching_texts.texts import Texts
from dialogues.effects import Part
from dialogues.model import LifePhase
from dialogues.model.group_mirror import Most
from dialogues.model.group_places import Kind
from dialogues.model.group_portrait import changes, lights, topics, whole
from dialogues.model.group_protection import Agreement, Statement, is_inward
from storage import Frozen


@dataclass(frozen=True)
class OwnQuestion:
    """A question of the trainer's own, with its answers by id."""

    question: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Mirrored:
    """A result and what it is shown with.

    `name`: of the group or the workshop, None where it is gone. `earlier`: results of the same place, oldest first.
    `own`: the trainer's own questions, by number.
    """

    result: Frozen
    name: str | None = None
    earlier: Sequence[Frozen] = ()
    own: Mapping[str, OwnQuestion] = field(default_factory=dict)

    @property
    def values(self) -> Mapping[str, Any]:
        """What the title and the whole need."""
        mirror = self.result.mirror
        return {
            "name": self.name,
            "several": self.result.place.kind is Kind.REST,
            "closed_on": self.result.closed_at,
            "at_least": mirror.at_least,
            "whole": whole(mirror),
        }

    @property
    def lines(self) -> Sequence[Mapping[str, Any]]:
        """The lines as the texts want them."""
        return [{"kenmerk": line.kenmerk, **of_statement(line.said)} for line in self.result.mirror.lines]

    def compared(self, most: int | None = None) -> bool:
        """Whether an earlier result (of the last `most`) said something of one of these kenmerken."""
        last = list(self.earlier)[-most:] if most is not None else self.earlier
        before = {line.kenmerk for result in last for line in result.mirror.lines}
        return not before.isdisjoint(line.kenmerk for line in self.result.mirror.lines)


def of_statement(said: Statement) -> Mapping[str, Any]:
    """A statement as the texts want it; `phases_said`: the phase, or the two of a side, or none."""
    two = [p for p in LifePhase if said.inward is not None and is_inward(p) is said.inward]
    phases = [said.phase] if said.phase is not None else two
    return {"agreement": said.agreement, "phase": said.phase, "phases_said": phases}


def mirror_parts(mirrored: Mirrored) -> Sequence[Part]:
    """The mirror itself, as the texts it is made of: one message, for anybody in the group."""
    return [
        Part("group_mirror.title", mirrored.values),
        Part("group_mirror.subtitle", mirrored.values),
        *_of_lines(mirrored),
        *_besides(mirrored),
        *_since(mirrored),
        Part("group_mirror.closing"),
    ]


def topic_parts(mirrored: Mirrored) -> Sequence[Part]:
    """Three questions to talk about; nothing where the round asked for none of the kenmerken."""
    found = topics(mirrored.result.mirror)
    values = [{"kenmerk": topic.kenmerk, "angle": topic.angle} for topic in found]
    return [Part("group_mirror.topics_title"), Part("group_mirror.topics", {"topics": values})] if found else []


def hidden_parts(mirrored: Mirrored) -> Sequence[Part]:
    """What is not shown, and why: for the trainer."""
    values = {"some_left": mirrored.result.mirror.some_left, "later": bool(mirrored.earlier)}
    return [Part("group_mirror.hidden", values)]


def _of_lines(mirrored: Mirrored) -> Iterator[Part]:
    if not mirrored.lines:
        return
    yield Part("group_mirror.whole", mirrored.values)
    for key, agreements in (
        ("agreed", (Agreement.EENS, Agreement.MEESTEN)),
        ("one_side", (Agreement.KANT,)),
        ("divided", (Agreement.VERDEELD,)),
    ):
        lines = [line for line in mirrored.lines if line["agreement"] in agreements]
        if lines:
            yield Part(f"group_mirror.{key}", {"lines": lines})
    lit = [{"light": light, "because": because} for light, because in lights(mirrored.result.mirror).items()]
    if lit:
        yield Part("group_mirror.lights", {"lights": lit})


def _besides(mirrored: Mirrored) -> Iterator[Part]:
    mirror = mirrored.result.mirror
    said: Mapping[str, Most | None] = {"theme": mirror.theme, "plan": mirror.plan}
    besides = {name: most.answer for name, most in said.items() if most is not None}
    if besides:
        yield Part("group_mirror.besides", besides)
    for own in mirror.own:
        if (asked := mirrored.own.get(own.question)) is not None:
            values = {"question": asked.question, "answer": asked.answers.get(own.answer or "")}
            yield Part("group_mirror.own" if values["answer"] else "group_mirror.own_divided", values)


def _since(mirrored: Mirrored) -> Iterator[Part]:
    """Against the time before, where there is something to lay it beside."""
    if not mirrored.compared():
        return
    earlier = [result.mirror for result in mirrored.earlier]
    changed = [
        {"kenmerk": kenmerk, "before": of_statement(then), "now": of_statement(now)}
        for kenmerk, (then, now) in changes(mirrored.result.mirror, earlier).items()
    ]
    yield Part("group_mirror.since", {"changed": changed})


@dataclass(frozen=True)
class MirrorWords:
    """The mirror rendered with these texts."""

    texts: Texts

    def message(self, parts: Sequence[Part]) -> str:
        """The parts as one message (HTML)."""
        return "\n\n".join(self.texts.render(part.key, part.values) for part in parts)

    def plain(self, key: str, values: Mapping[str, Any]) -> str:
        """One text of the mirror for a picture or a file: no HTML."""
        return Markup(self.texts.render(f"group_mirror.{key}", values)).striptags()  # noqa: S704 - the environment escapes
