"""Writes SVG: text, boxes and lines in the colours of the house, at whole units."""

from collections.abc import Iterator
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

INK, TEXT, QUIET, EDGE = "#00357A", "#212121", "#595959", "#235A9A"
PAPER, PANEL, RULE, PALE = "#FFFFFF", "#F0F6FF", "#C9D4E3", "#B5CCEA"
"""The palette of Finland's public services; pale lies beside a drawn edge, and never alone."""

FONT = "Inter, 'Noto Sans', 'Segoe UI', Arial, sans-serif"

_LETTER = 0.51
"""The width of a letter of these fonts, for a line's breaking; in parts of its size."""


class Sheet:
    """A sheet of a fixed width that grows downwards; ``y`` is where the next thing goes."""

    def __init__(self, width: int, margin: int) -> None:
        self.width, self.margin, self.y = width, margin, margin
        self._parts: list[str] = []

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: int = 15,
        *,
        colour: str = TEXT,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write a line; ``y`` is its foot."""
        weight = ' font-weight="600"' if bold else ""
        side = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self._parts.append(
            f'<text x="{_round(x)}" y="{_round(y)}" font-size="{size}" fill="{colour}"{weight}{side}>'
            f"{escape(said)}</text>"
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", round_: int = 0
    ) -> None:
        """Draw a box."""
        stroke = f' stroke="{edge}"' if edge else ""
        corner = f' rx="{round_}"' if round_ else ""
        self._parts.append(
            f'<rect x="{_round(x)}" y="{_round(y)}" width="{_round(width)}" height="{_round(height)}"'
            f' fill="{fill}"{stroke}{corner}/>'
        )

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str = RULE) -> None:
        """Draw a thin line."""
        self._parts.append(
            f'<line x1="{_round(x)}" y1="{_round(y)}" x2="{_round(to_x)}" y2="{_round(to_y)}"'
            f' stroke="{colour}"/>'
        )

    def done(self, language: str, title: str, about: str) -> str:
        """Return the whole file; ``title`` and ``about`` are for who does not see it."""
        height = _round(self.y + self.margin)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{height}"'
            f' viewBox="0 0 {self.width} {height}" role="img" xml:lang={quoteattr(language)}'
            f' aria-labelledby="title about" font-family="{FONT}" font-variant-numeric="tabular-nums">'
        )
        named = f'<title id="title">{escape(title)}</title><desc id="about">{escape(about)}</desc>'
        ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        return "\n".join([head, named, ground, *self._parts, "</svg>"]) + "\n"


def broken(said: str, width: float, size: int, most: int = 2) -> list[str]:
    """Break a text into lines of a width; what does not fit into the last ends in an ellipsis."""
    letters = max(4, int(width / (size * _LETTER)))
    return wrap(said, letters, max_lines=most, placeholder=" …", break_long_words=True)


def steps(top: float, count: int = 4) -> Iterator[float]:
    """Yield round values from 0 to at least ``top``, some ``count`` of them: the lines of a scale."""
    rough = max(top, 1) / count
    power = 1
    while power * 10 <= rough:
        power *= 10
    step = next((one * power for one in (1, 2, 5, 10) if one * power >= rough), 10 * power)
    value = 0
    while value < top + step:
        yield value
        if value >= top:
            return
        value += step


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
