"""The album: files, marks, and a page that shows what is wrong first."""

from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from common.screen.colour import Colour
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.languages.messages import load_languages
from common.screen.palette import LIGHT
from kiosk.gallery.album import Album, Sheet, marked_picture
from kiosk.gallery.examples import EXAMPLES
from kiosk.gallery.looks import LOOKS
from kiosk.gallery.page import write_page
from kiosk.gallery.showing.session import Session
from kiosk.gallery.view import Problem
from tests.kivy_window import KivyWindow

LANGUAGES = load_languages()


class Reader(HTMLParser):
    """Reads what a page refers to, and what it says."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's shape
        self.links += [value for name, value in attrs if name in ("src", "href") and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


@pytest.fixture
def session(kivy_window: KivyWindow, kiosk_kit: Kit) -> Session:
    return Session(kivy_window, kiosk_kit, LANGUAGES)


def fill(album: Album, session: Session, *names: str, language: str = "fi", look: str = "normal") -> Sheet:
    screens = {name: EXAMPLES[name] for name in names}
    return album.fill(session, screens, LANGUAGES.get(language), look, LOOKS[look])


def test_every_page_of_a_list_is_a_picture_of_its_own(tmp_path: Path, session: Session) -> None:
    sheet = fill(Album(tmp_path), session, "authorities", look="large")
    pages = [page.page for page in sheet.pages]
    assert pages == list(range(1, len(pages) + 1))
    assert len(pages) > 1
    for page in sheet.pages:
        with Image.open(tmp_path / page.picture) as picture:
            assert picture.size == (1080, 1920)
        with Image.open(tmp_path / page.thumbnail) as small:
            assert small.width == 270


def test_the_page_leads_to_every_picture_and_nowhere_else(tmp_path: Path, session: Session) -> None:
    album = Album(tmp_path)
    sheets = [fill(album, session, "rest", "ticket", look=look) for look in ("normal", "low")]
    reader = Reader(write_page(album))
    pictures = {page.picture for sheet in sheets for page in sheet.pages}
    assert pictures <= set(reader.links)
    for link in reader.links:
        assert link.startswith("#") or (tmp_path / link).is_file(), link
    assert "Nothing is wrong: every text is whole" in " ".join(reader.words) or any(
        page.problems for sheet in sheets for page in sheet.pages
    )


def test_what_is_wrong_stands_on_top_and_is_marked(
    tmp_path: Path, kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    faint = msgspec.structs.replace(LIGHT, quiet=Colour.parse("#A0A0A0"))
    album = Album(tmp_path)
    sheet = fill(album, Session(kivy_window, kiosk_kit.with_palette(faint), LANGUAGES), "rest")
    (page,) = sheet.pages
    assert {one.check for one in page.problems} == {"text contrast"}
    with Image.open(tmp_path / page.marked) as marked, Image.open(tmp_path / page.picture) as plain:
        assert (0xD0, 0x02, 0x1B) in _colours(marked)
        assert (0xD0, 0x02, 0x1B) not in _colours(plain)
    reader = Reader(write_page(album))
    assert page.marked in reader.links
    assert "What is wrong" in reader.words
    assert any("contrast" in words and "less than 7" in words for words in reader.words)


def _colours(picture: Image.Image) -> set[object]:
    return {colour for _, colour in picture.convert("RGB").getcolors(picture.width * picture.height) or ()}


def test_a_screen_that_lacks_something_is_framed_whole() -> None:
    marked = marked_picture(
        Image.new("RGB", (200, 300), "white"), [Problem("person", "nobody can be called")]
    )
    assert marked.getpixel((0, 0)) == marked.getpixel((199, 299)) == (0xD0, 0x02, 0x1B)
    assert marked.getpixel((100, 150)) == (255, 255, 255)


def test_a_mark_may_lie_outside_the_picture() -> None:
    wrong = Problem("outside", "reaches out", (Rect(-50, 20, 400, 10), Rect(250, 20, 0, 0)))
    assert marked_picture(Image.new("RGB", (200, 300), "white"), [wrong]).size == (200, 300)


def test_a_new_gallery_takes_the_old_one_away_and_nothing_else(tmp_path: Path, session: Session) -> None:
    (tmp_path / "notes.txt").write_text("kept")
    fill(Album(tmp_path), session, "rest", "ticket")
    assert (tmp_path / "pictures/ticket/fi-normal.png").is_file()
    album = Album(tmp_path)
    fill(album, session, "rest")
    assert not (tmp_path / "pictures/ticket").exists()
    assert [sheet.look for sheet in album.sheets()] == ["normal"]
    fill(Album(tmp_path, keep=True), session, "ticket", look="low")
    assert [sheet.look for sheet in album.sheets()] == ["low", "normal"]
    assert (tmp_path / "notes.txt").read_text() == "kept"
