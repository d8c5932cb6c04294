"""Finds the one family of our screens on a Debian machine: Inter, or Noto Sans where that is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from common.screen.fontfile import FontFile, is_drawn, read_font
from common.screen.other_fonts import FALLBACK_FOLDERS, OtherFonts
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


@dataclass(frozen=True, eq=False, slots=True)
class FontSet:
    """A family in the weights that we use, and what draws the letters that it lacks."""

    family: str
    faces: dict[Weight, FontFile]
    others: OtherFonts = field(default_factory=OtherFonts)

    def face(self, weight: Weight) -> FontFile:
        """The file of a weight."""
        return self.faces[weight]

    def face_for(self, letter: str, weight: Weight) -> FontFile | None:
        """The first file that has a letter, the family's own before all others; None where no font has it."""
        own = self.faces[weight]
        return own if own.has(letter) else self.others.find(letter, weight)

    def missing(self, text: str) -> frozenset[str]:
        """Characters that no installed font can draw in at least one weight."""
        return frozenset(
            letter
            for letter in set(text)
            if is_drawn(letter) and any(self.face_for(letter, weight) is None for weight in self.faces)
        )

    def lacks(self, text: str) -> frozenset[str]:
        """Characters that the family itself does not have in at least one weight."""
        return frozenset[str]().union(*(face.missing(text) for face in self.faces.values()))


def find_fonts(
    folders: Sequence[Path] = FONT_FOLDERS, fallbacks: Sequence[Path] = FALLBACK_FOLDERS
) -> FontSet:
    """The first family of which every weight is in one of the folders; other letters come from `fallbacks`.

    Raises FontsMissingError with the packages to install, and FontUnreadableError for a damaged file.
    """
    for family, files in _FAMILIES:
        for folder in folders:
            paths = {weight: folder / name for weight, name in files.items()}
            if all(path.is_file() for path in paths.values()):
                faces = {weight: read_font(path, capitals=True) for weight, path in paths.items()}
                return FontSet(family, faces, OtherFonts(fallbacks))
    message = (
        "no font for the screen: install the Debian package fonts-inter (or fonts-noto-core) and start again"
    )
    raise FontsMissingError(message)
