"""Writing a client's papers into a folder that a person chose: in clear, warned, logged, and listed until deleted."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from store.clear_files import require_clear_folder, write_clear
from store.client_copy import SIGNATURE, as_toml, signature_of
from store.rights import everything_about
from store.use_log import Act
from tui.language import speaking
from tui.paper.client_pages import everything_sheet, looked_sheet, told_sheet
from tui.paper.sheet import Sheet, to_pdf

if TYPE_CHECKING:
    from store.notebook import Notebook


def write_copy(notebook: Notebook, client: str, folder: Path, day: date) -> tuple[Path, ...]:
    """Write everything about a client as PDF in the client's language and as TOML, each with its signature.

    Args:
        notebook: an open notebook.
        client: id.
        folder: where a person chose; the names of the files say nothing of whom they are about.
        day: of which day the papers are.

    Returns:
        The PDF, the TOML file, and the signature of each.

    Raises:
        Refusal: UNKNOWN_CLIENT; FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK ….
    """
    require_clear_folder(notebook, folder)
    held = everything_about(notebook, client, Act.COPIED)
    with speaking(held.language):
        sheet = everything_sheet(held, day)
    stem = f"copy-{secrets.token_hex(4)}"
    content = {f"{stem}.pdf": to_pdf(sheet), f"{stem}.toml": as_toml(held)}
    content |= {name + SIGNATURE: signature_of(notebook, data) for name, data in content.items()}
    for name, data in content.items():
        write_clear(notebook, folder / name, data, "client_copy", client=client, act=Act.COPIED)
    return tuple(folder / name for name in content)


def write_log(notebook: Notebook, client: str, folder: Path, day: date) -> Path:
    """Write who used a client's data as PDF, in the client's language; return the file.

    Raises:
        Refusal: as ``write_copy``.
    """
    require_clear_folder(notebook, folder)
    held = everything_about(notebook, client, Act.PRINTED)
    with speaking(held.language):
        sheet = looked_sheet(held.looked, held.name, day)
    return _write(notebook, sheet, folder, "client_log", client)


def write_told(notebook: Notebook, client: str, folder: Path, day: date) -> Path:
    """Write what was told about a client as PDF, in the client's language; return the file.

    Raises:
        Refusal: as ``write_copy``.
    """
    require_clear_folder(notebook, folder)
    held = everything_about(notebook, client, Act.PRINTED)
    with speaking(held.language):
        sheet = told_sheet(held.told, held.name, day)
    return _write(notebook, sheet, folder, "client_told", client)


def _write(notebook: Notebook, sheet: Sheet, folder: Path, what: str, client: str) -> Path:
    path = folder / f"page-{secrets.token_hex(4)}.pdf"
    write_clear(notebook, path, to_pdf(sheet), what, client=client, act=Act.PRINTED)
    return path
