"""The client's copy checked with programs that we did not write: ssh-keygen verifies it, any TOML parser reads it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from store.bundle import signers
from store.notebook import Notebook
from store.writing import Entry, save
from tests.real.test_ssh_keygen_bundle import keygen
from tests.store.bundle.delivered import new_client
from tests.store.test_rights import DAY
from tui.paper.writing import write_copy


def test_ssh_keygen_verifies_the_copy_and_tomllib_reads_it(notebook: Notebook, tmp_path: Path) -> None:
    client = new_client(notebook, "Aaltonen")
    save(notebook, Entry("client", {"goals": "Keittiö"}, id=client))
    out = tmp_path / "out"
    out.mkdir()
    pdf, toml, pdf_signature, toml_signature = write_copy(notebook, client, out, DAY)
    (tmp_path / "allowed_signers").write_text(signers(notebook))
    verify: list[str | Path] = ["-Y", "verify", "-f", "allowed_signers", "-I", "own", "-n", "reppu-copy", "-s"]
    for file, signature in ((pdf, pdf_signature), (toml, toml_signature)):
        keygen(*verify, signature, folder=tmp_path, given=file.read_bytes())
        keygen(*verify, signature, folder=tmp_path, given=file.read_bytes() + b" ", good=False)
    held = tomllib.loads(toml.read_text(encoding="utf-8"))
    (card,) = [one for one in held["record"] if one["type"] == "client"]
    assert card["values"]["goals"] == "Keittiö"
    assert [change["set"].get("goals") for change in card["change"]] == [None, "Keittiö"]
    assert held["use"]
