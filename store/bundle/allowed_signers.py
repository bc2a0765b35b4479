"""The list of those whose signature counts, as OpenSSH's `allowed_signers` file (ssh-keygen(1)).

Written strictly, since a name of `*` or with a newline would let anybody in; read strictly, since an option that we
do not know may be one that takes a right away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from store.bundle.kinds import Kind, namespace_of
from store.bundle.signature import fingerprint, openssh_line, read_openssh_line
from store.refusal import Reason, Refusal

PRINCIPAL = re.compile(r"[a-z0-9-]{1,64}")
"""How the office names a signer: never a card's free text."""

MAX_SIGNERS_FILE = 1024 * 1024

COPY_NAMESPACE = "reppu-copy"
"""What a client's copy is signed for: no kind of bundle, so it is taken in nowhere."""

_ROLE_KINDS = {
    "coach": (Kind.CHANGES, Kind.CARD, Kind.RECOVERY),
    "office": (Kind.CHANGES, Kind.CARD, Kind.RECEIPT, Kind.ERASURES, Kind.RECOVERY),
    "root": (Kind.ROSTER,),
}
_LINE = re.compile(
    r"(?P<principals>[A-Za-z0-9@._+-]+(?:,[A-Za-z0-9@._+-]+)*)"
    r'(?:[ \t]+namespaces="(?P<namespaces>[A-Za-z0-9@._-]+(?:,[A-Za-z0-9@._-]+)*)")?'
    r"[ \t]+(?P<key>ssh-ed25519 [A-Za-z0-9+/]+=*)(?:[ \t][^\x00-\x08\x0a-\x1f\x7f]*)?"
)


@dataclass(frozen=True)
class Signer:
    """One key whose signature counts.

    Attributes:
        principal: its name in the list.
        key: the 32 bytes of the public key.
        namespaces: what it may sign; None stands for everything, as in OpenSSH.
    """

    principal: str
    key: bytes
    namespaces: frozenset[str] | None

    def may_sign(self, namespace: str) -> bool:
        """Tell whether this key's signature counts in a namespace."""
        return self.namespaces is None or namespace in self.namespaces

    @property
    def is_office(self) -> bool:
        """Whether it may sign receipts: only an office may, and only an office may relay others' changes."""
        return any(self.may_sign(namespace_of(Kind.RECEIPT, practice)) for practice in (False, True))


@dataclass(frozen=True)
class Signers:
    """The whole list."""

    signers: tuple[Signer, ...]

    def find(self, key: bytes) -> Signer | None:
        """Return the signer with this public key; rights of several lines with one key add up, as in OpenSSH."""
        found = [signer for signer in self.signers if signer.key == key]
        if not found:
            return None
        spaces: frozenset[str] | None = frozenset()
        for signer in found:
            spaces = None if spaces is None or signer.namespaces is None else spaces | signer.namespaces
        return Signer(found[0].principal, key, spaces)

    def text(self) -> str:
        """Return the file, one line a signer.

        Raises:
            Refusal: BAD_SIGNERS: a name that does not belong into the file.
        """
        return "".join(_line(signer) for signer in self.signers)


def signer_for_role(principal: str, key: bytes, role: str, *, practice: bool) -> Signer:
    """Return a signer with the namespaces of a role: coach, office or root."""
    spaces = {namespace_of(kind, practice) for kind in _ROLE_KINDS[role]}
    return Signer(principal, key, frozenset(spaces | ({COPY_NAMESPACE} if role != "root" else set())))


def read_signers(path: Path) -> Signers:
    """Read an `allowed_signers` file.

    Raises:
        Refusal: UNREADABLE_FILE, or BAD_SIGNERS with the line.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIGNERS_FILE + 1)
    except OSError as error:
        raise Refusal(Reason.UNREADABLE_FILE) from error
    if len(data) > MAX_SIGNERS_FILE:
        raise Refusal(Reason.BAD_SIGNERS, line=0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(Reason.BAD_SIGNERS, line=0) from error
    return parse_signers(text.replace("\r\n", "\n").split("\n"))


def parse_signers(lines: Iterable[str]) -> Signers:
    """Read the lines of an `allowed_signers` file: `principals [namespaces="…"] ssh-ed25519 AAAA… [comment]`.

    Raises:
        Refusal: BAD_SIGNERS with the line: a pattern, an option other than `namespaces`, or another kind of key.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise Refusal(Reason.BAD_SIGNERS, line=number)
        try:
            key = read_openssh_line(match["key"])
        except ValueError as error:
            raise Refusal(Reason.BAD_SIGNERS, line=number) from error
        spaces = match["namespaces"]
        namespaces = None if spaces is None else frozenset(spaces.split(","))
        found += [Signer(principal, key, namespaces) for principal in match["principals"].split(",")]
    return Signers(tuple(found))


def _line(signer: Signer) -> str:
    if PRINCIPAL.fullmatch(signer.principal) is None or signer.namespaces is None:
        raise Refusal(Reason.BAD_SIGNERS, fingerprint=fingerprint(signer.key))
    spaces = ",".join(sorted(signer.namespaces))
    return f'{signer.principal} namespaces="{spaces}" {openssh_line(signer.key)}\n'
