"""A laptop or the office: a real notebook in a temporary home, opened, copied, killed and put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Dialect, Engine, event, select

from store.bundle.trusted import own_keys
from store.home import Home
from store.notebook import Notebook
from store.schema import change as change_table
from store.schema import known_chain
from tests.notebooks import PASSPHRASE

Held = frozenset[tuple[str, bool]]
"""Names of changes, each with whether its body is there."""


class Killed(BaseException):
    """The program was killed: nothing of it may catch this."""


@dataclass
class Machine:
    """One machine with one notebook.

    Attributes:
        name: what a story calls it.
        home: folder of its home.
        notebook: open.
        principal: its name at the office; empty for the office and for who is not enrolled.
        fingerprints: of every key that it ever signed with.
        cut_off: whether the office cut its key off: it goes on, and nothing of it is believed.
        twin: name of the machine of which it is a copy, or that was copied; empty for none.
        chains: chains that it ever wrote.
        was_copied: whether a copy of it went on, or it is one itself.
        given_to: worker to whom the office gave it; empty where that is who made the notebook.
    """

    name: str
    home: Path
    notebook: Notebook
    principal: str = ""
    fingerprints: list[str] = field(default_factory=list)
    cut_off: bool = False
    twin: str = ""
    chains: list[str] = field(default_factory=list)
    given_to: str = ""
    was_copied: bool = False

    @classmethod
    def start(cls, name: str, home: Path) -> Machine:
        """Open the notebook of a home."""
        machine = cls(name, home, _open(home))
        machine.note_keys()
        return machine

    @property
    def is_office(self) -> bool:
        """Whether it is an office's."""
        return self.notebook.identity.role == "office"

    @property
    def worker(self) -> str:
        """Whose it is."""
        return self.given_to or self.notebook.identity.worker

    def note_keys(self) -> None:
        """Note the key and the chain that it writes with now."""
        self.fingerprints.append(own_keys(self.notebook).fingerprint)
        if self.notebook.identity.chain not in self.chains:
            self.chains.append(self.notebook.identity.chain)

    def held(self) -> Held:
        """Return the names of all changes that are held, and whether with their body."""
        query = select(
            known_chain.c.id, change_table.c.seq, change_table.c.hash, change_table.c.body.is_not(None)
        ).join(known_chain, known_chain.c.number == change_table.c.chain)
        with self.notebook.reading() as connection:
            return frozenset((f"{row[0]}/{row[1]}/{row[2][:16]}", bool(row[3])) for row in connection.execute(query))

    def about(self) -> dict[str, str]:
        """Return change name → client of every change that is held; empty text for nobody."""
        query = select(known_chain.c.id, change_table.c.seq, change_table.c.hash, change_table.c.client).join(
            known_chain, known_chain.c.number == change_table.c.chain
        )
        with self.notebook.reading() as connection:
            return {f"{row[0]}/{row[1]}/{row[2][:16]}": row[3] or "" for row in connection.execute(query)}

    def names(self) -> frozenset[str]:
        """Return the names of all changes that are held."""
        return frozenset(name for name, _ in self.held())

    def snapshot(self, target: Path) -> None:
        """Copy the home as it stands on the disk now: what would be there after a kill at this moment."""
        shutil.copytree(self.home, target, ignore=shutil.ignore_patterns("*.lock"))

    def put_back(self, source: Path) -> None:
        """Let the home be what a copy says, and open it again."""
        self.notebook.close()
        shutil.rmtree(self.home)
        shutil.copytree(source, self.home)
        self.notebook = _open(self.home)

    def killed_in(self, act: Callable[[], object], after: int, folder: Path) -> bool:
        """Do something and be killed right before one of its statements or commits; return whether it was.

        The home is copied at that moment with its write-ahead log, and the program unwound by an exception that
        nobody catches; then the copy takes the place of what the unwinding left. So the disk has what it would have
        after SIGKILL, and no process is needed (real ones are killed in ``tests/real``).

        Args:
            act: what it does.
            after: before which statement, from 0; it is not killed where there are fewer.
            folder: where the copy may stand.
        """
        with self.notebook.reading() as connection:
            engine = connection.engine
        left = after
        taken = folder / "killed"
        shutil.rmtree(taken, ignore_errors=True)

        def step() -> None:
            nonlocal left
            left -= 1
            if left < 0 and not taken.exists():
                self.snapshot(taken)
                raise Killed

        def before_statement(*_: object) -> None:
            step()

        def before_commit(_: Connection) -> None:
            step()

        _listen(engine, before_statement, before_commit, on=True)
        try:
            act()
        except Killed:
            pass
        finally:
            _listen(engine, before_statement, before_commit, on=False)
        if not taken.exists():
            return False
        self.put_back(taken)
        return True


def _listen(engine: Engine, statement: Callable[..., None], commit: Callable[..., None], *, on: bool) -> None:
    act = event.listen if on else event.remove
    act(engine, "before_cursor_execute", statement)
    act(engine, "commit", commit)


def _open(home: Path) -> Notebook:
    """Open a notebook; all of a process share what SQLAlchemy has compiled, which is a third of a run otherwise."""
    notebook = Notebook.unlock(Home(home), PASSPHRASE)
    with notebook.reading() as connection:
        engine = connection.engine
    if not _shared:
        _shared.append(engine.dialect)
    engine.dialect = _shared[0]
    engine.update_execution_options(compiled_cache=_compiled)
    return notebook


_shared: list[Dialect] = []
_compiled: dict[object, object] = {}
