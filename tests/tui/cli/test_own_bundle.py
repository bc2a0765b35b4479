"""A coach checks what the notebook has just written, and the office opens it with the recipe as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notebooks import make_notebook
from tests.store.bundle.enrolment import enrol
from tests.tui.cli.doing import ROOT, Desk, is_one_sentence

PAGE = ROOT / "docs" / "bundle.md"


@pytest.fixture
def enrolled(desk: Desk) -> tuple[Desk, str, str]:
    """An office and a coach who trust each other, the coach's principal there, and one sealed bundle.

    The commands for this are driven in ``test_main_path.py``; here the root stands on no stick: making it is slow.
    """
    office = make_notebook(desk.folder / "office", role="office", name="Testi Toimisto", language="en")
    home = make_notebook(desk.folder / "home", language="en")
    with office, home:
        enrol(office, home, desk.folder / "cards")
    (desk.folder / "stick").mkdir()
    (bundle,) = desk.ask("home", "export", "stick")["files"]
    return desk, "coach-1", bundle


def lines_of(desk: Desk, home: str) -> dict[str, tuple[set[str], str]]:
    """Return what ``reppu signers`` lists: principal → namespaces and key."""
    done = desk.open(home, "signers")
    assert (done.code, done.complained) == (0, "")
    found = {}
    for line in done.said.splitlines():
        match = re.fullmatch(r'([a-z0-9-]+) namespaces="([a-z,-]+)" (ssh-ed25519 \S+)', line)
        assert match is not None, line
        found[match[1]] = (set(match[2].split(",")), match[3])
    return found


def test_a_coach_lists_the_own_key_with_the_namespaces_of_a_coach(enrolled: tuple[Desk, str, str]) -> None:
    desk, _, _ = enrolled
    listed = lines_of(desk, "home")
    assert set(listed) == {"root", "office-1", "own"}
    assert listed["own"][0] == {"reppu-changes", "reppu-card", "reppu-recovery", "reppu-copy"}
    assert listed["root"][0] == {"reppu-roster"}
    assert "reppu-receipt" in listed["office-1"][0]
    assert len({key for _, key in listed.values()}) == 3


def test_an_office_is_listed_once_and_by_the_name_of_its_roster(enrolled: tuple[Desk, str, str]) -> None:
    desk, principal, _ = enrolled
    assert set(lines_of(desk, "office")) == {"root", "office-1", principal}


def test_before_anybody_is_trusted_the_own_key_is_the_whole_list(coach: Desk) -> None:
    assert set(lines_of(coach, "home")) == {"own"}


def test_what_is_taken_in_never_asks_the_own_line(enrolled: tuple[Desk, str, str]) -> None:
    """Trusting oneself is for looking: a bundle that we signed is taken in by nobody here."""
    from store.bundle.signature import public_key_of
    from store.bundle.trusted import own_keys, reader_of
    from store.home import Home
    from store.notebook import Notebook
    from tests.notebooks import PASSPHRASE

    desk, _, _ = enrolled
    with Notebook.unlock(Home(desk.folder / "home"), PASSPHRASE) as notebook:
        reader = reader_of(notebook)
        assert reader.signers is not None
        assert reader.signers.find(public_key_of(own_keys(notebook).seed)) is None


def test_the_recipe_as_it_stands_at_the_office(enrolled: tuple[Desk, str, str]) -> None:
    """Every line of docs/bundle.md in one shell; the first is our own command, which asks for the passphrase."""
    desk, principal, bundle = enrolled
    found = re.search(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    recipe = found[1].replace("PRINCIPAL", principal)
    assert recipe.startswith("reppu unseal nippu.toml.age nippu.toml ")
    (desk.folder / "nippu.toml.age").write_bytes(Path(desk.folder / bundle).read_bytes())
    desk.write("allowed_signers", desk.open("office", "signers").said)
    ran = in_a_terminal(desk, recipe)
    assert f"for {principal} with ED25519 key" in ran, ran
    assert (desk.folder / "nippu.toml").stat().st_mode & 0o777 == 0o600
    # The coach, whose notebook it was not sealed to, cannot open it; and nothing is written over.
    refused = desk.open("home", "unseal", "nippu.toml.age", "other.toml")
    assert refused.code == 1
    assert is_one_sentence(refused.complained)
    assert not (desk.folder / "other.toml").exists()
    assert desk.open("office", "unseal", "nippu.toml.age", "nippu.toml").code == 1


def in_a_terminal(desk: Desk, recipe: str) -> str:
    """Run shell lines where a passphrase can be typed without echo; return what the terminal showed."""
    import os
    import pty

    programs = desk.folder / "programs"
    programs.mkdir()
    reppu = programs / "reppu"
    reppu.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tui.cli "$@"\n', encoding="utf-8")
    reppu.chmod(0o755)
    leader, follower = pty.openpty()
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(desk.folder),
        "REPPU_HOME": str(desk.folder / "office"),
        "LANG": "en_FI.UTF-8",
    }
    child = subprocess.Popen(
        ["sh", "-e", "-c", recipe],
        cwd=desk.folder,
        env=environment,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(follower)
    shown, typed = b"", False
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
        if not typed and b"passphrase" in shown.lower():
            typed = True
            os.write(leader, desk.passphrase.read_bytes())
    assert child.wait() == 0, shown
    os.close(leader)
    assert desk.passphrase.read_bytes().strip() not in shown, "the passphrase was echoed"
    return shown.decode()


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_opening_a_seal_with_the_notebook_stands_in_its_use_log(enrolled: tuple[Desk, str, str]) -> None:
    """A file in clear is never made without a line."""
    from store.home import Home
    from store.notebook import Notebook
    from store.use_log import lines
    from tests.notebooks import PASSPHRASE

    desk, _, bundle = enrolled
    assert desk.open("office", "unseal", bundle, "clear.toml").code == 0
    with Notebook.unlock(Home(desk.folder / "office"), PASSPHRASE) as notebook, notebook.reading() as connection:
        assert [line.ground for line in lines(connection) if line.act == "exported"] == ["unsealed"]
