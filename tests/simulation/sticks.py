"""What travels: bundles on sticks, which can be lost, repeated, swapped in their order, and cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.history.change import Change


@dataclass
class Stick:
    """One bundle on its way.

    Attributes:
        kind: "changes" (laptop → office), "delivery" (office → laptop) or "receipt".
        sender: name of the machine it comes from.
        recipient: name of the machine it is for.
        number: rises with each stick.
        parts: the changes, part by part; each part is taken in alone.
        delivery: number of the delivery it is, or of the last one that its sender has taken in.
        covered: in a receipt, chain → place and hash.
        backed_up: whether the office had a backup of what the receipt covers.
        chains: chains that its sender may offer.
    """

    kind: str
    sender: str
    recipient: str
    number: int
    parts: list[tuple[Change, ...]] = field(default_factory=list)
    delivery: int = 0
    covered: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    backed_up: bool = False
    chains: tuple[str, ...] = ()
