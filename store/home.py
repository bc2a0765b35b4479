"""The home folder: where the notebook and everything beside it stand on this laptop."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_CLOUD_MARKS = (
    ("OneDrive", ("onedrive",)),
    ("Dropbox", ("dropbox",)),
    ("iCloud", ("icloud", "mobile documents", "com~apple~clouddocs")),
    ("Google Drive", ("google drive", "googledrive", "my drive")),
    ("Nextcloud", ("nextcloud", "owncloud")),
)
"""Names that the folders of the common cloud services carry; a folder's name may go on ("OneDrive - Office")."""

SET_ASIDE = "set-aside-"
"""How the folders begin into which a notebook is put that another one takes the place of."""


@dataclass(frozen=True)
class Home:
    """One home folder. Nothing personal is in any of its file names (DESIGN §5).

    Args:
        folder: the folder; it need not exist yet.
    """

    folder: Path

    @classmethod
    def chosen(cls, folder: Path | str | None = None) -> Home:
        """Return the home that was asked for.

        Args:
            folder: what ``--home`` said; without it ``REPPU_HOME``, without that the usual place of this system.
        """
        named = folder or os.environ.get("REPPU_HOME")
        if named:
            return cls(Path(named).expanduser().absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("reppu", appauthor=False))

    @property
    def notebook(self) -> Path:
        """The encrypted notebook. Where it stands, there is a notebook; where it does not, there is none."""
        return self.folder / "notebook.db"

    @property
    def keys(self) -> Path:
        """The slots: the notebook's key, locked with each worker's passphrase."""
        return self.folder / "keys.toml"

    @property
    def settings(self) -> Path:
        """Language and theme: needed before a passphrase is typed."""
        return self.folder / "settings.toml"

    @property
    def lock(self) -> Path:
        """The file that an open notebook holds locked, so that no second program opens it."""
        return self.folder / "notebook.lock"

    @property
    def mark(self) -> Path:
        """How far the use log had come at the last save: a log that ends earlier has lost something."""
        return self.folder / "notebook.mark"

    @property
    def set_aside(self) -> list[Path]:
        """Folders of notebooks that were put aside at a restore: what somebody may still want to look into."""
        return sorted(self.folder.glob(f"{SET_ASIDE}*"))

    @property
    def backups(self) -> Path:
        """Encrypted copies of the notebook."""
        return self.folder / "backups"

    @property
    def erasures(self) -> Path:
        """Who was erased, ids only and signed: a restore applies it before it opens."""
        return self.folder / "erasures.toml"

    @property
    def renewal(self) -> Home:
        """Where a notebook with a new raw key is built before it takes the place of the old one."""
        return Home(self.folder / "renewal")

    @property
    def outbox(self) -> Path:
        """Bundles made here."""
        return self.folder / "outbox"

    @property
    def inbox(self) -> Path:
        """Bundles that came here."""
        return self.folder / "inbox"

    @property
    def has_notebook(self) -> bool:
        """Whether a notebook stands here, readable or not."""
        return self.notebook.exists()

    def cloud_service(self) -> str | None:
        """Name the cloud service that this folder is synchronised with, or None.

        A notebook in a synchronised folder is copied to the service's machines, and two laptops that both write
        it damage it; the person is warned (DESIGN §5). Told by the names of the folders above it.
        """
        folders = {self.folder, self.folder.resolve()}
        for part in {part.casefold() for folder in folders for part in folder.parts}:
            for service, marks in _CLOUD_MARKS:
                if any(part == mark or part.startswith((f"{mark} ", f"{mark}-")) for mark in marks):
                    return service
        return None
