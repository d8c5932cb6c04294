"""Tickets are read by programs that none of us wrote: emupos prints them, tesseract and zbar read them."""

import os
import re
import subprocess
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageOps

from common.screen.languages.messages import load_languages
from kiosk.surroundings import local
from kiosk.ticket.content import content_of
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.layout import lay_out
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.picture import debian_fonts
from tests.judges.renderer import Paper, Renderer
from tests.kiosk.house import SITE, ticket

LANGUAGES = load_languages()
FONTS = debian_fonts()
NUMBER = 587
READERS = {"fi": "fin", "sv": "swe", "se": "fin", "ru": "rus", "ar": "ara"}
"""tesseract's languages; for Northern Sámi it has none."""
FIGURES = "fin"
"""Figures are the same in all our languages, and tesseract's Arabic takes an 8 for a 6."""
TOP = 0.4
"""Number and time stand in this part of a ticket."""
LARGE = 0.25
"""tesseract takes figures of 20 mm for a drawing, and reads them at a quarter of their size."""
FOLLOWED = msgspec.structs.replace(
    SITE, config=msgspec.structs.replace(SITE.config, follow="https://pori.example/v/{ticket}")
)


def _paper(language: str, dots: int, folder: Path) -> tuple[Paper, Path]:
    """Print a ticket as a kiosk would, on the other program's printer."""
    assert LANGUAGES.has(language)
    content = content_of(ticket(NUMBER, language=language), FOLLOWED, LANGUAGES, copy=False)
    renderer = Renderer(dots)
    renderer.receive(TicketEncoder(TicketPaper(dots), FONTS).encode(lay_out(content)))
    (paper,) = renderer.papers
    picture = folder / "ticket.png"
    picture.write_bytes(paper.png)
    return paper, picture


def _words(picture: Path, reader: str, scale: float = 1, part: float = 1) -> str:
    """Read the upper part of a picture."""
    with Image.open(picture) as paper:
        upper = paper.convert("L").crop((0, 0, paper.width, round(part * paper.height)))
        scaled = ImageOps.expand(ImageOps.scale(upper, scale), border=20, fill=255)
    at_scale = picture.with_name("scaled.png")
    scaled.save(at_scale)
    command = ["tesseract", str(at_scale), "-", "--psm", "11", "-l", reader]
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they work
    read = subprocess.run(command, check=True, capture_output=True, text=True, timeout=50, env=alone)
    return read.stdout


def _codes(picture: Path) -> list[str]:
    with Image.open(picture) as paper:  # emupos keeps no blank paper, and a code wants some around it
        ImageOps.expand(paper.convert("L"), border=40, fill=255).save(picture.with_name("framed.png"))
    command = ["zbarimg", "--quiet", "--raw", str(picture.with_name("framed.png"))]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=50).stdout.splitlines()


@pytest.mark.parametrize("dots", [576, 384], ids=["80mm", "58mm"])
@pytest.mark.parametrize("language", READERS)
def test_number_time_and_code_are_read_by_others(language: str, dots: int, tmp_path: Path) -> None:
    paper, picture = _paper(language, dots, tmp_path)
    assert paper.unknown == ()
    words = LANGUAGES.get(language)
    time = words.formats.write_time(local(ticket().taken.wall_ms, SITE.zone))
    assert str(NUMBER) in _words(picture, FIGURES, LARGE).split()
    assert time in _words(picture, FIGURES, part=TOP)
    assert _codes(picture) == [f"https://pori.example/v/t-{NUMBER}"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_letters_that_the_printer_has_are_its_own(language: str, tmp_path: Path) -> None:
    paper, _ = _paper(language, 576, tmp_path)
    content = content_of(ticket(NUMBER, language=language), FOLLOWED, LANGUAGES, copy=False)
    printed = re.sub(r"\s+", " ", paper.text)
    for texts in content.texts:
        assert re.sub(r"\s+", " ", texts.instructions[0]) in printed


@pytest.mark.parametrize(("language", "letters"), [("ru", "\u0400-\u04ff"), ("ar", "\u0600-\u06ff")])
def test_letters_that_the_printer_lacks_are_drawn_and_read(
    language: str, letters: str, tmp_path: Path
) -> None:
    paper, picture = _paper(language, 576, tmp_path)
    assert not re.search(f"[{letters}?]", paper.text)
    content = content_of(ticket(NUMBER, language=language), FOLLOWED, LANGUAGES, copy=False)
    wanted = set(re.findall(f"[{letters}]{{4,}}", content.texts[0].instructions[0]))
    found = set(re.findall(f"[{letters}]{{4,}}", _words(picture, READERS[language])))
    assert len(wanted & found) >= 0.6 * len(
        wanted
    )  # tesseract's own slips: it misses some words of any print
