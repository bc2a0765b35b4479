"""The main job, as a stranger would do it: CSV in, visits and items, a bundle out, and ssh-keygen says yes."""

from __future__ import annotations

import subprocess

from tests.tui.cli.doing import Desk

PEOPLE = """Etunimi;Sukunimi;Kunta;Puhelin
Aalto;Havu;Lahti;000 123 456
Vuono;Kivi;Oulu;
"""
EMPLOYERS = """Arbetsgivare,Bransch,Kommun
Kahvila Usvanjyvä,ravitsemus,Lahti
"""


def test_from_first_run_to_a_bundle_that_ssh_keygen_verifies(desk: Desk) -> None:
    """Issue 2: init → import → record set → card and trust → export → inspect → unseal → split → ssh-keygen."""
    desk.init("office", "office")
    desk.init("home")
    words = desk.ask("office", "card", "office-card.toml")["words"]
    assert len(words.split()) == 6
    assert desk.ask("home", "trust", "office-card.toml", "--words", words.upper())["role"] == "office"
    card = desk.ask("home", "card", "card.toml")
    trusted = desk.ask("office", "trust", "card.toml", "--words", card["words"])
    assert trusted["fingerprint"] == card["fingerprint"]
    _write_records(desk)
    (desk.folder / "stick").mkdir()
    exported = desk.ask("home", "export", "stick")
    assert exported["sealed"] is True
    (bundle,) = exported["files"]
    assert bundle.endswith(".toml.age")
    seen = desk.ask("office", "inspect", bundle)
    assert seen["signer"] == card["fingerprint"]
    assert seen["principal"] == trusted["principal"]
    assert seen["records"]["disclosure_item"] == 1
    _verify(desk, bundle, trusted["principal"])


def _write_records(desk: Desk) -> None:
    people, employers = desk.write("people.csv", PEOPLE), desk.write("employers.csv", EMPLOYERS)
    assert desk.ask("home", "import", "people", people, "--dry-run")["saved"] == 0
    assert desk.ask("home", "record", "list", "client") == []
    assert desk.ask("home", "import", "people", people)["saved"] == 2
    assert desk.ask("home", "import", "employers", employers)["saved"] == 1
    (client,) = desk.ask("home", "record", "list", "client", "--where", "given_name=Aalto")
    (employer,) = desk.ask("home", "record", "list", "employer")
    event = desk.write(
        "event.toml",
        'kind = "employer_visit"\nstatus = "held"\nday = 2026-11-24\nstart = 09:30:00\n'
        f'employer = "{employer["id"]}"\npresent = ["coach", "client"]\n',
    )
    saved = desk.ask("home", "record", "set", "event", "--values", event)
    item = desk.write(
        "item.toml",
        f'client = "{client["id"]}"\nitem = "written_instructions"\ndecision = "tell"\n'
        f'employers = ["{employer["id"]}"]\nwording = "Muistan parhaiten, kun saan ohjeet kirjallisina."\n',
    )
    desk.ask("home", "record", "set", "disclosure_item", "--values", item)
    shown = desk.ask("home", "record", "show", "event", saved["id"])
    assert shown["values"]["start"] == "09:30:00"
    assert shown["values"]["present"] == ["client", "coach"]
    assert shown["heads"] == [saved["change"]]


def _verify(desk: Desk, bundle: str, principal: str) -> None:
    """Open the seal with the office's identity, split, and let OpenSSH judge."""
    from store.home import Home
    from store.notebook import Notebook
    from tests.notebooks import PASSPHRASE

    with Notebook.unlock(Home(desk.folder / "office"), PASSPHRASE) as office:
        identity = office.secret("age_identity")
    assert identity is not None
    desk.write("identity", f"{identity.decode()}\n")
    assert desk.run("unseal", bundle, "bundle.toml", "--identity", "identity").code == 0
    (desk.folder / "parts").mkdir()
    assert desk.run("split", "bundle.toml", "parts").code == 0
    signers = desk.open("office", "signers")
    assert signers.code == 0
    desk.write("allowed_signers", signers.said)
    verified = subprocess.run(
        [
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            "allowed_signers",
            "-I",
            principal,
            "-n",
            "reppu-changes",
            "-s",
            "parts/payload.sig",
        ],
        cwd=desk.folder,
        input=(desk.folder / "parts" / "payload").read_bytes(),
        capture_output=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stderr
