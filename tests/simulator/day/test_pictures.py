import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from hub.site.check import check_file
from simulator.day.canvas import Box, Drawing, Rule, Words, save_png, to_svg
from simulator.day.loads import Point, read_point, scenario_of
from simulator.day.pictures import draw, save_pictures
from simulator.day.played import PlayedDay
from simulator.day.player import play

_ROOT = Path(__file__).parents[3]
_SVG = "{http://www.w3.org/2000/svg}"


def texts_of(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 — our own drawing
    return [element.text or "" for element in root.iter(f"{_SVG}text")]


@pytest.fixture(scope="module")
def played() -> tuple[Point, PlayedDay]:
    site = check_file(_ROOT / "sites/pori.toml", 0).site
    assert site is not None
    point = read_point(site, _ROOT / "sites/loads/pori.toml")
    scenario = scenario_of(point, dt.date(2026, 11, 24))
    assert scenario is not None
    return point, play(scenario, 1)


def test_picture_is_written_in_both_forms(played: tuple[Point, PlayedDay], tmp_path: Path) -> None:
    point, day = played
    svg, png = save_pictures([day], point, "Pori", tmp_path / "pictures")
    assert (svg.name, png.name) == ("pori-2026-11-24.svg", "pori-2026-11-24.png")
    drawing = draw([day], point, "Pori")
    with Image.open(png) as image:
        assert image.size == (drawing.width, drawing.height)
    words = texts_of(svg.read_text(encoding="utf-8"))
    assert {"Pori", "Waits by hour of arrival", "Waits by service", "Notary public"} <= set(words)


def test_every_shape_lies_within_the_picture(played: tuple[Point, PlayedDay]) -> None:
    point, day = played
    drawing = draw([day], point, "Pori")
    for shape in drawing.shapes:
        match shape:
            case Box():
                corners = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            case Rule():
                corners = [(shape.x1, shape.y1), (shape.x2, shape.y2)]
            case Words():
                corners = [(shape.x, shape.y)]
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in corners), shape


def test_day_without_customers_is_drawn_too(played: tuple[Point, PlayedDay]) -> None:
    point, day = played
    empty = PlayedDay(scenario="pori", date=day.date, seed=1, visits=(), account=day.account)
    texts = [shape.text for shape in draw([empty], point, "Pori").shapes if isinstance(shape, Words)]
    assert "Nobody came." in texts


def test_words_of_a_site_file_cannot_break_the_drawing() -> None:
    drawing = Drawing(100, 50, "#FFFFFF", "<&", [Words(1, 20, '<script>&"', 12, "#000000")])
    assert texts_of(to_svg(drawing)) == ['<script>&"']


def test_boxes_have_their_colour_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "box.png"
    save_png(Drawing(40, 40, "#FFFFFF", "box", [Box(10, 10, 20, 20, "#00357A")]), path)
    with Image.open(path) as image:
        assert image.getpixel((20, 20)) == (0, 0x35, 0x7A)
        assert image.getpixel((5, 5)) == (255, 255, 255)
