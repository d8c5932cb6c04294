"""The paper itself: what has been printed on it, and the pieces that it falls into."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image, ImageChops

DOTS_PER_MM = 8


class Ending(StrEnum):
    """How a piece of paper came off."""

    CUT = "cut"
    RAN_OUT = "ran-out"
    """The roll ended in the middle of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of paper that came out. `text` has one line for each printed line, images in brackets."""

    number: int
    text: str
    ending: Ending
    picture: Path
    length_mm: float


class Strip:
    """Paper between its leading edge and the print head; the cutter sits a little before the head."""

    def __init__(self, folder: Path, dots: int, head_to_cutter: int) -> None:
        """Args: where pictures go, the printable width, and the dots between print head and cutter."""
        self._folder = folder
        self._dots = dots
        self._head_to_cutter = head_to_cutter
        self._made = 0
        self._begin()

    def _begin(self) -> None:
        self._rows: list[Image.Image] = [Image.new("1", (self._dots, self._head_to_cutter))]
        self._length = self._head_to_cutter
        self._marks: list[tuple[int, str]] = []

    def add(self, rows: Image.Image) -> None:
        """Move the paper on by these rows of dots."""
        self._rows.append(rows)
        self._length += rows.height

    def mark(self, text: str) -> None:
        """Note what the rows that have just been printed say."""
        self._marks.append((self._length, text))

    def cut(self) -> Piece:
        """Cut at the cutter; what lies between it and the head stays for the next piece."""
        at = self._length - self._head_to_cutter
        whole = self._whole()
        marks = self._marks
        piece = self._piece(whole.crop((0, 0, self._dots, at)), [t for y, t in marks if y <= at], Ending.CUT)
        self._begin()
        self._rows = [whole.crop((0, at, self._dots, whole.height))]
        self._marks = [(y - at, text) for y, text in marks if y > at]
        return piece

    def end_of_roll(self) -> Piece:
        """Take the rest of the old roll out and put a new one in."""
        piece = self._piece(self._whole(), [text for _, text in self._marks], Ending.RAN_OUT)
        self._begin()
        return piece

    @property
    def text(self) -> str:
        """What stands on the paper since the last cut."""
        return "\n".join(text for _, text in self._marks)

    def _whole(self) -> Image.Image:
        whole = Image.new("1", (self._dots, self._length))
        y = 0
        for rows in self._rows:
            whole.paste(rows, (0, y))
            y += rows.height
        return whole

    def _piece(self, dots: Image.Image, lines: list[str], ending: Ending) -> Piece:
        self._made += 1
        name = "ticket" if ending is Ending.CUT else "scrap"
        picture = self._folder / f"{name}-{self._made:04}.png"
        visible = dots if dots.height else Image.new("1", (self._dots, 1))
        ImageChops.invert(visible.convert("L")).save(picture, dpi=(203, 203))
        text = "\n".join(lines)
        picture.with_suffix(".txt").write_text(f"{text}\n", encoding="utf-8")
        return Piece(self._made, text, ending, picture, dots.height / DOTS_PER_MM)
