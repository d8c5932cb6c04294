"""Masks that are kept are those that would be drawn, whatever lies in their file; corners are round."""

import sys
from math import hypot
from pathlib import Path

import pytest

from common.screen.masks import Masks
from common.screen.raster import mask
from common.screen.shapes import Drawing
from common.screen.symbols import Symbol, symbol
from tests.kivy_window import KivyWindow

HELP, BACK = symbol(Symbol.HELP), symbol(Symbol.BACK)


def test_a_kept_mask_is_the_drawn_one_and_needs_no_pillow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new" / "masks"
    drawn = [Masks(file).of(drawing, side) for drawing in (HELP, BACK) for side in (20, 33)]
    assert drawn[0] == mask(HELP, 20).tobytes()
    monkeypatch.setitem(sys.modules, "common.screen.raster", None)
    assert Masks(file).of(BACK, 33) == drawn[3]
    with pytest.raises(ImportError):
        Masks(file).of(BACK, 34)


@pytest.mark.parametrize("rubbish", [b"", b"\xc1", b"\x81\xa1a\x01", b"\xff" * 999])
def test_a_damaged_file_is_written_anew(tmp_path: Path, rubbish: bytes) -> None:
    file = tmp_path / "masks"
    file.write_bytes(rubbish)
    assert Masks(file).of(HELP, 20) == mask(HELP, 20).tobytes()
    assert file.read_bytes() != rubbish


def test_masks_that_nobody_needs_any_more_make_room(tmp_path: Path) -> None:
    file = tmp_path / "masks"
    masks = Masks(file)
    sizes = set[int]()
    for number in range(450):
        masks.of(Drawing(BACK.parts, 0.05 + number / 10_000), 4)
        sizes.add(file.stat().st_size)
    assert file.stat().st_size < max(sizes) / 4


def test_without_a_place_to_keep_them_masks_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    assert Masks(tmp_path / "file" / "masks").of(HELP, 24) == Masks().of(HELP, 24)


@pytest.mark.parametrize("radius", [1, 2, 3, 8, 11, 30])
def test_corners_are_round(kivy_window: KivyWindow, radius: int) -> None:  # noqa: ARG001  Kivy is imported with it
    from common.screen.controls.rounded import rounded_mask  # noqa: PLC0415  it imports Kivy

    side = 2 * radius + 2
    found = rounded_mask(radius)
    rows = [found[side * row : side * (row + 1)] for row in range(side)]
    assert len(found) == side * side
    assert rows == rows[::-1] == [row[::-1] for row in rows]
    finer = [(step + 0.5) / 16 for step in range(16)]
    for y in range(radius):
        for x in range(radius):
            inside = sum(hypot(radius - x - a, radius - y - b) <= radius for a in finer for b in finer)
            assert abs(rows[y][x] / 255 - inside / 256) < 0.07
