"""``vuoro gallery --out DIR``: writes every screen in every language and look, and checks each."""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from common.screen.environment import ScreenKind, WindowSettings, prepare
from common.screen.fonts import FontSet, FontsMissingError, find_fonts
from common.screen.kit import Kit
from common.screen.languages.messages import Languages, Messages, load_languages
from common.screen.measure import Panel
from common.screen.theme import Look
from kiosk.box import drawn
from kiosk.gallery.examples import EXAMPLES, Example
from kiosk.gallery.looks import LOOKS, MIXED_LOOKS

FINE, WRONG, UNUSABLE = 0, 1, 2

PANEL = "194x345/1080x1920"
"""A common panel of kiosks: 15.6″, upright."""
_PANEL = re.compile(r"(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)/(\d+)[x×](\d+)")  # both signs are typed
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be shown, and into which folder it goes."""

    out: Path
    panel: Panel
    screens: Mapping[str, Example]
    languages: Sequence[Messages]
    looks: Mapping[str, Look]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the gallery; return 1 where something is wrong with a picture, 2 where there can be none."""
    options = _parser().parse_args(arguments)
    try:
        fonts = find_fonts()
        languages = load_languages(*options.catalogues, missing=fonts.missing)
        names = {code: languages.get(code) for code in languages.codes}
        order = Order(
            options.out,
            drawn(panel_of(options.panel)),
            _some(options.screens, EXAMPLES, EXAMPLES, "screen"),
            list(_some(options.languages, names, names, "language").values()),
            _some(options.looks, LOOKS | MIXED_LOOKS, LOOKS, "look"),
        )
        order.out.mkdir(parents=True, exist_ok=True)
    except (ValueError, OSError, FontsMissingError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    with tempfile.TemporaryDirectory(prefix="vuoro-gallery-") as folder:
        window = WindowSettings(
            kind=ScreenKind.TOUCH,
            width_px=order.panel.width_px,
            height_px=order.panel.height_px,
            offscreen=True,
            hurried=True,
        )
        prepare(window, Path(folder))
        return _write(order, languages, fonts)


def panel_of(text: str) -> Panel:
    """Return the panel of ``194x345/1080x1920``: width and height of the lit area in mm, then in pixels.

    Raises:
        ValueError: it is written otherwise, or its pixels would not be square.
    """
    found = _PANEL.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(f"panel {text!r}: write it in mm and in pixels, for example {PANEL}")
    width_mm, height_mm, width_px, height_px = found.groups()
    return Panel(float(width_mm), float(height_mm), int(width_px), int(height_px))


def _write(order: Order, languages: Languages, fonts: FontSet) -> int:
    # Only now has `prepare` set Kivy's environment.
    from kiosk.gallery.album import Album  # noqa: PLC0415
    from kiosk.gallery.page import write_page  # noqa: PLC0415
    from kiosk.gallery.showing.session import Session  # noqa: PLC0415
    from kiosk.gallery.showing.window import GalleryWindow  # noqa: PLC0415

    session = Session(GalleryWindow(), Kit.of(order.panel, fonts), languages)
    album = Album(order.out)
    pictures = problems = 0
    for words in order.languages:
        for look in order.looks:
            sheet = album.fill(session, order.screens, words, look, order.looks[look])
            pictures += len(sheet.pages)
            problems += sum(len(page.problems) for page in sheet.pages)
            sys.stdout.write(f"{words.code:<4} {look:<16} {len(sheet.pages):4} pictures\n")
            sys.stdout.flush()
    sys.stdout.write(f"{pictures} pictures, {problems} problems: {write_page(album)}\n")
    return WRONG if problems else FINE


def _some(
    wanted: str | None, known: Mapping[str, _Kind], default: Mapping[str, _Kind], what: str
) -> Mapping[str, _Kind]:
    """Return what was named with commas between, or the default where nothing was."""
    if wanted is None:
        return default
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise ValueError(f"there is no {what} {name!r}; there are: {', '.join(known)}")
    return {name: known[name] for name in names}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vuoro gallery",
        description="Writes every screen of the kiosk in every language and look as pictures, with a page "
        "that shows them and says what is wrong. All of them take some ten minutes.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the pictures")
    parser.add_argument("--screens", metavar="NAMES", help="with commas between; all without it")
    parser.add_argument(
        "--catalogues",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of a site's own languages",
    )
    parser.add_argument("--languages", metavar="CODES", help="with commas between; all without it")
    parser.add_argument(
        "--looks", metavar="NAMES", help=f"of {', '.join(LOOKS | MIXED_LOOKS)}; {', '.join(LOOKS)} without it"
    )
    parser.add_argument(
        "--panel", metavar="PANEL", default=PANEL, help="lit area in mm and in pixels (%(default)s)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
