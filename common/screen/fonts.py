"""Finds the one family of our screens on a Debian machine: Inter, or Noto Sans where that is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from common.screen.fontfile import FontFile, read_font
from common.screen.theme import Weight

FONT_FOLDERS = (
    Path("/usr/share/fonts/opentype/inter"),
    Path("/usr/share/fonts/truetype/noto"),
)

# Static files only: a variable font ignores the weight that Kivy asks for.
_FAMILIES: tuple[tuple[str, dict[Weight, str]], ...] = (
    (
        "Inter",
        {
            Weight.REGULAR: "Inter-Regular.otf",
            Weight.SEMIBOLD: "Inter-SemiBold.otf",
            Weight.BOLD: "Inter-Bold.otf",
        },
    ),
    (
        "Noto Sans",
        {
            Weight.REGULAR: "NotoSans-Regular.ttf",
            Weight.SEMIBOLD: "NotoSans-Bold.ttf",  # Debian has no semibold of it
            Weight.BOLD: "NotoSans-Bold.ttf",
        },
    ),
)


class FontsMissingError(RuntimeError):
    """Neither family is installed; the message names the Debian packages."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """A family in the weights that we use."""

    family: str
    faces: dict[Weight, FontFile]

    def face(self, weight: Weight) -> FontFile:
        """The file of a weight."""
        return self.faces[weight]

    def missing(self, text: str) -> frozenset[str]:
        """Characters that at least one weight cannot draw."""
        return frozenset[str]().union(*(face.missing(text) for face in self.faces.values()))


def find_fonts(folders: Sequence[Path] = FONT_FOLDERS) -> FontSet:
    """The first family of which every weight is in one of the folders.

    Raises FontsMissingError with the packages to install, and FontUnreadableError for a damaged file.
    """
    for family, files in _FAMILIES:
        for folder in folders:
            paths = {weight: folder / name for weight, name in files.items()}
            if all(path.is_file() for path in paths.values()):
                return FontSet(family, {weight: read_font(path) for weight, path in paths.items()})
    message = (
        "no font for the screen: install the Debian package fonts-inter (or fonts-noto-core) and start again"
    )
    raise FontsMissingError(message)
