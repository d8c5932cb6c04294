"""What a kiosk's box.toml may say, and how it is refused."""

from pathlib import Path

import pytest

from common.runtime.settings import SettingsError, load
from common.screen.measure import Panel
from kiosk.box import KioskBox, drawn

HEAD = """
[box]
site = "pori"
id = "kiosk-1"
state = "/var/lib/vuoro"
[brokers.site]
host = "192.0.2.10"
username = "kiosk-1"
password_file = "/run/credentials/mqtt"
"""


def box(folder: Path, panel: str, rest: str = "") -> KioskBox:
    path = folder / "box.toml"
    path.write_text(f"{HEAD}[panel]\n{panel}\n{rest}")
    return load(path, KioskBox)


def panel(width_mm: float, height_mm: float, width_px: int, height_px: int) -> str:
    return f"width_mm = {width_mm}\nheight_mm = {height_mm}\nwidth_px = {width_px}\nheight_px = {height_px}"


@pytest.mark.parametrize(
    "size", [(194, 345, 1080, 1920), (268, 476, 1080, 1920), (336, 597, 1080, 1920), (336, 597, 2160, 3840)]
)
def test_upright_panels_from_15_6_inches_are_taken(tmp_path: Path, size: tuple[int, int, int, int]) -> None:
    made = box(tmp_path, panel(*size))
    assert made.drawn_panel.width_mm <= 200


@pytest.mark.parametrize("size", [(136, 217, 800, 1280), (345, 194, 1920, 1080), (228, 304, 768, 1024)])
def test_a_panel_without_room_for_every_screen_is_refused(
    tmp_path: Path, size: tuple[int, int, int, int]
) -> None:
    with pytest.raises(SettingsError, match="the panel is too small or too broad"):
        box(tmp_path, panel(*size))


def test_a_larger_panel_grows_everything_on_it() -> None:
    assert drawn(Panel(400, 710, 1080, 1920)) == Panel(200, 355, 1080, 1920)


def test_a_scanner_that_types_what_the_keypad_does_is_refused(tmp_path: Path) -> None:
    rest = '[scanner]\nkind = "keyboard"\n[keypad]\nhelp = ["h"]\n'
    with pytest.raises(SettingsError, match="the scanner types the keys"):
        box(tmp_path, panel(194, 345, 1080, 1920), rest)
