"""The locks say what pyproject.toml asks for, exactly, with hashes, and name no place to fetch it from."""

import json
import re
import tomllib
from pathlib import Path
from typing import cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements/runtime.lock", "requirements/dev.lock", "requirements/judges.lock"]


def _project() -> dict[str, dict[str, list[str]]]:
    return cast("dict[str, dict[str, list[str]]]", tomllib.loads((ROOT / "pyproject.toml").read_text()))


def _locked(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Read a lock: for each package its requirement and the hashes of its files."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement, *hashes = re.split(r"\s+--hash=", line)
        parsed = Requirement(requirement)
        found[canonicalize_name(parsed.name)] = (parsed, [item.strip() for item in hashes])
    return found


@pytest.mark.parametrize(
    ("lock", "table", "key"),
    [
        ("requirements/runtime.lock", "project", "dependencies"),
        ("requirements/dev.lock", "project", "dependencies"),
        ("requirements/dev.lock", "dependency-groups", "dev"),
    ],
)
def test_every_direct_dependency_is_locked_within_its_bounds(lock: str, table: str, key: str) -> None:
    locked = _locked(lock)
    wrong: list[str] = []
    for wanted in map(Requirement, _project()[table][key]):
        have = locked.get(canonicalize_name(wanted.name))
        version = str(have[0].specifier).removeprefix("==") if have else ""
        if not version or not wanted.specifier.contains(version, prereleases=True):
            wrong.append(str(wanted))
    assert not wrong, "run requirements/lock.sh"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_exact_and_has_hashes(lock: str) -> None:
    loose = [
        name
        for name, (requirement, hashes) in _locked(lock).items()
        if not re.fullmatch(r"==[^*,]+", str(requirement.specifier))
        or not hashes
        or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", item) for item in hashes)
    ]
    assert not loose


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_address_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.findall(r"\S*(?:://|file:|find-links|index-url|/opt/|/home/|/root/)\S*", text)


def test_development_lock_holds_the_runtime_lock() -> None:
    runtime = {name: str(requirement) for name, (requirement, _) in _locked(LOCKS[0]).items()}
    development = {name: str(requirement) for name, (requirement, _) in _locked(LOCKS[1]).items()}
    assert runtime.items() <= development.items()


def test_each_package_of_the_judges_client_has_its_hash_and_no_address() -> None:
    text = (ROOT / "requirements/judges/package-lock.json").read_text()
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(re.fullmatch(r"sha512-[\w+/]{86}==", package["integrity"]) for package in packages.values())
    assert "://" not in text
    wanted = json.loads((ROOT / "requirements/judges/package.json").read_text())["dependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
