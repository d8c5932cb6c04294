"""Cuts a line into runs of one font and one direction, as they stand from the left. Pure."""

from functools import lru_cache

import msgspec

from common.screen.fontfile import FontFile, is_drawn
from common.screen.fonts import FontSet
from common.screen.other_fonts import capital_of
from common.screen.text.order import MARKS, from_the_left, has_right_to_left, levels_of
from common.screen.text.scripts import Script, script_of
from common.screen.theme import Weight


class Run(msgspec.Struct, frozen=True):
    """Letters that are drawn at once; `text` is in the order of reading, whichever way it runs."""

    text: str
    font: FontFile
    script: Script | None
    level: int
    scale: float
    """Its font size as a multiple of the family's, so that letters of both look equally large."""

    @property
    def rtl(self) -> bool:
        """Whether its letters run from the right."""
        return self.level % 2 == 1


@lru_cache(maxsize=2048)
def is_plain(text: str, fonts: FontSet, weight: Weight) -> bool:
    """Whether the family has every letter and all run from the left: then a line is one run, as it stands."""
    face = fonts.face(weight)
    return not has_right_to_left(text) and all(face.has(letter) for letter in text if is_drawn(letter))


@lru_cache(maxsize=1024)
def runs_of(text: str, fonts: FontSet, weight: Weight, *, mirrored: bool) -> tuple[Run, ...]:
    """The runs of one line, from the left; for a letter that no font has the family's own sign is drawn."""
    found: list[Run] = []
    own = fonts.face(weight)
    font, script = own, None
    for letter, level in zip(text, levels_of(text, mirrored=mirrored), strict=True):
        if letter in MARKS:
            continue
        its = script_of(letter)
        # A space or a stop stands in the font of the words before it; figures are everywhere the family's.
        if its is not None or letter.isalnum() or not is_drawn_in(letter, font):
            font, script = fonts.face_for(letter, weight) or own, its
        last = found[-1] if found else None
        if last is not None and (last.font, last.script, last.level) == (font, script, level):
            found[-1] = Run(last.text + letter, font, script, level, last.scale)
        else:
            found.append(Run(letter, font, script, level, _scale(font, script, own)))
    return tuple(from_the_left(found, lambda run: run.level))


def is_drawn_in(letter: str, font: FontFile) -> bool:
    """Whether a sign that all scripts share needs no other font: this one has it, or it leaves no mark."""
    return not is_drawn(letter) or font.has(letter)


def _scale(font: FontFile, script: Script | None, own: FontFile) -> float:
    return 1.0 if font is own else own.capital_ratio / capital_of(font, script)
