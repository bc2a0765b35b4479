"""From invented steps to changes on their chains, as three laptops would have written them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from store.history.change import Body, Change, Scalar, Value, make_change, new_salt
from store.history.shape import About, Consent, Shape
from store.practice.invention import Hand, Step


@dataclass
class Pen:
    """Where the next change of one chain goes.

    Attributes:
        chain: id of the chain.
        worker: id of the worker who writes.
        seq: place of the last change, 0 before the first.
        before: hash of the last change.
    """

    chain: str
    worker: str
    seq: int = 0
    before: str | None = None


class Weaver:
    """Writes steps as changes; it knows what was on each screen.

    Args:
        shapes: shape of each record type.
        pens: the chain of each hand.
        heads: names of the heads of the records that are there already.
    """

    def __init__(
        self, shapes: Mapping[str, Shape], pens: Mapping[Hand, Pen], heads: Mapping[str, Iterable[str]]
    ) -> None:
        self._shapes = shapes
        self._pens = pens
        self._heads = {record: list(names) for record, names in heads.items()}
        self._withdrawals: dict[str, list[str]] = {}
        self._names: dict[int, str] = {}

    def weave(self, steps: Iterable[Step]) -> list[Change]:
        """Return the changes of the steps, in the order in which they were saved."""
        return [self._change(step) for step in sorted(steps, key=lambda step: step.at)]

    def _change(self, step: Step) -> Change:
        shape, pen = self._shapes[step.record], self._pens[step.hand]
        change = make_change(
            chain=pen.chain,
            seq=pen.seq + 1,
            before=pen.before,
            record=step.record,
            id=step.id,
            about=_about(shape, step),
            after=self._parents(shape, step),
            at=step.at,
            author=pen.worker,
            schema=shape.schema,
            body=self._body(shape, step),
        )
        pen.seq, pen.before = pen.seq + 1, change.hash
        self._names[id(step)] = change.name
        heads = self._heads.setdefault(step.id, [])
        self._heads[step.id] = [name for name in heads if name not in change.header.after] + [change.name]
        if shape.consent is Consent.WITHDRAWAL and step.client:
            self._withdrawals.setdefault(step.client, []).append(change.name)
        return change

    def _parents(self, shape: Shape, step: Step) -> tuple[str, ...]:
        """Return what was on the screen: the record's heads and, on a consent, what it is agreed or taken back on."""
        if step.knew is None:
            parents = list(self._heads.get(step.id, ()))
        else:
            parents = [self._names[id(known)] for known in step.knew]
        parents += [self._names[id(item)] for item in step.agrees]
        if shape.consent is not Consent.NONE and step.client:
            parents += self._withdrawals.get(step.client, [])
        return tuple(dict.fromkeys(parents))

    def _body(self, shape: Shape, step: Step) -> Body:
        values = {name: value for name, value in step.values.items() if value is not None}
        if step.agrees:
            values["items"] = tuple(self._names[id(item)] for item in step.agrees)
        return Body(
            salt=new_salt(),
            reason=step.reason,
            set={name: value for name, value in values.items() if name not in shape.sets},
            unset=tuple(sorted(name for name, value in step.values.items() if value is None)),
            add={name: _elements(value) for name, value in values.items() if name in shape.sets},
        )


def _about(shape: Shape, step: Step) -> tuple[str, ...]:
    if shape.about is About.SELF:
        return (step.id,)
    return (step.client,) if step.client else ()


def _elements(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)
