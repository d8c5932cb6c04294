"""Writes pictures into a folder, and what was found on them, from which the page is made."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw

from common.screen.languages.messages import Messages
from common.screen.theme import Look
from kiosk.gallery.checks.every import problems_of
from kiosk.gallery.examples import Example
from kiosk.gallery.showing.session import Session, Shot
from kiosk.gallery.view import Problem

PICTURES, MARKED, THUMBNAILS, SHEETS = "pictures", "marked", "thumbnails", "sheets"
"""The folders of an album: whole pictures, those with problems marked, small ones, and what was found."""
_THUMBNAIL_PX = 270
_MARK = "#D0021B"
_PALE = 0.35
_COMPRESSION = 3
"""Of zlib: level 6 takes twice as long for 5 % less."""


class Found(msgspec.Struct, frozen=True):
    """A problem as it stands in a sheet."""

    check: str
    detail: str


class Page(msgspec.Struct, frozen=True):
    """A picture as it stands in a sheet; the files are named from the folder of the album."""

    screen: str
    page: int
    picture: str
    thumbnail: str
    marked: str = ""
    problems: tuple[Found, ...] = ()


class Sheet(msgspec.Struct, frozen=True):
    """Everything in one language and one look; ``name`` is that of the language in itself."""

    language: str
    name: str
    look: str
    pages: tuple[Page, ...]


class Album:
    """A folder of pictures. What an earlier gallery has left in it is taken away."""

    def __init__(self, folder: Path, *, keep: bool = False) -> None:
        """``keep`` leaves what is there, for several that write into one folder."""
        self.folder = folder
        if not keep and (folder / SHEETS).is_dir():
            for name in (PICTURES, MARKED, THUMBNAILS, SHEETS):
                shutil.rmtree(folder / name, ignore_errors=True)
        (folder / SHEETS).mkdir(parents=True, exist_ok=True)

    def fill(
        self, session: Session, screens: Mapping[str, Example], words: Messages, look_name: str, look: Look
    ) -> Sheet:
        """Show these screens in one language and look, write the pictures and what was found on them."""
        pages = tuple(
            self._add(shot, words.code, look_name, problems_of(shot.view))
            for name, example in screens.items()
            for shot in session.shots(name, example, words.code, look)
        )
        sheet = Sheet(words.code, words.name, look_name, pages)
        path = self.folder / SHEETS / f"{words.code}-{look_name}.json"
        path.write_bytes(msgspec.json.format(msgspec.json.encode(sheet)))
        return sheet

    def sheets(self) -> list[Sheet]:
        """Return what was found in all languages and looks so far."""
        paths = sorted((self.folder / SHEETS).glob("*.json"))
        return [msgspec.json.decode(path.read_bytes(), type=Sheet) for path in paths]

    def _add(self, shot: Shot, language: str, look: str, problems: Sequence[Problem]) -> Page:
        """Write a picture, the small one, and where there are problems the marked one."""
        name = f"{shot.screen}/{language}-{look}{f'-{shot.view.page}' if shot.view.page > 1 else ''}"
        picture = shot.view.picture
        marked = marked_picture(picture, problems) if problems else picture
        small = marked.copy()
        small.thumbnail((_THUMBNAIL_PX, _THUMBNAIL_PX * 4), Image.Resampling.BOX, reducing_gap=2.0)
        return Page(
            shot.screen,
            shot.view.page,
            self._write(picture, f"{PICTURES}/{name}.png"),
            self._write(small, f"{THUMBNAILS}/{name}.png"),
            self._write(marked, f"{MARKED}/{name}.png") if problems else "",
            tuple(Found(problem.check, problem.detail) for problem in problems),
        )

    def _write(self, picture: Image.Image, name: str) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, compress_level=_COMPRESSION)
        return name


def marked_picture(picture: Image.Image, problems: Sequence[Problem]) -> Image.Image:
    """Return the picture grown pale, with a frame around each place where something is wrong."""
    pale = Image.blend(picture, Image.new("RGB", picture.size, "white"), _PALE)
    pen = ImageDraw.Draw(pale)
    width = max(2, picture.width // 200)
    for problem in problems:
        for rect in problem.rects_px:
            left, top = min(rect.left, rect.right), min(rect.top, rect.bottom)
            box = (left, top, max(left, rect.right), max(top, rect.bottom))
            pen.rectangle(box, outline=_MARK, width=width)
    if not any(problem.rects_px for problem in problems):  # it is the whole screen that lacks something
        pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=_MARK, width=2 * width)
    return pale
