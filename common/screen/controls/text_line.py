"""One line of text on a canvas, drawn in as many fonts and directions as its letters need."""

from kivy.graphics import Canvas, InstructionGroup, Rectangle

from common.screen.controls.shaped import TextTexture
from common.screen.controls.text_measure import Style, ascent_and_descent
from common.screen.text.runs import Run


class _Piece:
    """A run on the canvas; its texture is kept, and made anew only when the run changes."""

    def __init__(self, group: InstructionGroup) -> None:
        self.ascent = 0
        self._texture = TextTexture()
        self._rectangle = Rectangle(size=(0, 0))
        group.add(self._rectangle)

    def show(self, text: str, font: str, font_px: int, run: Run | None = None) -> None:
        script = run.script.tag if run and run.script else ""
        self._texture.dress(font, font_px, rtl=run is not None and run.rtl, script=script)
        self._texture.draw(text)
        self._rectangle.texture = self._texture.texture
        self._rectangle.size = self._texture.texture.size
        self.ascent, _ = ascent_and_descent(font, font_px)

    def hide(self) -> None:
        self._rectangle.texture = None
        self._rectangle.size = (0, 0)
        self._texture.let_go()

    def place(self, x: float, base: float) -> None:
        self._rectangle.pos = (round(x), round(base + self.ascent - self._rectangle.size[1]))

    @property
    def width(self) -> float:
        return float(self._rectangle.size[0])


class DrawnLine:
    """Draws in the colour that stands before it on the canvas."""

    def __init__(self, canvas: Canvas | InstructionGroup) -> None:
        self._group = InstructionGroup()
        canvas.add(self._group)
        self._pieces: list[_Piece] = []
        self._shown: tuple[str, Style] | None = None

    def show(self, text: str, style: Style) -> None:
        """Changes the words."""
        if (text, style) == self._shown:
            return
        self._shown = (text, style)
        if style.plain(text):
            self._show_count(1 if text else 0)
            for piece in self._pieces[:1]:
                piece.show(text, style.font, style.font_px)
        else:
            runs = style.runs(text)
            self._show_count(len(runs))
            for piece, run in zip(self._pieces, runs, strict=False):
                piece.show(run.text, str(run.font.path), style.px_of(run), run)

    def clear(self) -> None:
        """Shows nothing."""
        self._shown = None
        self._show_count(0)

    def place(self, x: float, base: float) -> None:
        """Puts the left end of its base line there."""
        for piece in self._pieces:
            piece.place(x, base)
            x += piece.width

    @property
    def width(self) -> float:
        """Width in px."""
        return sum(piece.width for piece in self._pieces)

    def _show_count(self, count: int) -> None:
        while len(self._pieces) < count:
            self._pieces.append(_Piece(self._group))
        for piece in self._pieces[count:]:
            piece.hide()
