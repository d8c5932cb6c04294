"""Looks at the controls of a window: which texts, symbols and buttons are drawn, and where."""

from collections.abc import Iterator

from PIL import Image

from common.screen.controls.big_number import BigNumber
from common.screen.controls.control import Control
from common.screen.controls.describe import describe, focusable, spoken_controls
from common.screen.controls.picture import Picture
from common.screen.controls.pressable import Pressable
from common.screen.controls.qr_code import QrCode
from common.screen.controls.text import Text
from common.screen.description import Rect
from kiosk.gallery.view import Code, Letters, Target, View


def view_of(root: Control, picture: Image.Image, page: int = 1) -> View:
    """Return what there is to know of a screen that has just been drawn as ``picture``."""
    kit = root.kit
    controls = describe(root)
    told = dict(zip(map(id, spoken_controls(root)), controls, strict=True))
    reached = focusable(root)
    drawn = [control for control in _drawn(root) if control.width > 0 and control.height > 0]
    return View(
        panel=kit.panel,
        look=kit.look,
        mirrored=kit.mirrored,
        controls=tuple(controls),
        reached=tuple(told[id(control)] for control in reached),
        targets=tuple(_targets(root, frozenset(map(id, reached)))),
        letters=tuple(_letters(control, root) for control in drawn if _has_letters(control)),
        symbols=tuple(
            _drawing(control, root) for control in drawn if isinstance(control, Picture) and control.drawing
        ),
        missing=kit.fonts.missing,
        picture=picture,
        codes=tuple(
            Code(_code(control, root), control.module_mm)
            for control in drawn
            if isinstance(control, QrCode) and control.text
        ),
        page=page,
    )


def _drawn(control: Control) -> Iterator[Control]:
    """Yield a control and all below it that can be seen."""
    if control.opacity == 0:
        return
    yield control
    for part in control.parts():
        yield from _drawn(part)


def _targets(root: Control, reached: frozenset[int]) -> Iterator[Target]:
    """Yield every control that a finger would press, whatever the screen says of itself."""
    seen = {id(control) for control in _drawn(root)}
    for control in root.walk_controls():
        if isinstance(control, Pressable) and control.width > 0 and control.height > 0:
            yield Target(
                f"{type(control).__name__} {control.name or '-'} {control.label!r}",
                _rect(control, root),
                seen=id(control) in seen,
                reached=id(control) in reached or not control.enabled,
            )


def _has_letters(control: Control) -> bool:
    return isinstance(control, Text | BigNumber) and bool(control.label.strip())


def _letters(control: Control, root: Control) -> Letters:
    capital_mm = control.capital_mm if isinstance(control, BigNumber) else None
    if isinstance(control, Text):
        capital_mm = control.kit.capital_mm(control.lettering)
    return Letters(
        control.label,
        _rect(control, root),
        _rect(_holder(control, root), root),
        capital_mm,
        control.fits(),
    )


def _drawing(picture: Picture, root: Control) -> Rect:
    """Return the square of a drawing, in the middle of its room."""
    side = min(picture.width_wanted(), picture.width, picture.height)
    room = _rect(picture, root)
    across, down = room.middle
    return Rect(across - side / 2, down - side / 2, side, side)


def _code(code: QrCode, root: Control) -> Rect:
    """Return the square of a code, in the middle of its room."""
    side = code.side_px
    across, down = _rect(code, root).middle
    return Rect(across - side / 2, down - side / 2, side, side)


def _holder(control: Control, root: Control) -> Control:
    """Return the button that a text stands on, or the window."""
    above = control.parent
    while isinstance(above, Control) and above is not root:
        if isinstance(above, Pressable):
            return above
        above = above.parent
    return root


def _rect(control: Control, root: Control) -> Rect:
    return Rect(control.x - root.x, root.top - control.top, control.width, control.height)
