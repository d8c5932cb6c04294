"""Colours as they are on a picture: the ground of a place, and what is drawn upon it. Pure."""

from collections import Counter
from dataclasses import dataclass

from PIL import Image, ImageChops

from common.screen.colour import Colour, contrast
from common.screen.description import Rect

Rgb = tuple[int, int, int]

_NEAR = 10
"""Colours that differ less in each part are one: an edge that is smoothed comes close to its own colour."""
_SHADES = 32
"""So many of the commonest colours are looked at; what is rarer is a shade of an edge."""
_LEAST_INK = 6
"""Fewer pixels of a colour are dust."""
_LEAST_BORDER_PX, _MOST_BORDER_PX, _OVERSHOOT = 2, 8, 0.03
"""So far outside what is drawn its ground is looked for: round figures reach a little over their height."""
_GROUND_SHARE = 0.08
"""A colour with so much of that border is a ground: a text may stand across two."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in a place: its colour, those it stands upon, the commonest first, and its own box."""

    ink: Rgb
    grounds: tuple[Rgb, ...]
    box_px: Rect

    @property
    def contrast(self) -> float:
        """The least contrast of the ink with a ground."""
        return min(ratio(self.ink, ground) for ground in self.grounds)


def drawn_in(picture: Image.Image, rect: Rect) -> Drawn | None:
    """Return what is drawn inside a place (px); ``None`` where it is of one colour.

    The colours around what is drawn are its grounds. The ink is the commonest colour that is none of them:
    letters are smoothed, but the middle of their strokes is not, and outnumbers each shade of their edges.
    """
    room = _pixels(picture, rect)
    if room is None:
        return None
    inner = picture.crop(room)
    main_ground = _around(picture, room, 0)[0]
    box = ImageChops.difference(inner, Image.new("RGB", inner.size, main_ground)).getbbox()
    if box is None:
        return None
    drawn = (room[0] + box[0], room[1] + box[1], room[0] + box[2], room[1] + box[3])
    out = max(_LEAST_BORDER_PX, min(_MOST_BORDER_PX, round(_OVERSHOOT * (box[3] - box[1]))))
    grounds = _around(picture, drawn, out)
    inks = [one for one in _clusters(_counts(inner)) if not any(_near(one[0], ground) for ground in grounds)]
    if not inks or inks[0][1] < _LEAST_INK:
        return None
    return Drawn(inks[0][0], grounds, Rect(drawn[0], drawn[1], box[2] - box[0], box[3] - box[1]))


def ratio(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    return contrast(Colour(*one), Colour(*other))


def colour_at(picture: Image.Image, x: float, y: float) -> Rgb | None:
    """Return the colour of a pixel; ``None`` outside the picture."""
    column, row = int(x), int(y)
    if not (0 <= column < picture.width and 0 <= row < picture.height):
        return None
    pixel = picture.getpixel((column, row))
    return (pixel[0], pixel[1], pixel[2]) if isinstance(pixel, tuple) else None


def _pixels(picture: Image.Image, rect: Rect) -> tuple[int, int, int, int] | None:
    left, top = max(0, round(rect.left)), max(0, round(rect.top))
    right, bottom = min(picture.width, round(rect.right)), min(picture.height, round(rect.bottom))
    return None if right <= left or bottom <= top else (left, top, right, bottom)


def _counts(picture: Image.Image) -> Counter[Rgb]:
    counts: Counter[Rgb] = Counter()
    for count, colour in picture.getcolors(picture.width * picture.height) or ():
        if isinstance(colour, tuple):
            counts[colour[0], colour[1], colour[2]] = count
    return counts


def _around(picture: Image.Image, room: tuple[int, int, int, int], out: int) -> tuple[Rgb, ...]:
    """Return the colours of the border so far outside a place, the commonest first."""
    left, top = max(0, room[0] - out), max(0, room[1] - out)
    right, bottom = min(picture.width, room[2] + out), min(picture.height, room[3] + out)
    counts: Counter[Rgb] = Counter()
    for strip in (
        (left, top, right, top + 1),
        (left, bottom - 1, right, bottom),
        (left, top, left + 1, bottom),
        (right - 1, top, right, bottom),
    ):
        counts.update(_counts(picture.crop(strip)))
    clusters = _clusters(counts)
    least = _GROUND_SHARE * counts.total()
    return tuple(colour for colour, count in clusters if count >= least) or (clusters[0][0],)


def _clusters(counts: Counter[Rgb]) -> list[tuple[Rgb, int]]:
    """Return the colours with those near them counted in, the commonest first."""
    found: list[tuple[Rgb, int]] = []
    for colour, count in counts.most_common(_SHADES):
        near = next((index for index, (other, _) in enumerate(found) if _near(colour, other)), None)
        if near is None:
            found.append((colour, count))
        else:
            found[near] = (found[near][0], found[near][1] + count)
    return sorted(found, key=lambda one: -one[1])


def _near(one: Rgb, other: Rgb) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
