"""Makes the page of an album: every picture, and what is wrong first."""

import fcntl
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kiosk.gallery.album import SHEETS, Album, Page, Sheet
from kiosk.gallery.example_site import FIRST_LANGUAGES, MORE_LANGUAGES
from kiosk.gallery.examples import EXAMPLES
from kiosk.gallery.looks import LOOKS, MIXED_LOOKS

PAGE = "index.html"
_FOLDER = Path(__file__).parent


def write_page(album: Album) -> Path:
    """Write the page from all sheets that are there, and return its path.

    Several processes may fill one album: the last one to come writes the whole page.
    """
    templates = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    path = album.folder / PAGE
    with (album.folder / SHEETS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path.write_text(templates.get_template("page.html").render(**_contents(album.sheets())))
    return path


def _contents(sheets: Sequence[Sheet]) -> dict[str, object]:
    languages = {sheet.language: sheet.name for sheet in sorted(sheets, key=_language_order)}
    looks = [look for look in (*LOOKS, *MIXED_LOOKS) if any(sheet.look == look for sheet in sheets)]
    cells: dict[tuple[str, str, str], list[Page]] = {}
    for sheet in sheets:
        for page in sheet.pages:
            cells.setdefault((page.screen, sheet.language, sheet.look), []).append(page)
    shown = {screen for screen, _language, _look in cells}
    wrong = [
        (sheet, page)
        for sheet in sorted(sheets, key=_language_order)
        for page in sheet.pages
        if page.problems
    ]
    return {
        "languages": languages,
        "looks": looks,
        "screens": [name for name in EXAMPLES if name in shown],
        "cells": cells,
        "wrong": wrong,
        "pictures": sum(len(sheet.pages) for sheet in sheets),
        "problems": sum(len(page.problems) for _sheet, page in wrong),
    }


def _language_order(sheet: Sheet) -> tuple[int, str]:
    """The languages of the example in their order, then others by code."""
    known = (*FIRST_LANGUAGES, *MORE_LANGUAGES)
    place = known.index(sheet.language) if sheet.language in known else len(known)
    return (place, sheet.language)
