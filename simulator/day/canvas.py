"""A drawing of boxes, lines and words, and its two forms: SVG for the web, PNG for everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

Anchor = Literal["start", "middle", "end"]

_FONTS = {
    False: (
        "opentype/inter/Inter-Regular.otf",
        "truetype/noto/NotoSans-Regular.ttf",
        "truetype/dejavu/DejaVuSans.ttf",
    ),
    True: (
        "opentype/inter/Inter-SemiBold.otf",
        "truetype/noto/NotoSans-Bold.ttf",
        "truetype/dejavu/DejaVuSans-Bold.ttf",
    ),
}
_FOLDER = Path("/usr/share/fonts")
_FAMILY = "Inter, 'Noto Sans', 'DejaVu Sans', sans-serif"
_FINER = 2
"""A PNG is drawn so many times as large, and then made smaller: its edges are smooth."""

_ANCHORS: dict[Anchor, str] = {"start": "ls", "middle": "ms", "end": "rs"}


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box with round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words; ``y`` is where they stand on."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Anchor = "start"
    bold: bool = False


Shape = Box | Rule | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a ground, the later ones above; ``title`` says in words what is to be seen."""

    width: int
    height: int
    ground: str
    title: str
    shapes: Sequence[Shape]


def to_svg(drawing: Drawing) -> str:
    """Return the drawing as SVG."""
    width, height = drawing.width, drawing.height
    attributes = f'viewBox="0 0 {width} {height}" role="img" font-family="{_FAMILY}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>',
        f"<title>{escape(drawing.title)}</title>",
        f'<rect width="{width}" height="{height}" fill="{drawing.ground}"/>',
        *(_svg(shape) for shape in drawing.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _svg(shape: Shape) -> str:
    match shape:
        case Box():
            return (
                f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}"'
                f' rx="{shape.radius:g}" fill="{shape.fill}"/>'
            )
        case Rule():
            return (
                f'<line x1="{shape.x1:g}" y1="{shape.y1:g}" x2="{shape.x2:g}" y2="{shape.y2:g}"'
                f' stroke="{shape.stroke}" stroke-width="{shape.width:g}"/>'
            )
        case Words():
            weight = ' font-weight="600"' if shape.bold else ""
            return (
                f'<text x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size:g}"{weight}'
                f' text-anchor="{shape.anchor}" fill="{shape.fill}">{escape(shape.text)}</text>'
            )


def save_png(drawing: Drawing, path: Path) -> None:
    """Draw into a PNG file. Raises OSError where it cannot be written."""
    size = drawing.width * _FINER, drawing.height * _FINER
    image = Image.new("RGB", size, drawing.ground)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(pen, shape)
    image.reduce(_FINER).save(path, optimize=True)


def _draw(pen: ImageDraw.ImageDraw, shape: Shape) -> None:
    match shape:
        case Box():
            corners = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            left, top, right, bottom = (_FINER * value for value in corners)
            if right - left >= 1 and bottom - top >= 1:
                pen.rounded_rectangle((left, top, right - 1, bottom - 1), _FINER * shape.radius, shape.fill)
        case Rule():
            ends = tuple(_FINER * value for value in (shape.x1, shape.y1, shape.x2, shape.y2))
            pen.line(ends, shape.stroke, round(_FINER * shape.width))
        case Words():
            font = _font(round(_FINER * shape.size), bold=shape.bold)
            at = _FINER * shape.x, _FINER * shape.y
            pen.text(at, shape.text, shape.fill, font, anchor=_ANCHORS[shape.anchor])


def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FONTS[bold]:
        path = _FOLDER / name
        if path.exists():
            return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)
