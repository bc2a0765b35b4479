"""Runs commands on a full or a read-only disk and prints what they did as JSON; see test_disk_commands.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select

from store.home import Home
from store.notebook import Notebook
from store.records import RECORD_TYPES
from tests.notebooks import PASSPHRASE, make_notebook
from tests.real.disk_child import fill
from tests.tui.cli.doing import Desk
from tui.language import LANGUAGES

IN_EVERY_LANGUAGE = ("import", "suspect")
NEW_PASSPHRASE = "kuusi pilvi harava lumme tikku"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file that lasts, with its content."""
    kept = ("notebook.lock", "notebook.db-shm", "notebook.db-wal")
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name not in kept}


def run_all(desk: Desk, home: Path) -> list[dict[str, object]]:
    """Run every command that writes, in each language; return what each did and whether a file changed."""
    new = desk.write("new", f"{NEW_PASSPHRASE}\n")
    people = desk.write("people.csv", "given_name\n" + "".join(f"Keksitty{number}\n" for number in range(3000)))
    commands: dict[str, tuple[str | Path, ...]] = {
        "import": ("import", "people", people),
        "backup": ("backup", desk.folder),
        "change": ("passphrase", "change", "--new-passphrase-file", new),
        "suspect": ("passphrase", "suspect", "--new-passphrase-file", new),
        "init": ("init", "--role", "coach", "--name", "Testi", "--language"),
    }
    done = []
    for language in LANGUAGES:
        for name, words in commands.items():
            if name not in IN_EVERY_LANGUAGE and language != LANGUAGES[0]:
                continue
            before = files_of(home.parent)
            where = home.parent / "other" if name == "init" else home
            ran = desk.open(where, *words, *([language] if name == "init" else []), language=language)
            done.append(
                {
                    "command": name,
                    "language": language,
                    "code": ran.code,
                    "said": ran.said,
                    "complained": ran.complained,
                    "unchanged": files_of(home.parent) == before,
                }
            )
    return done


def prepare(folder: Path, case: str) -> tuple[Desk, Path]:
    """Mount the disk with a notebook on it, which names no language of its own."""
    disk = folder / "disk"
    disk.mkdir()
    (folder / "desk").mkdir()
    if case == "full":
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=True)
    home = disk / "home"
    make_notebook(home).close()
    (home / "settings.toml").unlink()
    if case == "full":
        fill(disk)
    else:
        subprocess.run(["mount", "--bind", str(disk), str(disk)], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", str(disk)], check=True)
    return Desk(folder / "desk"), home


def main(case: str, folder: Path) -> None:
    """Do it all and say whether the notebook is whole afterwards."""
    desk, home = prepare(folder, case)
    done = run_all(desk, home)
    if case == "full":
        (home.parent / "filler").unlink()
        with Notebook.unlock(Home(home), PASSPHRASE) as notebook, notebook.reading() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            clients = connection.scalar(select(func.count()).select_from(RECORD_TYPES["client"].table))
    else:
        whole, clients = True, 0
    sys.stdout.write(json.dumps({"done": done, "whole": whole, "clients": clients}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
