"""``make sbom``: the software bill of materials, CycloneDX 1.6 in JSON, from the exact versions with their hashes.

Every part that an install brings is in it, with the hashes that the installer holds it against, its licence as the
part itself says, and what it needs in turn. The same versions give the same text: there is no clock in it.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "dist" / "reppu.cdx.json"

_PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+?))? \\$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAMESPACE = uuid.UUID("6f1d4a6e-0c0e-5d7b-9d43-3c0f6d1f7a10")


def read_pins(text: str) -> list[dict[str, Any]]:
    """Return name, version, marker and hashes of every pin, in their order."""
    pins: list[dict[str, Any]] = []
    for line in text.splitlines():
        if found := _PIN.match(line):
            pins.append({**found.groupdict(), "hashes": []})
        elif found := _HASH.search(line):
            pins[-1]["hashes"].append(found[1])
    return pins


def bill() -> dict[str, Any]:
    """Return the whole bill."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = read_pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    references = {canonicalize_name(pin["name"]): _reference(pin) for pin in pins}
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    needs = [canonicalize_name(Requirement(line).name) for line in project["dependencies"]]
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "purl": own,
            }
        },
        "components": [_component(pin) for pin in pins],
        "dependencies": [
            {"ref": own, "dependsOn": sorted(references[name] for name in needs)},
            *[{"ref": _reference(pin), "dependsOn": _needs(pin["name"], references)} for pin in pins],
        ],
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(content, sort_keys=True))
    return {**content, "serialNumber": f"urn:uuid:{serial}"}


def _reference(pin: dict[str, Any]) -> str:
    return f"pkg:pypi/{canonicalize_name(pin['name'])}@{pin['version']}"


def _component(pin: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": _reference(pin),
        "name": pin["name"],
        "version": pin["version"],
        "purl": _reference(pin),
        # One for each file that an installer may choose: a wheel for each system, and the source.
        "externalReferences": [
            {
                "type": "distribution",
                "url": _reference(pin),
                "hashes": [{"alg": "SHA-256", "content": one} for one in pin["hashes"]],
            }
        ],
    }
    installed = _installed(pin["name"])
    licence = _licence(installed) if installed is not None else ""
    if licence:
        found["licenses"] = [{"license": {"name": licence}}]
    if pin["marker"]:
        found["properties"] = [{"name": "reppu:only-where", "value": pin["marker"]}]
    return found


def _licence(installed: Distribution) -> str:
    """Return what a part says of its licence: one line, from the field that it has."""
    metadata = installed.metadata.json
    lines = metadata.get("classifier") or ()
    classifiers = [line.rsplit(" :: ", 1)[1] for line in lines if "License ::" in line]
    said = str(metadata.get("license_expression") or metadata.get("license") or "").strip()
    return said if said and "\n" not in said and len(said) < 100 else " / ".join(classifiers)


def _needs(name: str, references: Mapping[NormalizedName, str]) -> list[str]:
    installed = _installed(name)
    lines = installed.requires or () if installed is not None else ()
    needed = {canonicalize_name(Requirement(line).name) for line in lines if "extra ==" not in line}
    return sorted(references[one] for one in needed if one in references)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        # Only on another system: its marker says where.
        return None


def main() -> None:
    """Write the bill."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {len(bill()['components'])} parts\n")


if __name__ == "__main__":
    main()
