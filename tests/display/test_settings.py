from pathlib import Path

import pytest

from common.runtime.settings import SettingsError, load
from common.screen.environment import ScreenKind
from display.__main__ import main
from display.box import DisplayBox
from display.zone import ZoneKeeper

RIGHT = """
[box]
site = "pori"
id = "wall-1"
state = "/tmp/wall-1"
[brokers.site]
port = 1883
[panel]
width_mm = 1430
height_mm = 805
width_px = 1920
height_px = 1080
"""


def test_box_needs_no_window_and_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "box.toml"
    path.write_text(RIGHT)
    box = load(path, DisplayBox)
    settings = box.window_settings(ScreenKind.WALL)
    assert (settings.kind, settings.width_px, settings.offscreen) == (ScreenKind.WALL, 1920, False)
    assert not box.sound.enabled


def test_window_and_sound_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "box.toml"
    path.write_text(
        RIGHT + "[window]\nleft_px = 10\ntop_px = 20\noffscreen = true\n[sound]\nenabled = true\n"
    )
    box = load(path, DisplayBox)
    assert (box.window.left_px, box.window_settings(ScreenKind.TOUCH).offscreen) == (10, True)
    assert box.sound.enabled


def test_every_mistake_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "box.toml"
    path.write_text(RIGHT.replace("width_mm = 1430", "width_mm = 300").replace('"wall-1"', '"Wall 1"', 1))
    with pytest.raises(SettingsError):
        load(path, DisplayBox)
    assert main(["--box", str(path)]) == 2
    said = capsys.readouterr().err
    assert "panel" in said
    assert "id" in said


def test_time_zone_is_kept_for_a_start_without_the_hub(tmp_path: Path) -> None:
    assert ZoneKeeper(tmp_path).zone is None
    ZoneKeeper(tmp_path).learn("Europe/Helsinki")
    assert str(ZoneKeeper(tmp_path).zone) == "Europe/Helsinki"


@pytest.mark.parametrize("name", ["Europe/Atlantis", "../../etc/passwd", "", "/etc/localtime"])
def test_time_zone_that_is_none_is_left_out(tmp_path: Path, name: str) -> None:
    keeper = ZoneKeeper(tmp_path)
    keeper.learn("Europe/Helsinki")
    keeper.learn(name)
    assert str(keeper.zone) == "Europe/Helsinki"
    assert str(ZoneKeeper(tmp_path).zone) == "Europe/Helsinki"
