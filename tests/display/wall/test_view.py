import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.measure import Panel
from display.wall.pieces import Row
from display.wall.plan import Known, WallPicture, draw
from display.wall.stage import Stage
from display.wall.view import MOVE_S, WallView
from tests.display.examples import (
    LANGUAGES,
    NOW,
    SIGNS,
    call,
    many_calls,
    wall_config,
    wall_picture,
)
from tests.kivy_window import KivyWindow, MakeKit

WALL = Panel(1430, 805, 1920, 1080)
UPRIGHT = Panel(680, 1209, 1080, 1920)
SMALL = Panel(940, 529, 1366, 768)
LONG = "Asiointihuone Kirjurinluodonkatu 12"


def show(window: KivyWindow, make_kit: MakeKit, picture: WallPicture, panel: Panel = WALL) -> WallView:
    view = WallView(make_kit(panel))
    view.draw(picture)
    window.show(view)
    return view


def read(picture: Image.Image, place: Rect, path: Path, *options: str) -> str:
    """What an independent program reads at a place of the picture."""
    air = 20
    box = (place.left - air, place.top - air, place.right + air, place.bottom + air)
    picture.crop(tuple(round(side) for side in box)).convert("L").save(path)  # pyright: ignore[reportArgumentType]
    answer = subprocess.run(
        ["tesseract", str(path), "-", *options], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


@pytest.mark.parametrize("farthest_m", [2.5, 4.0, 5.0, 6.0, 8.0, 12.0])
def test_nothing_is_cut_or_overlaps(kivy_window: KivyWindow, make_kit: MakeKit, farthest_m: float) -> None:
    view = WallView(make_kit(WALL))
    for codes, counts in ((("fi", "sv"), (0, 1, 6, 30)), (("sv", "fi"), (6,)), (("en",), (0, 6))):
        for count in counts:
            signs = LANGUAGES.some(codes)
            view.draw(wall_picture(many_calls(count), farthest_m=farthest_m, signs=signs))
            kivy_window.show(view)
            kivy_window.until(lambda: not kivy_window.problems(), deadline_s=5)


@pytest.mark.parametrize("panel", [UPRIGHT, SMALL])
@pytest.mark.parametrize(("letter", "first"), [("", 7), ("", 88_214), ("W", 7), ("W", 9_214)])
def test_other_panels_and_numbers_fit_as_well(
    kivy_window: KivyWindow, make_kit: MakeKit, panel: Panel, letter: str, first: int
) -> None:
    calls = many_calls(8, first=first, letter=letter)
    show(kivy_window, make_kit, wall_picture(calls, farthest_m=4.0), panel)
    assert kivy_window.problems() == []


def test_silent_wall_says_it_in_words_and_shows_no_number(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    view = show(kivy_window, make_kit, wall_picture(many_calls(6)))
    view.draw(draw(Known("wall-1", wall_config(6.0)), Stage(), SIGNS, NOW))
    kivy_window.settle()
    assert kivy_window.problems() == []
    assert "Näyttöön ei ole yhteyttä Skärmen har ingen förbindelse" in " ".join(kivy_window.labels()).replace(
        "\n", " "
    )
    assert not re.search(r"\b2\d\d\b", " ".join(kivy_window.labels()))


@pytest.mark.parametrize("number", ["4", "214", "88214", "K57"])
@pytest.mark.parametrize("fresh", [True, False])
def test_called_number_is_read_from_the_picture(
    kivy_window: KivyWindow, make_kit: MakeKit, tmp_path: Path, number: str, *, fresh: bool
) -> None:
    newest = call(number, "room-5", age_s=1 if fresh else 90, state="called")
    show(kivy_window, make_kit, wall_picture((newest, *many_calls(4, fresh=0)), farthest_m=5.0))
    picture = kivy_window.picture()
    figures = kivy_window.find("call.number").rect_px
    only_figures = ("--psm", "7", "-c", "tessedit_char_whitelist=K0123456789")
    assert read(picture, figures, tmp_path / "number.png", *only_figures) == number
    names = kivy_window.find("call.place").rect_px
    assert read(picture, names, tmp_path / "names.png", "--psm", "6").split("\n") == [
        "Palveluhuone 5",
        "Servicerum 5",
    ]


def test_number_is_at_least_as_high_as_the_rule(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    show(kivy_window, make_kit, wall_picture(many_calls(3), farthest_m=9.0))
    picture = kivy_window.picture().convert("L")
    number = kivy_window.find("call.number").rect_px
    box = (round(number.left), round(number.top), round(number.right), round(number.bottom))
    white = picture.crop(box).point([0] * 128 + [255] * 128).getbbox()
    assert white is not None
    assert (white[3] - white[1]) / WALL.px_per_mm >= 12.2 * 9.0


def test_new_call_takes_the_top_with_one_short_movement(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    view = show(kivy_window, make_kit, wall_picture(many_calls(4, fresh=0), farthest_m=4.0))
    before = kivy_window.find("211").rect_px.top
    newest = call(300, "room-3", age_s=0, state="called")
    view.draw(wall_picture((newest, *many_calls(4, fresh=0)), farthest_m=4.0))
    kivy_window.frames(2)
    kivy_window.until(lambda: kivy_window.find("211").rect_px.top > before + 50, deadline_s=10 * MOVE_S + 5)
    kivy_window.until(lambda: not kivy_window.problems(), deadline_s=10 * MOVE_S + 5)
    after = [kivy_window.find(number).rect_px.top for number in ("214", "211", "208")]
    assert after == sorted(after)


def test_long_names_wrap_and_stay_whole(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    picture = wall_picture(many_calls(3), farthest_m=5.0)
    assert picture.top is not None
    top = replace(picture.top, names=(LONG, "Kundbetjäningsrummet Bokhållarholmsgatan 12"))
    show(kivy_window, make_kit, replace(picture, top=top, place_names=(*picture.place_names, top.names)))
    assert kivy_window.problems() == []
    assert LONG in kivy_window.find("call.place").label.replace("\n", " ")


def test_memory_stays_flat_over_many_calls(
    kivy_window: KivyWindow, make_kit: MakeKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Row] = []

    def make(kit: Kit) -> Row:
        made.append(Row(kit))
        return made[-1]

    monkeypatch.setattr("display.wall.view.Row", make)
    view = show(kivy_window, make_kit, wall_picture(many_calls(6), farthest_m=4.0))
    for number in range(100, 125):
        calls = tuple(
            call(number - index, "room-5", age_s=60 + index, name=f"c{number - index}") for index in range(6)
        )
        view.draw(wall_picture(calls, farthest_m=4.0))
        kivy_window.frames()
    assert 0 < len(made) < 15
