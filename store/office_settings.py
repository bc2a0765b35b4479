"""The office's settings for all its laptops, and the number that says how new they are (BUNDLE.md, `[delivery]`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.idle import MOST_IDLE_SETTING, as_minutes
from store.notebook import put_setting
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import setting
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

VERSION = "settings_version"
"""Setting: number of the office's settings; it only grows."""

_rows = RECORD_TYPES["office_setting"].table
_standing = select(_rows).where(_rows.c.removed.is_(False)).order_by(_rows.c.name, _rows.c.id)


def set_office_setting(notebook: Notebook, name: str, value: str | None) -> Saved:
    """Give a setting to all laptops; the next deliveries carry it.

    Args:
        notebook: of the office.
        name: one of ``store.records.office.OFFICE_SETTINGS``.
        value: None leaves each laptop its usual one.

    Raises:
        Refusal: NOT_ALLOWED on a laptop; BAD_VALUES for a name or value that there is not.
    """
    if notebook.identity.role != "office":
        raise Refusal(Reason.NOT_ALLOWED, record="office_setting")
    if value is not None and not _is_allowed(name, value):
        raise Refusal(Reason.BAD_VALUES, record="office_setting", fields="value")
    with notebook.writing() as connection:
        held = connection.scalar(select(_rows.c.id).where(_rows.c.name == name).order_by(_rows.c.id).limit(1))
        entry = Entry("office_setting", {"name": name, "value": value}, id=held)
        before = settings_version(connection)
        saved = Writer(connection, notebook.identity).save(entry)
        put_setting(connection, VERSION, str(before + 1))
        return saved


def _is_allowed(name: str, value: str) -> bool:
    if name == "permission_age_days":
        return value.isdecimal() and len(value) < 4
    return name != MOST_IDLE_SETTING or as_minutes(value) is not None


def office_settings(notebook: Notebook) -> dict[str, str]:
    """Return the settings that the office gave, by name; what it gave no value has none."""
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.LISTED, record="office_setting")
        found = connection.execute(_standing).all()
    return {row.name: row.value for row in found if row.value is not None}


def settings_version(connection: Connection) -> int:
    """Return the number of the office's settings."""
    return int(connection.scalar(select(setting.c.value).where(setting.c.name == VERSION)) or 0)


def raise_version(connection: Connection, known: int) -> int:
    """Return the number of the settings, above what a laptop has of an office that went back in time.

    Args:
        connection: from a writing transaction.
        known: the number that the laptop has.
    """
    version = settings_version(connection)
    if known > version:
        version = known + 1
        put_setting(connection, VERSION, str(version))
    return version
