"""The exact versions: every one with its hashes, none with an address, and nothing missing or out of bounds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

FILES = ("constraints.txt", "constraints-develop.txt")

_PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+?))? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?P<more> \\)?")


def read_pins(text: str) -> dict[str, set[str]]:
    """Return the versions pinned for each name, by which every line has to be a pin or one of its hashes.

    Raises:
        ValueError: a line is neither, or a pin has no hash.
    """
    pins: dict[str, set[str]] = {}
    more = False
    for line in text.splitlines():
        if more:
            found = _HASH.fullmatch(line)
            if found is None:
                raise ValueError(f"not a hash: {line}")
            more = found["more"] is not None
            continue
        pin = _PIN.fullmatch(line)
        if pin is None:
            raise ValueError(f"not a pin with hashes: {line}")
        pins.setdefault(canonicalize_name(pin["name"]), set()).add(pin["version"])
        more = True
    if more:
        raise ValueError("the last pin has no hash")
    return pins


def pinned(name: str) -> dict[str, set[str]]:
    return read_pins((ROOT / name).read_text(encoding="utf-8"))


def wanted(*, extras: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    if extras:
        lines += [line for more in project["optional-dependencies"].values() for line in more]
    return [Requirement(line) for line in lines]


def unmet(requirements: Iterable[Requirement], pins: dict[str, set[str]]) -> list[str]:
    """Return the requirements for which no pinned version is within the bounds."""
    return [
        str(requirement)
        for requirement in requirements
        if not any(
            requirement.specifier.contains(version) for version in pins.get(canonicalize_name(requirement.name), ())
        )
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_pin_or_its_hash(name: str) -> None:
    assert len(pinned(name)) > 10


@pytest.mark.parametrize("name", FILES)
def test_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "extras"), [("constraints.txt", False), ("constraints-develop.txt", True)])
def test_everything_that_pyproject_asks_for_is_pinned_within_its_bounds(name: str, extras: bool) -> None:
    assert unmet(wanted(extras=extras), pinned(name)) == []


@pytest.mark.parametrize("name", FILES)
def test_everything_that_the_pinned_ones_need_is_pinned_too(name: str) -> None:
    """The installer refuses a hashed install with anything unpinned in it; better here than on a coach's laptop."""
    pins = pinned(name)
    needed = {requirement.name: requirement for requirement in wanted(extras=name != "constraints.txt")}
    waiting = list(needed.values())
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        key = f"{canonicalize_name(requirement.name)}{sorted(requirement.extras)}"
        if key in seen:
            continue
        seen.add(key)
        assert canonicalize_name(requirement.name) in pins, str(requirement)
        waiting += needs_of(requirement)


def needs_of(requirement: Requirement) -> list[Requirement]:
    """Return what a package needs on this machine, with the extras that were asked for; nothing if it is not here."""
    environment = {key: str(value) for key, value in default_environment().items()}
    try:
        found = [Requirement(line) for line in requires(requirement.name) or ()]
    except PackageNotFoundError:
        return []
    return [
        need
        for need in found
        if need.marker is None
        or any(need.marker.evaluate({**environment, "extra": extra}) for extra in ("", *requirement.extras))
    ]


def test_developing_and_running_use_the_same_versions() -> None:
    run, develop = pinned("constraints.txt"), pinned("constraints-develop.txt")
    assert {name: versions for name, versions in run.items() if develop.get(name) != versions} == {}


def test_every_dependency_has_a_lower_and_an_upper_bound() -> None:
    open_ended = [
        str(requirement)
        for requirement in wanted(extras=True)
        if not {">=", "<"} <= {bound.operator for bound in requirement.specifier}
    ]
    assert open_ended == []


@pytest.mark.parametrize(
    "text",
    [
        "tomli==2.5.0\n",
        "tomli==2.5.0 \\\n",
        "tomli>=2.5 \\\n    --hash=sha256:" + "0" * 64 + "\n",
        "tomli==2.5.0 \\\n    --hash=sha256:" + "0" * 63 + "\n",
        "--extra-index-url packages.example\n",
        "tomli @ packages.example/tomli.whl \\\n    --hash=sha256:" + "0" * 64 + "\n",
    ],
)
def test_anything_else_is_noticed(text: str) -> None:
    with pytest.raises(ValueError, match=r"pin|hash"):
        read_pins(text)


def test_a_version_out_of_bounds_is_noticed() -> None:
    assert unmet([Requirement("tomli>=2.5,<3")], {"tomli": {"2.4.1", "3.0"}}) == ["tomli<3,>=2.5"]
