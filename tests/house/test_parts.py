"""The software bill of materials names every part of an install, with the hashes that the installer asks for."""

from __future__ import annotations

import json
import re
from typing import Any

from docs.list_parts import bill
from tests.house.test_constraints import pinned
from tests.house.tree import ROOT


def parts() -> dict[str, dict[str, Any]]:
    return {part["name"]: part for part in bill()["components"]}


def test_every_part_with_its_version_and_hashes() -> None:
    assert {name: {part["version"]} for name, part in parts().items()} == pinned("constraints.txt")
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    listed = [one["content"] for part in parts().values() for one in part["externalReferences"][0]["hashes"]]
    assert sorted(listed) == sorted(re.findall(r"sha256:([0-9a-f]{64})", text))


def test_who_needs_what_is_closed() -> None:
    found = bill()
    known = {part["bom-ref"] for part in found["components"]} | {found["metadata"]["component"]["bom-ref"]}
    needs = {one["ref"]: set(one["dependsOn"]) for one in found["dependencies"]}
    assert set(needs) == known
    assert set().union(*needs.values()) <= known
    textual = next(part["bom-ref"] for part in found["components"] if part["name"] == "textual")
    assert textual in needs[found["metadata"]["component"]["bom-ref"]]
    assert needs[textual]


def test_the_same_versions_give_the_same_bill_and_no_address() -> None:
    text = json.dumps(bill())
    assert text == json.dumps(bill())
    assert "://" not in text.replace("urn:uuid:", "")
