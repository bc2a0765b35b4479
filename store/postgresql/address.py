"""The address of the office's database: a socket of this machine, or a server that proves who it is; nothing else.

``postgresql+psycopg://ROLE@/DATABASE?host=/FOLDER`` or
``postgresql+psycopg://ROLE@SERVER/DATABASE?sslmode=verify-full&sslrootcert=FILE``. No password ever stands in it:
what is on a command line is in the list of processes and in the shell's history.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from store.refusal import Reason, Refusal

SCHEME = "postgresql+psycopg"

CHECKED = "verify-full"
"""The one mode in which libpq asks whether the server is the one that was meant."""

_OPTIONS = frozenset({"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"})


@dataclass(frozen=True)
class Address:
    """Where a database is and who asks.

    Attributes:
        text: as it was given.
        role: the worker's own role in the database.
        database: its name.
        host: a folder with a socket, or the name of a server.
        port: of the server; None for the usual one.
        options: certificates.
    """

    text: str
    role: str
    database: str
    host: str
    port: int | None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_socket(self) -> bool:
        """Tell whether it is on this machine."""
        return self.host.startswith("/")

    def connecting(self, password: str | None) -> dict[str, str | int]:
        """Return what libpq is told.

        What is empty is named too: otherwise it is taken from the surroundings (``PGHOSTADDR``, ``PGSSLMODE`` …),
        and those were not asked whether they keep to the rule.
        """
        told: dict[str, str | int] = {
            "user": self.role,
            "dbname": self.database,
            "host": self.host,
            "hostaddr": "",
            "port": self.port or "",
            "sslmode": "disable" if self.is_socket else CHECKED,
            "gssencmode": "disable",
            "application_name": "reppu",
            "connect_timeout": 10,
            **dict(self.options),
        }
        return told if password is None else {**told, "password": password}


def read_address(text: str) -> Address:
    """Read an address.

    Raises:
        Refusal: DATABASE_ADDRESS, with ``rule`` one of ``form``, ``password``, ``unsealed``.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    except ValueError:
        raise _refused("form") from None
    if parts.password is not None or any("password" in name or name == "passfile" for name, _ in given):
        raise _refused("password")
    options = dict(given)
    role, database = unquote(parts.username or ""), unquote(parts.path.removeprefix("/"))
    host = options.pop("host", "") or parts.hostname or ""
    if (
        parts.scheme != SCHEME
        or not (role and database and host)
        or parts.fragment
        or len(options) + ("host" in dict(given)) != len(given)
        or not options.keys() <= _OPTIONS
        or ("host" in dict(given) and parts.hostname)
        or "," in host
    ):
        raise _refused("form")
    mode = options.pop("sslmode", None)
    if host.startswith("/"):
        if mode not in (None, "disable") or options.keys() - {"port"}:
            raise _refused("form")
    elif mode != CHECKED:
        raise _refused("unsealed")
    if named := options.pop("port", ""):
        if port is not None or not named.isascii() or not named.isdecimal() or not 0 < int(named) < 1 << 16:
            raise _refused("form")
        port = int(named)
    return Address(text, role, database, host, port, tuple(sorted(options.items())))


def _refused(rule: str) -> Refusal:
    return Refusal(Reason.DATABASE_ADDRESS, rule=rule)
