"""The office's keys in each worker's own file, and whether they are still those of the office's living chain.

Keys are never in the database, so that what changes there and here is not one transaction. The keys before stay in
the file until the file is opened with those that the database names.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, bindparam, select

from store.engine import one_state, transaction
from store.refusal import Reason, Refusal
from store.schema import known_chain, secret, setting

_BEFORE = "_before"
_SIGNING_KEY = "signing_key"

_chain = select(setting.c.value).where(setting.c.name == "chain")
_key = select(known_chain.c.key).where(known_chain.c.id == bindparam("chain"))
_delete = secret.delete().where(secret.c.name == bindparam("gone"))


def keep(own: Engine, values: Mapping[str, bytes]) -> None:
    """Keep secrets in a worker's file, and those that they follow beside them.

    Args:
        own: of the worker's file.
        values: name → secret.
    """
    with transaction(own) as connection:
        held = {row.name: row.value for row in connection.execute(select(secret))}
        for name, value in values.items():
            lines = {name: value} | ({name + _BEFORE: held[name]} if name in held else {})
            for gone in lines:
                connection.execute(_delete, {"gone": gone})
            connection.execute(secret.insert(), [{"name": one, "value": lines[one]} for one in lines])


def settle(own: Engine, shared: Engine) -> None:
    """Require that a worker's file holds the keys of the office's living chain; take back what came to nothing.

    Raises:
        Refusal: STALE_KEYS where the office has other keys now: its worker needs a new file.
    """
    with one_state(shared) as connection:
        living = connection.scalar(_key, {"chain": connection.scalar(_chain)})
    with one_state(own) as connection:
        held = {row.name: row.value for row in connection.execute(select(secret))}
    if living is None or _line(held.get(_SIGNING_KEY)) == living:
        return
    if _line(held.get(_SIGNING_KEY + _BEFORE)) != living:
        raise Refusal(Reason.STALE_KEYS)
    keep(own, {name.removesuffix(_BEFORE): value for name, value in held.items() if name.endswith(_BEFORE)})


def _line(seed: bytes | None) -> str | None:
    """Return the public key of a signing key as OpenSSH writes it."""
    if seed is None:
        return None
    from store.bundle.signature import openssh_line, public_key_of

    return openssh_line(public_key_of(seed))
