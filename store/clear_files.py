"""Files in clear: only where a person chose, logged, and listed until they are deleted (DESIGN 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.files import refusing, write_new
from store.refusal import Reason, Refusal
from store.schema import clear_file
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_listed = select(clear_file).where(clear_file.c.gone_at.is_(None)).order_by(clear_file.c.number.desc())


@dataclass(frozen=True)
class ClearFile:
    """A file that was written in clear.

    Attributes:
        number: in this notebook.
        path: where it was written.
        what: code of what it is.
        client: whom it is about, or None.
        at: when, UTC.
        in_reach: whether its folder is there now; of a stick that is not in nobody can tell.
    """

    number: int
    path: Path
    what: str
    client: str | None
    at: datetime
    in_reach: bool


def require_clear_folder(notebook: Notebook, folder: Path) -> None:
    """Refuse a folder in which nothing may lie in clear.

    Raises:
        Refusal: FOLDER_MISSING; CLEAR_FOLDER: the home folder, in which everything is encrypted.
    """
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    with refusing():
        if notebook.home.folder.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise Refusal(Reason.CLEAR_FOLDER)


def write_clear(
    notebook: Notebook, path: Path, content: bytes, what: str, *, client: str | None = None, act: Act = Act.EXPORTED
) -> None:
    """Write a file in clear where a person chose, after they were warned.

    It is listed and logged before a byte of it is written: a crash leaves no file that nobody knows of.

    Args:
        notebook: an open notebook.
        path: the file; it must not be there yet.
        content: all of it.
        what: code of what it is.
        client: whom it is about.
        act: printed, copied or exported.

    Raises:
        Refusal: FILE_EXISTS, FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK …: there is no such file then.
    """
    require_clear_folder(notebook, path.parent)
    if path.exists():
        raise Refusal(Reason.FILE_EXISTS)
    row = {"path": str(path.absolute()), "what": what, "client": client, "at": datetime.now(UTC)}
    with notebook.writing() as connection:
        result = connection.execute(clear_file.insert(), row)
        number = int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it
        write_line(connection, notebook.identity, act, client=client, ground=what)
    try:
        write_new(path, content)
    except BaseException:
        _note_gone(notebook, [number])
        raise


def clear_files(notebook: Notebook) -> tuple[ClearFile, ...]:
    """Return the files in clear that are still there, the newest first; what was deleted leaves the list."""
    with notebook.reading() as connection:
        rows = connection.execute(_listed).all()
    found, gone = [], []
    for row in rows:
        path = Path(row.path)
        in_reach = path.parent.is_dir()
        if in_reach and not path.exists():
            gone.append(row.number)
            continue
        found.append(ClearFile(row.number, path, row.what, row.client, row.at, in_reach))
    if gone:
        _note_gone(notebook, gone)
    with notebook.writing() as connection:
        for client in sorted({one.client for one in found if one.client is not None}):
            write_line(connection, notebook.identity, Act.LISTED, client=client, record="clear_file")
        write_line(connection, notebook.identity, Act.LISTED, record="clear_file")
    return tuple(found)


def delete_clear(notebook: Notebook, number: int) -> None:
    """Delete a file in clear, as a person decided.

    Raises:
        Refusal: UNREADABLE_FILE: there is none of that number, or it is out of reach; what the disk said.
    """
    with notebook.reading() as connection:
        row = connection.execute(_listed.where(clear_file.c.number == number)).first()
    if row is None or not Path(row.path).parent.is_dir():
        raise Refusal(Reason.UNREADABLE_FILE)
    with refusing():
        Path(row.path).unlink(missing_ok=True)
    _note_gone(notebook, [number])


def _note_gone(notebook: Notebook, numbers: list[int]) -> None:
    with notebook.writing() as connection:
        for number in numbers:
            same = clear_file.c.number == number
            client = connection.scalar(select(clear_file.c.client).where(same))
            connection.execute(clear_file.update().where(same).values(gone_at=datetime.now(UTC), path=""))
            write_line(connection, notebook.identity, Act.DELETED, client=client, ground=f"clear-{number}")
