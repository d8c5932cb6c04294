"""What the code imports is asked for in pyproject.toml, not only brought along by something else."""

import ast
import importlib.metadata
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PARTS = ["alarms", "common", "deviceagent", "display", "hub", "kiosk", "simulator", "vuoro"]
OWN = {*PARTS, "bench", "tests"}


def _names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def _asked() -> tuple[set[str], set[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return _names(project["project"]["dependencies"]), _names(project["dependency-groups"]["dev"])


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _not_asked_for(folder: str, asked: set[str]) -> set[str]:
    brought_by = importlib.metadata.packages_distributions()
    return {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / folder).rglob("*.py")
        for name in _imported(path)
        if name not in OWN
        and name not in sys.stdlib_module_names
        and not asked.intersection(map(canonicalize_name, brought_by.get(name, [name])))
    }


def test_parts_import_only_what_the_package_asks_for() -> None:
    runtime, _ = _asked()
    assert set[str]().union(*(_not_asked_for(part, runtime) for part in PARTS)) == set()


def test_tests_and_bench_import_only_what_is_asked_for() -> None:
    runtime, development = _asked()
    assert (
        _not_asked_for("tests", runtime | development) | _not_asked_for("bench", runtime | development)
        == set()
    )
