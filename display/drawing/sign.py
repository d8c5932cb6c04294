"""Words on a sign: lines of different sizes, exactly as high as a layout has planned."""

from dataclasses import dataclass

from kivy.graphics import Canvas, Color

from common.screen.controls.control import Control
from common.screen.controls.text import Align
from common.screen.controls.text_line import DrawnLine
from common.screen.controls.text_measure import Style, kit_style, measure_of
from common.screen.kit import Kit
from common.screen.palette import Ink
from display.lettering import SignLine, sign_height


class _Drawn:
    """One line on the canvas, in a colour of its own."""

    def __init__(self, canvas: Canvas) -> None:
        with canvas:
            self.colour = Color()
        self.line = DrawnLine(canvas)


@dataclass(frozen=True, slots=True)
class _Style:
    inks: tuple[Ink, ...]
    align: Align


class Sign(Control):
    """Lines in the middle of its height; the first ink is for the first line, the last for all after it."""

    def __init__(
        self,
        kit: Kit,
        *,
        inks: tuple[Ink, ...] = (Ink.TEXT,),
        align: Align = Align.START,
        top: bool = False,
        name: str = "",
    ) -> None:
        """``top`` begins at the top of its room instead of standing in the middle."""
        super().__init__(kit, name=name)
        self._lines: tuple[SignLine, ...] = ()
        self._style = _Style(inks, align)
        self._top = top
        self._drawn: list[_Drawn] = []

    def show(self, lines: tuple[SignLine, ...]) -> None:
        """Change the lines."""
        if lines != self._lines:
            self._lines = lines
            self.label = _label(lines)
            self.changed()

    def set_inks(self, *inks: Ink) -> None:
        """Change the colours."""
        if inks != self._style.inks:
            self._style = _Style(inks, self._style.align)
            self.changed()

    def fits(self) -> bool:
        """Whether all lines have room."""
        wide = max((self._width(line) for line in self._lines), default=0.0)
        return wide <= self.width + 1 and self._height() <= self.height + 1

    def arrange(self) -> None:
        """Draw line below line, by their base lines."""
        while len(self._drawn) < len(self._lines):
            self._drawn.append(_Drawn(self.canvas))
        scale = self.kit.panel.px_per_mm
        y = self.top if self._top else self.top - (self.height - self._height()) / 2
        y -= sign_height(self._lines[:1]).above * scale
        for index, drawn in enumerate(self._drawn):
            if index >= len(self._lines):
                drawn.line.clear()
                continue
            line = self._lines[index]
            if index:
                y -= line.pitch_mm * scale
            drawn.line.show(line.text, self._style_of(line))
            first = index == 0 or not self._lines[index].quiet
            drawn.colour.rgba = self.kit.rgba(self._style.inks[0 if first else -1])
            slack = self.width - drawn.line.width
            x = {Align.START: 0.0, Align.CENTRE: slack / 2, Align.END: slack}[self._style.align]
            drawn.line.place(self.x + x, y)

    def _style_of(self, line: SignLine) -> Style:
        return kit_style(self.kit, line.capital_mm, line.weight)

    def _width(self, line: SignLine) -> float:
        return measure_of(self._style_of(line))(line.text)

    def _height(self) -> float:
        return sign_height(self._lines).whole * self.kit.panel.px_per_mm


def _label(lines: tuple[SignLine, ...]) -> str:
    """What is written: a text that was broken into lines is one again."""
    text = ""
    for line in lines:
        text += (" " if line.goes_on else "\n") + line.text if text else line.text
    return text.replace("\u00a0", " ")
