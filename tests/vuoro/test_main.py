import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import vuoro
from vuoro.__main__ import COMMANDS, main

PARTS = ("alarms", "deviceagent", "display", "hub", "kiosk")
_ROOT = Path(vuoro.__file__).resolve().parent.parent
_RUNNABLE = [name for name in PARTS if (_ROOT / name / "__main__.py").exists()]

_START = """
import sys
from vuoro.__main__ import main
try:
    code = main([{part!r}, "--help"])
except SystemExit as end:
    code = int(end.code or 0)
print("loaded:", *sorted({{name.partition(".")[0] for name in sys.modules}}))
sys.exit(code)
"""


def test_asked_for_help_it_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr()
    for name, (_module, about) in COMMANDS.items():
        assert name in said.out
        assert about in said.out
    assert said.err == ""


def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "check-site" in capsys.readouterr().out


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kisok", "--box", "x"]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("vuoro: there is no command 'kisok'.\n")
    assert said.out == ""


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vuoro", "--help"], capture_output=True, text=True, check=False, cwd=_ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_hands_the_rest_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Part:
        @staticmethod
        def main(arguments: list[str]) -> int:
            return len(arguments)

    monkeypatch.setitem(sys.modules, "a_part", Part)
    monkeypatch.setitem(COMMANDS, "part", ("a_part", "counts its words"))
    assert main(["part", "--one", "two", "three"]) == 3


@pytest.mark.parametrize("part", _RUNNABLE)
def test_a_part_loads_nothing_of_the_others(part: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _START.format(part=part)],
        capture_output=True,
        text=True,
        check=True,
        cwd=_ROOT,
    )
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert loaded & {*PARTS, "simulator", "tests", "bench"} == {part}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name in PARTS])
def test_each_part_is_a_command_of_its_own_name(command: str) -> None:
    assert COMMANDS[command][0] == f"{command}.__main__"
    assert command not in _RUNNABLE or find_spec(COMMANDS[command][0]) is not None
