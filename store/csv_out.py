"""Tables as CSV, as office programs of this country open them: UTF-8 with its mark, semicolons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.clear_files import write_clear
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook

_NUMBER = re.compile(r"-?\d+(,\d+)?")


def write_rows(notebook: Notebook, path: Path, rows: Sequence[Sequence[str]], what: str) -> None:
    """Write a table in clear where a person chose, and log it.

    Args:
        notebook: an open notebook.
        path: of a file that is not there yet, in a folder that is.
        rows: the cells; one that a program would calculate is made a text, an amount below zero is not.
        what: code of what it is, for the list of files in clear and the log.

    Raises:
        Refusal: FOLDER_MISSING; FILE_EXISTS; what the disk said.
    """
    if not path.parent.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    write_clear(notebook, path, text.getvalue().encode("utf-8-sig"), what)


def _cell(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
