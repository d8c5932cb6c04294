from pathlib import Path

import pytest

from common.screen.languages.command import main
from common.screen.languages.messages import BUILT_IN


def test_a_catalogue_that_is_ready_is_told_with_who_has_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(BUILT_IN / "se.toml"), str(BUILT_IN / "ar.toml")]) == 0
    said = capsys.readouterr().out
    assert "se.toml: no mistakes" in said
    assert "Davvisámegiella (Northern Sámi)" in said
    assert "has not yet read every text" in said


def test_every_mistake_has_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        (BUILT_IN / "fi.toml").read_text(encoding="utf-8").replace('back = "Takaisin"', 'bakc = "Takaisin"')
    )
    path = tmp_path / "fi.toml"
    path.write_text(text.replace('welcome = "Tervetuloa"', 'welcome = "Terve\u0378"'), encoding="utf-8")
    assert main([str(path)]) == 1
    said = capsys.readouterr().out
    assert "3 mistakes" in said
    assert "mistake: fi: common.back is missing" in said
    assert "no installed font has \u0378" in said


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "so.toml")]) == 1
    assert "so.toml: cannot be read" in capsys.readouterr().out


def test_a_wrong_call_and_a_call_for_help_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["--help"]), main([])) == (0, 2)
    assert "check-language" in capsys.readouterr().out
