"""Fonts for the letters that the family of our screens lacks: Kivy itself falls back on none.

A script of Noto is found by its file's name; only a letter that no such file has makes
us look into every installed font, once.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from common.screen.fontfile import FontFile, FontUnreadableError, read_font
from common.screen.text.scripts import Script, script_of
from common.screen.theme import Weight

logger = logging.getLogger(__name__)

FALLBACK_FOLDERS = (
    Path("/usr/local/share/fonts"),  # what a site has brought goes first
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/opentype/noto"),
)
_CAPITAL_OF_NOTO = 0.714
_LIKELY_CAPITAL = (0.6, 0.85)
"""A font of a script without capitals may say anything: Noto Sans Arabic says 0.416, and in bold 0.5."""

# Fonts that have a letter and are still not what a sentence is set in.
_UNFIT = ("Italic", "Mono", "Display", "Condensed", "Serif", "Nastaliq", "Kufi", "UI-", "[", "-VF")


class OtherFonts:
    """The fallback of one machine. What was found for a script or a letter is kept."""

    def __init__(self, folders: Sequence[Path] = FALLBACK_FOLDERS) -> None:
        """`folders` are looked through with all that lies in them, the first one first."""
        self._folders = tuple(folders)
        self._found: dict[tuple[str, Weight], FontFile | None] = {}
        self._read: dict[Path, FontFile | None] = {}
        # A second thread would take a font that the first is just opening for one that was left out.
        self._looking = threading.Lock()

    def find(self, letter: str, weight: Weight) -> FontFile | None:
        """The first font that has a letter, in the weight or the nearest that is installed."""
        key = (letter, weight)
        if key not in self._found:
            with self._looking:
                self._found[key] = self._look_for(letter, weight)
        return self._found[key]

    def _look_for(self, letter: str, weight: Weight) -> FontFile | None:
        script = script_of(letter)
        names = ["NotoSans-Regular.ttf"] if script is None else _names_of(script)
        by_name = (path for name in names for path in self._by_name.get(name, ()))
        for regular in (*by_name, *self._everything):
            font = self._open(regular)
            if font is not None and self._has(font, letter):
                return self._in_weight(regular, font, letter, weight)
        return None

    def _in_weight(self, regular: Path, font: FontFile, letter: str, weight: Weight) -> FontFile:
        """The same family in the weight that is wanted, or bold for semibold, or as it is."""
        wanted = {Weight.REGULAR: (), Weight.SEMIBOLD: ("SemiBold", "Bold"), Weight.BOLD: ("Bold",)}[weight]
        for name in wanted:
            path = regular.with_name(regular.name.replace("-Regular", f"-{name}"))
            heavier = self._open(path) if path != regular and path.is_file() else None
            if heavier is not None and self._has(heavier, letter):
                return heavier
        return font

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        paths: dict[str, list[Path]] = {}
        for path in self._files():
            paths.setdefault(path.name, []).append(path)
        return paths

    @cached_property
    def _everything(self) -> tuple[Path, ...]:
        """Every font for running text, upright and of normal weight; those of the site first."""
        return tuple(path for path in self._files() if not any(word in path.name for word in _UNFIT))

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            yield from sorted(
                path
                for path in folder.rglob("*")
                if path.suffix in {".ttf", ".otf", ".ttc"} and "-" not in path.stem.replace("-Regular", "")
            )

    def _open(self, path: Path) -> FontFile | None:
        if path not in self._read:
            self._read[path] = None
            try:
                self._read[path] = read_font(path)
            except (FontUnreadableError, OSError) as mistake:
                logger.warning("font left out: %s", mistake)
        return self._read[path]

    def _has(self, font: FontFile, letter: str) -> bool:
        try:
            return font.has(letter)
        except (FontUnreadableError, OSError) as mistake:
            logger.warning("font left out: %s", mistake)
            self._read[font.path] = None
            return False


def _names_of(script: Script) -> list[str]:
    stems = (f"NotoSans{script.noto}-Regular", f"NotoSerif{script.noto}-Regular")
    return [f"{stem}.{ending}" for stem in stems for ending in ("ttf", "otf", "ttc")]


@cache
def capital_of(font: FontFile, script: Script | None) -> float:
    """What stands for the height of capitals in a script, as a part of the font size.

    Letters of two fonts look equally large when this is: for Latin and its kin the capitals themselves, for a
    script without capitals a tall letter of its own, else what all of Noto's fonts are drawn for.
    """
    if script is not None and script.letter and font.has(script.letter):
        height = font.height_ratio(script.letter)
        if height:
            return height / script.letter_per_capital
    low, high = _LIKELY_CAPITAL
    return font.capital_ratio if low <= font.capital_ratio <= high else _CAPITAL_OF_NOTO
