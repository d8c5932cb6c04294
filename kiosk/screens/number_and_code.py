"""The number, very large, and beside it the code by which a phone takes it along."""

from common.screen.controls.big_number import BigNumber
from common.screen.controls.control import Control
from common.screen.controls.qr_code import QrCode
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.screens.tight import is_tight

_LEAST_NUMBER_MM = 14.0
"""Where nothing else can give way: in low mode with large text, in the language with the longest words."""
_CODE_MM = 34.0
"""An address of 60 letters with an id of 16 takes 45 modules with its quiet zone: 0.7 mm each."""


class NumberAndCode(Control):
    """The code stands at the end of the line, where one is shown; the number has what is left."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.number = BigNumber(kit, least_mm=_LEAST_NUMBER_MM)
        self.code = QrCode(kit, side_mm=_CODE_MM)
        self.put(self.number, self.code)

    def show(self, number: str, spoken: str, code: str = "") -> None:
        """Change all of it; without a ``code`` the number stands in the middle of the line."""
        self.number.show(number)
        self.number.own_spoken = spoken
        self.code.show(code)
        self.changed()

    def height_for(self, width: float) -> float:
        """The least height of the number, or the one at which a phone reads the code.

        In large text in low mode the code gives way whole, where a language needs its room for words.
        """
        code = 0 if is_tight(self.kit.look) else self.code.least_px()
        return max(self.number.height_for(self._left(width)), code)

    def height_most(self, width: float) -> float:
        """The height that the number would like."""
        return max(self.number.height_most(self._left(width)), self.code.height_for(width))

    def arrange(self) -> None:
        """Places both."""
        code = self.code.width_wanted()
        left = self._left(self.width)
        if not code or self.height < self.code.least_px() - 1:
            self.number.place(self.x, self.y, self.width, self.height)
            self.code.place(self.x, self.y, 0, 0)
        elif self.kit.mirrored:
            self.code.place(self.x, self.y, code, self.height)
            self.number.place(self.right - left, self.y, left, self.height)
        else:
            self.number.place(self.x, self.y, left, self.height)
            self.code.place(self.right - code, self.y, code, self.height)

    def _left(self, width: float) -> float:
        code = self.code.width_wanted()
        return width - code - self.kit.px(GRID_MM) if code else width
