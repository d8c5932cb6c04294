"""Where a play leaves what it has seen: a folder of its own, and nobody else's."""

from pathlib import Path

import pytest

from simulator.demo import scripted


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("no broker here")


@pytest.fixture(autouse=True)
def no_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripted, "build_house", fail)


def test_what_an_earlier_play_left_is_taken_away(tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert scripted.play(output) == 1
    (output / "old.png").touch()
    assert scripted.play(output) == 1
    assert not (output / "old.png").exists()


def test_the_files_of_others_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    precious = tmp_path / "precious.txt"
    precious.touch()
    assert scripted.play(tmp_path) == 2
    assert precious.exists()
    assert "Name one that is empty" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert scripted.play(tmp_path / "file" / "output") == 2
    assert "cannot be written" in capsys.readouterr().out
