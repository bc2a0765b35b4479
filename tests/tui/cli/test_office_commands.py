"""``reppu office``, ``put-away``, ``passphrase recover`` and ``card --new-key``: driven as a person drives them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.bundle.trusting import found_office
from store.home import Home
from store.keys.root import create_root
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.tui.cli.doing import Done
from tui.cli import main
from tui.language import choose, chosen

ROOT_PASSPHRASE = "kuusi vihreää ruuvia 41 laatikossa"
SECOND = "toinen ihminen avaa kaapin kanssani"
NEW = "uusi kettu hyppää vanhan aidan yli"


@dataclass(frozen=True)
class Scene:
    """An office with its root on a stick, and a coach's laptop, both closed.

    Attributes:
        folder: where they stand, and the sticks.
        run: does a command on a home.
        worker: id of the coach.
        first: id of who founded the office.
    """

    folder: Path
    run: Callable[..., Done]
    worker: str
    first: str

    def office(self, *words: str | Path) -> Any:
        """Do an act of the office and return its JSON; it must have been done."""
        done = self.run("office", "office", *words, "--json")
        assert (done.code, done.complained) == (0, ""), done
        return json.loads(done.said)

    def file(self, name: str, text: str) -> Path:
        """Write a passphrase file."""
        path = self.folder / name
        path.write_text(f"{text}\n", encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def office_scene_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The scene, made once: the root on its stick is slow by design."""
    folder = tmp_path_factory.mktemp("office-scene")
    sticks = [folder / "stick-1", folder / "stick-2"]
    for stick in sticks:
        stick.mkdir()
    with make_notebook(folder / "office", role="office", name="Testi Toimisto") as office:
        found_office(office, create_root(sticks, ROOT_PASSPHRASE))
        first = office.identity.worker
    with make_notebook(folder / "coach") as coach:
        worker = coach.identity.worker
    return folder, worker, first


@pytest.fixture
def scene(
    office_scene_template: tuple[Path, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Scene]:
    """A copy of the scene; commands run in this process."""
    template, worker, first = office_scene_template
    folder = tmp_path / "scene"
    shutil.copytree(template, folder)
    passphrase = folder / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    spoken = chosen()
    monkeypatch.chdir(folder)
    for name in ("REPPU_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))

    def run(home: str, *words: str | Path, opens: bool = True, language: str = "en", file: Path = passphrase) -> Done:
        # A home speaks its own language; the scene's are asked in the one of the test.
        (folder / home / "settings.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
        known = ["--passphrase-file", str(file)] if opens else []
        code = main([*map(str, words), "--home", str(folder / home), *known])
        captured = capfd.readouterr()
        return Done(code, captured.out, captured.err)

    yield Scene(folder, run, worker, first)
    choose(spoken)


def enrol(scene: Scene, home: str = "coach", name: str = "coach") -> str:
    """Exchange cards with the six words; return the laptop's principal."""
    office_card, card = scene.folder / f"office-for-{name}.toml", scene.folder / f"{name}.toml"
    words = json.loads(scene.run("office", "card", office_card, "--json").said)["words"]
    assert scene.run(home, "trust", office_card, "--words", words).code == 0
    words = json.loads(scene.run(home, "card", card, "--json").said)["words"]
    return str(json.loads(scene.run("office", "trust", card, "--words", words, "--json").said)["principal"])


def swap(scene: Scene, *homes: str) -> None:
    """Carry one stick from notebook to notebook."""
    stick = scene.folder / "stick"
    stick.mkdir(exist_ok=True)
    for home in homes:
        done = scene.run(home, "swap", stick)
        assert done.code == 0, done


def clients(scene: Scene, home: str) -> list[str]:
    """Return the clients' given names in a notebook."""
    listed = json.loads(scene.run(home, "record", "list", "client", "--json").said)
    return sorted(row["values"]["given_name"] for row in (listed["records"] if isinstance(listed, dict) else listed))


def client_at_office(scene: Scene, name: str = "Aalto") -> str:
    """Write a client's card at the office."""
    with Notebook.unlock(Home(scene.folder / "office"), PASSPHRASE) as office:
        return save(office, Entry("client", {"given_name": name})).id


def test_a_first_day_from_the_cards_to_the_clients(scene: Scene) -> None:
    principal = enrol(scene)
    swap(scene, "coach", "office")
    (laptop,) = scene.office("laptops")
    assert (laptop["principal"], laptop["worker"], laptop["claimed"]) == (principal, None, scene.worker)
    scene.office("laptop", principal, "--worker", scene.worker)
    scene.office("assign", client_at_office(scene), scene.worker, "--from", "2026-11-01")
    scene.office("setting", "permission_age_days", "5")
    delivered = scene.office("deliver", scene.folder / "stick")
    assert [(one["principal"], one["clients"]) for one in delivered] == [(principal, 1)]
    swap(scene, "coach", "office")
    assert clients(scene, "coach") == ["Aalto"]
    done = scene.run("office", "office", "deliver", scene.folder / "stick", principal)
    assert done.said == f"{principal}: the laptop has everything already.\n"
    listed = scene.run("office", "office", "laptops").said.splitlines()[1].split("  ")
    assert [cell for cell in listed if cell][:2] == ["coach-1", "Testi Valmentaja"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_help_and_the_lists_speak_three_languages(scene: Scene, language: str) -> None:
    said = scene.run("office", "office", "--help", opens=False, language=language).said
    assert {"fi": "merkitse sijaisuus", "sv": "anteckna ett vikariat", "en": "stand in"}[language] in said
    steps = scene.run("office", "office", "leaving", scene.first, language=language).said.splitlines()
    assert len(steps) == 5
    assert steps[0].startswith("[x]")
    assert steps[3].startswith("[ ]")


def test_a_substitute_and_a_coach_who_leaves(scene: Scene) -> None:
    enrol(scene)
    swap(scene, "coach", "office")
    by = scene.office("worker-add", "--name", "Testi Toinen", "--new-passphrase-file", scene.file("second", SECOND))
    client = client_at_office(scene)
    scene.office("assign", client, scene.worker, "--from", "2026-11-01")
    days = ("--from", "2027-01-01", "--to", "2027-01-14")
    assert len(scene.office("substitute", scene.worker, by["worker"], *days)["assignments"]) == 1
    assert len(scene.office("hand-clients-over", scene.worker, by["worker"])["assignments"]) == 1
    tasks = {step["task"]: step["done"] for step in scene.office("leaving", scene.worker)}
    assert tasks["clients_handed_over"]
    assert not tasks["worker_inactive"]
    scene.office("worker-remove", scene.worker)
    assert {step["task"]: step["done"] for step in scene.office("leaving", scene.worker)}["worker_inactive"]
    wrong = scene.run("office", "office", "assign", client, scene.worker, "--from", "tomorrow")
    assert (wrong.code, wrong.complained) == (2, "tomorrow is no day; write for example 2026-12-01\n")


def test_each_worker_of_the_office_opens_it_with_their_own_passphrase(scene: Scene) -> None:
    second = scene.file("second", SECOND)
    worker = scene.office("worker-add", "--name", "Testi Toinen", "--new-passphrase-file", second)["worker"]
    scene.office("roles", worker, "office", "supervisor")
    assert scene.run("office", "office", "laptops", file=second).code == 0
    scene.office("worker-remove", worker)
    gone = scene.run("office", "office", "laptops", file=second)
    assert gone.code == 1
    assert "passphrase" in gone.complained


def test_a_forgotten_passphrase(scene: Scene) -> None:
    enrol(scene)
    second = scene.office("worker-add", "--name", "Testi Toinen", "--new-passphrase-file", scene.file("s", SECOND))
    sent, back = scene.folder / "sent.toml", scene.folder / "back.toml"
    shutil.copy(scene.folder / "coach" / "keys.toml", sent)
    root = ("--root-folder", scene.folder / "stick-2", "--root-passphrase-file", scene.file("root", ROOT_PASSPHRASE))
    alone = scene.run("office", "office", "recover", sent, back, "--second", scene.first, *root)
    assert alone.code == 1
    assert alone.complained.startswith("Two different persons")
    made = scene.office("recover", sent, back, "--second", second["worker"], "--language", "sv", *root)
    said, new = scene.file("said", made["passphrase"]), scene.file("new", NEW)
    assert scene.run("coach", "passphrase", "recover", back, "--said-file", said, opens=False).code == 2
    words = ("passphrase", "recover", back, "--said-file", said, "--new-passphrase-file", new)
    done = scene.run("coach", *words, opens=False)
    assert (done.code, done.complained) == (0, "")
    assert scene.run("coach", "check", file=new).code == 0
    assert scene.run("coach", "check").code == 1


def test_a_lost_key_a_new_key_and_a_new_office_key(scene: Scene) -> None:
    old = enrol(scene)
    swap(scene, "coach", "office")
    card = scene.folder / "fresh.toml"
    card.write_text("here already", encoding="utf-8")
    assert scene.run("coach", "card", card, "--new-key").code == 1
    card.unlink()
    words = json.loads(scene.run("coach", "card", card, "--new-key", "--json").said)["words"]
    fresh = json.loads(scene.run("office", "trust", card, "--words", words, "--json").said)["principal"]
    assert fresh != old
    assert scene.office("cut-off", old, "--ground", "seen by others")["cut_off"]
    scene.office("laptop", fresh, "--worker", scene.worker)
    root = ("--root-folder", scene.folder / "stick-1", "--root-passphrase-file", scene.file("root", ROOT_PASSPHRASE))
    assert scene.office("succeed", *root)["principal"] == "office-2"
    scene.office("deliver", scene.folder / "stick", fresh)
    swap(scene, "coach")
    swap(scene, "office")
    shown = {one["principal"]: one for one in scene.office("laptops")}
    assert shown[fresh]["known_delivery"] == 1
    assert shown[old]["cut_off"] is not None
    signers = scene.run("coach", "signers").said
    assert "office-2" in signers
    assert "office-1" not in signers


def test_putting_away_says_what_waits(scene: Scene) -> None:
    assert scene.run("coach", "put-away").said == "Nothing waits to be removed from this laptop.\n"
    principal = enrol(scene)
    swap(scene, "coach", "office")
    scene.office("laptop", principal, "--worker", scene.worker)
    client = client_at_office(scene)
    scene.office("assign", client, scene.worker, "--from", "2026-11-01", "--to", "2030-01-01")
    scene.office("deliver", scene.folder / "stick")
    swap(scene, "coach")
    refused = scene.run("coach", "put-away", client)
    assert refused.code == 1
    assert refused.complained.startswith("The client is still this laptop's coach's")
    (assignment,) = (row["id"] for row in records(scene, "office", "assignment"))
    with Notebook.unlock(Home(scene.folder / "office"), PASSPHRASE) as office:
        save(office, Entry("assignment", {"end": date(2026, 11, 2)}, id=assignment))
    swap(scene, "office", "coach")
    assert "can be removed" in scene.run("coach", "put-away").said
    done = scene.run("coach", "put-away", client)
    assert done.said == "1 change was removed. It can be fetched back for 14 days.\n"
    assert clients(scene, "coach") == []
    assert scene.run("coach", "put-away", client, "--back").code == 0
    assert clients(scene, "coach") == ["Aalto"]
    assert scene.run("coach", "put-away", "--back").code == 2


def records(scene: Scene, home: str, record: str) -> list[dict[str, Any]]:
    """Return the records of a type in a notebook."""
    listed = json.loads(scene.run(home, "record", "list", record, "--json").said)
    return list(listed["records"] if isinstance(listed, dict) else listed)
