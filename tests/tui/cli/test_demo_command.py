"""``reppu demo``: the practice notebook from the command line, and its bundle checked by OpenSSH."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tui.cli import main
from tui.cli.commands import practice


def test_a_kept_practice_notebook_opens_and_its_bundle_verifies(desk: Desk, here: Here) -> None:
    """What README tells a stranger to do: demo, export, signers, split, ssh-keygen."""
    made = here("demo", "--no-tui", "--seed", "3", "--clients", "1", "--json")
    assert (made.code, made.complained) == (0, "")
    assert made.answer["practice"] is True
    assert "passphrase" not in made.answer
    assert len(here("record", "list", "client", "--json").answer) == made.answer["records"]["client"] == 1
    (desk.folder / "out").mkdir()
    exported = here("export", "out", "--json").answer
    assert exported["sealed"] is False
    (bundle,) = exported["files"]
    desk.write("allowed_signers", here("signers").said)
    assert here("inspect", bundle, "--signers", "allowed_signers", "--json", opens=False).answer["principal"]
    assert here("split", bundle, "out", opens=False).code == 0
    verified = subprocess.run(
        [
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            "allowed_signers",
            "-I",
            "practice-laptop",
            "-n",
            "reppu-practice-changes",
            "-s",
            "out/payload.sig",
        ],
        cwd=desk.folder,
        input=(desk.folder / "out" / "payload").read_bytes(),
        capture_output=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stderr
    again = here("demo", "--no-tui", "--clients", "1")
    assert again.code == 1
    assert is_one_sentence(again.complained)


def test_the_passphrase_of_a_kept_notebook_is_told_before_the_app_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who is killed in the app never comes to the end of the command: the notebook opens all the same."""
    home, told = tmp_path / "home", []

    def app_that_is_killed(opened: Home, passphrase: str) -> int:
        told.append((passphrase, passphrase in capsys.readouterr().out))
        return -9

    monkeypatch.setattr(practice, "_open_app", app_that_is_killed)
    main(["demo", "--home", str(home), "--clients", "1"])
    ((passphrase, before),) = told
    assert before
    Notebook.unlock(Home(home), passphrase).close()


def test_without_a_home_nothing_stays(desk: Desk) -> None:
    """The folder is a throw-away one: it says so, and it is gone; its passphrase was made and shown."""
    temporary = desk.folder / "temporary"
    temporary.mkdir()
    done = desk.run("demo", "--no-tui", "--clients", "1", "--json", environment={"TMPDIR": str(temporary)})
    assert (done.code, done.complained) == (0, "")
    assert done.answer["removed_at_exit"] is True
    assert len(done.answer["passphrase"].split()) == 5
    assert not Path(done.answer["home"]).exists()
    assert list(temporary.iterdir()) == []


def test_the_same_seed_prints_the_same_records(desk: Desk, here: Here) -> None:
    """Two homes, one seed: every client, employer and event with its id and values."""
    answers = []
    for home in ("one", "two"):
        options = ("--home", home, "--passphrase-file", str(desk.passphrase))
        assert here("demo", "--no-tui", "--seed", "5", "--clients", "2", *options, opens=False).code == 0
        listed = [
            here("record", "list", name, "--json", *options, opens=False).answer
            for name in ("client", "employer", "event", "event_client_part", "disclosure_item", "worker", "phrase")
        ]
        answers.append([[(one["id"], one["client"], one["values"]) for one in records] for records in listed])
    assert answers[0] == answers[1]
    assert all(answers[0])
