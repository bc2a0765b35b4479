"""The client's copy for programs: everything as TOML, and a signature that ``ssh-keygen -Y verify`` checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import tomli_w

from store.bundle.allowed_signers import COPY_NAMESPACE
from store.bundle.signature import sign
from store.bundle.trusted import own_keys
from store.history.change import Value
from store.rights import Everything

if TYPE_CHECKING:
    from store.notebook import Notebook

SIGNATURE = ".sig"
"""Ending of the signature beside a file."""


def as_toml(held: Everything) -> bytes:
    """Return everything about a client as TOML: codes and values as they are kept, with every earlier version."""
    content: dict[str, Any] = {
        "format": "reppu-copy",
        "version": 1,
        "client": held.client,
        "record": [
            {
                "type": one.record,
                "id": one.id,
                "deleted": one.removed,
                "values": _plain(one.values),
                "change": [
                    {
                        "at": each.at,
                        "by": each.worker,
                        "reason": each.reason,
                        "set": _plain({name: value for name, value in each.values.items() if value is not None}),
                        "cleared": sorted(name for name, value in each.values.items() if value is None),
                    }
                    for each in one.amendments
                ],
            }
            for one in held.records
        ],
        "told": [_plain({k: v for k, v in vars(line).items() if v is not None}) for line in held.told],
        "use": [_plain({k: v for k, v in vars(line).items() if v is not None}) for line in held.looked],
        "draft": [{name: value for name, value in draft.items() if value is not None} for draft in held.drafts],
        "named": [
            {"type": record, "id": id, "values": _plain(values)}
            for (record, id), values in sorted(held.names.items(), key=lambda one: one[0])
        ],
    }
    return tomli_w.dumps(content).encode()


def signature_of(notebook: Notebook, content: bytes) -> bytes:
    """Return this notebook's signature over a file, as ``ssh-keygen -Y sign -n reppu-copy`` writes it."""
    return sign(content, own_keys(notebook).seed, COPY_NAMESPACE)


def _plain(values: Mapping[str, Value | Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
