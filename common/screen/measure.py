"""Millimetres to pixels: how large a panel is, and how large letters must be for their distance."""

import math

import msgspec

LARGE_TEXT_MM_PER_METRE = 12.2
"""Capital height for each metre of distance, 0.7° of the eye: EN 301 549 5.1.4."""
OTHER_TEXT_MM_PER_METRE = 6.4
"""Capital height for each metre of distance for text that is not the number, 22′: ISO 9241."""
CALLED_NUMBER_LEAST_MM = 75.0
"""A called number is never lower than this, however near the seats are."""

_TOLERANCE = 0.12


class Panel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lit area of a screen as it hangs (portrait: height above width), in millimetres and in pixels."""

    width_mm: float
    height_mm: float
    width_px: int
    height_px: int

    def __post_init__(self) -> None:
        """Refuses a panel whose pixels would be far from square, since then one of its sides is wrong."""
        if min(self.width_mm, self.height_mm, self.width_px, self.height_px) <= 0:
            message = "panel: width and height must be above zero, in mm and in px"
            raise ValueError(message)
        across, down = self.width_px / self.width_mm, self.height_px / self.height_mm
        if abs(across - down) > _TOLERANCE * max(across, down):
            message = (
                f"panel: {self.width_mm:g} × {self.height_mm:g} mm does not fit "
                f"{self.width_px} × {self.height_px} px; measure the lit area as the screen hangs"
            )
            raise ValueError(message)

    @property
    def px_per_mm(self) -> float:
        """Pixels in a millimetre; of two sides that differ the denser, so that nothing is ever too small."""
        return max(self.width_px / self.width_mm, self.height_px / self.height_mm)

    def px(self, millimetres: float) -> int:
        """The nearest whole number of pixels, at least 1 for any length above zero."""
        if millimetres <= 0:
            return 0
        return max(1, round(millimetres * self.px_per_mm))

    def mm(self, pixels: float) -> float:
        """Millimetres that so many pixels cover."""
        return pixels / self.px_per_mm


def font_px_for_capital(capital_mm: float, capital_ratio: float, panel: Panel) -> int:
    """Font size in px whose capital H is at least `capital_mm` high; the ratio is that of capital and em."""
    return max(1, math.ceil(capital_mm * panel.px_per_mm / capital_ratio))


def large_text_mm(distance_m: float) -> float:
    """Least capital height of large text read from `distance_m` metres."""
    return LARGE_TEXT_MM_PER_METRE * distance_m


def called_number_mm(farthest_seat_m: float) -> float:
    """Least height of a called number for the farthest seat, in mm: 12.2 mm a metre, never under 75 mm."""
    return max(CALLED_NUMBER_LEAST_MM, large_text_mm(farthest_seat_m))


def wall_text_mm(farthest_seat_m: float) -> float:
    """Least capital height of every other text of a wall, in mm (D2: 6.4 mm a metre)."""
    return OTHER_TEXT_MM_PER_METRE * farthest_seat_m
