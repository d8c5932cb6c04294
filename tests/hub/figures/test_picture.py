from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from hub.figures.picture import WIDTH, as_svg
from hub.figures.svg import broken, steps
from hub.figures.tally import By
from hub.figures.words import Words
from hub.texts import LANGUAGES
from tests.hub.figures.played import MINUTE, MONDAY, Played, site, wall_ms

SVG = "{http://www.w3.org/2000/svg}"
LETTER = 0.62
"""No letter of a text of figures is wider than this part of its size, on average."""


def drawn(language: str = "fi", *bys: By, least: int = 0) -> ET.Element:
    played = Played(now=wall_ms(MONDAY, 8)).open()
    for index in range(60):
        played.check_in("land" if index == 0 else "tax" if index < 41 else "kela", after=6 * MINUTE)
    for desk in ("d1", "d2", "d3"):
        played.call(desk, after=9 * MINUTE)
    report = played.report(*(bys or (By.AUTHORITY, By.HOUR, By.DAY)), least=least)
    return ET.fromstring(as_svg(report, Words(language, site())))  # noqa: S314 — our own picture


def texts(svg: ET.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_speaks_the_language_and_has_a_name_for_who_does_not_see_it(language: str) -> None:
    svg = drawn(language)
    words = Words(language, site())
    assert words("picture.title") in texts(svg)
    assert words("by.hour") in texts(svg)
    assert svg.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert svg.get("role") == "img"
    assert words.site in (svg.findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("by", [by for by in By if by is not By.TOTAL])
def test_nothing_is_drawn_outside_the_sheet(by: By) -> None:
    svg = drawn("fi", by)
    height = float(svg.get("height", "0"))
    for box in svg.iter(f"{SVG}rect"):
        if box.get("x") is not None:
            x, y, width, tall = (float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
            assert 0 <= x <= x + width <= WIDTH
            assert 0 <= y <= y + tall <= height
            assert width >= 0 <= tall
    for left, right, foot, _size, _said in _places(svg):
        assert left >= 0
        assert right <= WIDTH
        assert foot <= height


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_lies_on_another(language: str) -> None:
    places = _places(drawn(language, By.SERVICE, By.HOUR, By.DAY, By.MONTH))
    for one, other in combinations(places, 2):
        apart = one[1] <= other[0] or other[1] <= one[0]
        above = one[2] <= other[2] - other[3] * 0.75 or other[2] <= one[2] - one[3] * 0.75
        assert apart or above, (one[4], other[4])


def _places(svg: ET.Element) -> list[tuple[float, float, float, int, str]]:
    """Return where each text begins and ends, its foot, its size and what it says; widths are a guess."""
    found: list[tuple[float, float, float, int, str]] = []
    for text in svg.iter(f"{SVG}text"):
        said, size = text.text or "", int(text.get("font-size", "0"))
        width = len(said) * size * (LETTER if len(said) < 12 else 0.5)
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
        found.append((left, left + width, y, size, said))
    return found


def test_what_is_left_out_is_drawn_as_such() -> None:
    assert ".." in texts(drawn("fi", By.AUTHORITY, least=5))
    assert ".." not in texts(drawn("fi", By.AUTHORITY))


def test_scale_has_round_steps_and_reaches_the_top() -> None:
    for top in (0.2, 1, 7, 23, 99, 942, 83_000):
        marks = list(steps(top))
        assert marks[0] == 0
        assert marks[-1] >= top
        assert marks[-1] - top < marks[1] - marks[0]
        assert 2 <= len(marks) <= 6


def test_long_name_is_broken_and_shortened() -> None:
    lines = broken("Digi- ja väestötietoviraston palvelupiste Porissa ja muualla Satakunnassa", 200, 15)
    assert len(lines) == 2
    assert lines[-1].endswith(" …")
