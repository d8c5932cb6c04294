"""What the documents and the configuration say of the project is so."""

import re
import tomllib
from pathlib import Path
from typing import Any, cast

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def _reasoned() -> set[str]:
    """Read the names in the first column of the tables in docs/dependencies.md."""
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_each_direct_dependency_has_its_reason() -> None:
    project = _project()
    wanted = cast("list[str]", project["project"]["dependencies"] + project["dependency-groups"]["dev"])
    assert {Requirement(line).name for line in wanted} - _reasoned() == set()


def test_each_debian_package_has_its_reason() -> None:
    script = (ROOT / "install.sh").read_text()
    entries = re.findall(r"_PACKAGES=\((.*?)\n\)", script, re.DOTALL)
    packages = {name for entry in entries for name in re.split(r"[\s|']+", entry) if name}
    assert packages
    assert packages - _reasoned() == set()


def test_each_edge_to_untyped_libraries_exists() -> None:
    edges = cast("list[dict[str, str]]", _project()["tool"]["pyright"]["executionEnvironments"])
    assert [edge["root"] for edge in edges if not (ROOT / edge["root"]).exists()] == []


def test_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    articles = re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE)
    assert articles == [str(number) for number in range(1, 16)]
    assert text.rstrip().endswith("require the production of a new EUPL version.")


def _documents() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _addresses() -> list[str]:
    """Read the addresses of messages: some begin as folders do."""
    return re.findall(r"^ +address: (\S+)$", (ROOT / "docs/asyncapi.yaml").read_text(), re.MULTILINE)


def test_each_link_between_documents_leads_somewhere() -> None:
    lost = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in _documents()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
        if not re.match(r"[a-z]+:", target) and not (document.parent / target).exists()
    ]
    assert lost == []


def test_each_file_that_a_document_names_exists() -> None:
    rooms = "|".join(sorted(one.name for one in ROOT.iterdir() if one.is_dir() and one.name[0].isalpha()))
    made = re.compile(r"(?:demo|bench|gallery)-output/")
    named = re.compile(rf"(?<![\w./-])(?:{rooms})/[\w./-]*")
    lost = [
        f"{document.relative_to(ROOT)}: {path}"
        for document in _documents()
        for code in re.findall(r"```.*?```|`[^`\n]+`", document.read_text(), re.DOTALL)
        for path in named.findall(code)
        if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()
        if not made.match(path) and not any(f"/{path}" in address for address in _addresses())
    ]
    assert lost == []


def test_no_document_holds_a_place_to_be_filled_in() -> None:
    left = [
        f"{document.relative_to(ROOT)}: {word}"
        for document in _documents()
        for word in re.findall(r"@[A-Z][A-Z0-9_]*@", document.read_text())
    ]
    assert left == []
