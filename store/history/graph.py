"""Who knew what: the ancestors of each change, through the parents that it names.

Supersession comes from here and from nowhere else: not from places in a chain, not from clocks (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.history.change import Change


class Ancestry:
    """The ancestors of every change of a set.

    The changes are split into parts that do not refer to each other (a record and, for consents, the withdrawals
    of its client), so that the cost grows with the size of a part and not of the notebook. Inside a part the
    ancestors of a change are the bits of one number.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_name: dict[str, Change] = {change.name: change for change in changes}
        self._bit: dict[str, int] = {}
        self._mask: dict[str, int] = {}
        self._complete: dict[str, bool] = {}
        self._part: dict[str, int] = {}
        for number, part in enumerate(_parts(self._by_name)):
            self._lay_out(number, part)

    def held(self, name: str) -> bool:
        """Tell whether the change of that name is in the set."""
        return name in self._by_name

    def change(self, name: str) -> Change | None:
        """Return the change of that name, or None where it is not held."""
        return self._by_name.get(name)

    def complete(self, name: str) -> bool:
        """Tell whether all ancestors of a held change are held too; what is not complete waits."""
        return self._complete[name]

    def knew(self, later: str, earlier: str) -> bool:
        """Tell whether the change ``later`` was made by somebody who had ``earlier`` on the screen."""
        if self._part.get(later) != self._part.get(earlier) or later not in self._part:
            return False
        return bool(self._mask[later] >> self._bit[earlier] & 1)

    def count(self, name: str) -> int:
        """Return how many ancestors a change has: the same number wherever the change is complete."""
        return self._mask[name].bit_count()

    def order(self, name: str) -> tuple[int, str]:
        """Return the key that puts ancestors first and ties by hash: the same everywhere, no clock asked."""
        return self.count(name), self._by_name[name].hash

    def _lay_out(self, number: int, part: list[str]) -> None:
        waiting = {name: [p for p in self._by_name[name].header.after if p in self._by_name] for name in part}
        children: dict[str, list[str]] = {}
        missing = {}
        for name, parents in waiting.items():
            missing[name] = len(set(parents))
            for parent in set(parents):
                children.setdefault(parent, []).append(name)
        ready = sorted(name for name in part if missing[name] == 0)
        for bit, name in enumerate(part):
            self._bit[name] = bit
            self._part[name] = number
            self._mask[name] = 0
            self._complete[name] = False
        while ready:
            name = ready.pop()
            mask, whole = 0, True
            for parent in self._by_name[name].header.after:
                if parent in self._by_name:
                    mask |= self._mask[parent] | 1 << self._bit[parent]
                    whole = whole and self._complete[parent]
                else:
                    whole = False
            self._mask[name], self._complete[name] = mask, whole
            for child in children.get(name, ()):
                missing[child] -= 1
                if missing[child] == 0:
                    ready.append(child)


def _parts(by_name: Mapping[str, Change]) -> list[list[str]]:
    """Split the changes into parts: changes of one record stand together, and so do a change and its parents."""
    root: dict[str, str] = {}

    def find(item: str) -> str:
        while root.setdefault(item, item) != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for name, change in by_name.items():
        mine = find("record " + change.header.id)
        root[find(name)] = mine
        for parent in change.header.after:
            if parent in by_name:
                root[find(parent)] = find(name)
    parts: dict[str, list[str]] = {}
    for name in by_name:
        parts.setdefault(find(name), []).append(name)
    return list(parts.values())
