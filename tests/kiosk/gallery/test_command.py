"""``vuoro gallery``: what it is told, and a real run in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.gallery.command import main, panel_of

ROOT = Path(__file__).parents[3]


def test_it_writes_what_was_asked_for(tmp_path: Path) -> None:
    asked = ("--languages", "fi, ar", "--looks", "normal,large-low", "--screens", "ticket,out-of-use")
    panel = ("--panel", "100 × 150 / 400 × 600")
    done = subprocess.run(
        [sys.executable, "-m", "vuoro", "gallery", "--out", str(tmp_path), *asked, *panel],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode in (0, 1), done.stderr
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.glob("pictures/*/*.png")}
    assert {f"pictures/ticket/{one}.png" for one in ("fi-normal", "fi-large-low", "ar-normal")} <= written
    assert "pictures/out-of-use/fi-normal.png" in written
    assert (tmp_path / "index.html").is_file()
    assert done.stdout.splitlines()[-1].endswith(f"{tmp_path}/index.html")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--screens", "rest,tikcet"), "there is no screen 'tikcet'; there are: out-of-use"),
        (("--languages", "xx"), "there is no language 'xx'"),
        (("--looks", "tiny"), "there is no look 'tiny'; there are: normal, large, contrast, low, "),
        (("--panel", "15 inches"), "panel '15 inches': write it in mm and in pixels, for example 194x345"),
        (("--panel", "194x345/1920x1080"), "measure the lit area as the screen hangs"),
    ],
)
def test_what_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, str], said: str
) -> None:
    assert main(["--out", str(tmp_path / "new"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["--out", str(tmp_path / "file/gallery")]) == 2
    assert "file/gallery" in capsys.readouterr().err


def test_a_panel_is_read_in_mm_and_px() -> None:
    panel = panel_of("344.2 × 193.5 / 1920 × 1080")
    assert (panel.width_mm, panel.height_mm, panel.width_px, panel.height_px) == (344.2, 193.5, 1920, 1080)
