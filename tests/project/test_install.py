"""The doors of install.sh that need no set-up: its list of runs, and its answers to a wrong word."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _install(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "install.sh", *arguments],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_list_names_every_run() -> None:
    told = _install("test", "--list")
    assert told.returncode == 0
    names = [line.split()[0] for line in told.stdout.splitlines()]
    assert names == ["normal", "coverage", "soak", "storm", "gallery", "breakout", "kernel", "image"]


@pytest.mark.parametrize("arguments", [(), ("serve",), ("test", "strom"), ("test", "soak", "storm")])
def test_wrong_words_are_refused_with_a_sentence(arguments: tuple[str, ...]) -> None:
    told = _install(*arguments)
    assert told.returncode != 0
    assert told.stderr
    assert "line " not in told.stderr


def test_a_run_without_tests_never_passes() -> None:
    listed = _install("test", "--list").stdout.splitlines()
    empty = [line.split()[0] for line in listed if "nothing to run yet" in line]
    assert all(_install("test", name).returncode != 0 for name in empty)


def test_markers_and_runs_are_the_same(pytestconfig: pytest.Config) -> None:
    listed = {line.split()[0] for line in _install("test", "--list").stdout.splitlines()}
    lines: list[str] = pytestconfig.getini("markers")
    marked = {line.split(":")[0] for line in lines if "./install.sh test" in line}
    assert listed == marked | {"normal", "coverage"}
