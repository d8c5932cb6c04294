"""The looks that a customer can choose, by name."""

from common.screen.theme import Contrast, Look, TextSize

LOOKS: dict[str, Look] = {
    "normal": Look(),
    "large": Look(size=TextSize.LARGE),
    "contrast": Look(contrast=Contrast.HIGH),
    "low": Look(low=True),
}
"""The looks that every screen is shown in."""
MIXED_LOOKS: dict[str, Look] = {
    "large-contrast": Look(size=TextSize.LARGE, contrast=Contrast.HIGH),
    "large-low": Look(size=TextSize.LARGE, low=True),
    "contrast-low": Look(contrast=Contrast.HIGH, low=True),
    "all": Look(size=TextSize.LARGE, contrast=Contrast.HIGH, low=True),
}
"""What a customer may choose together; shown when asked for by name."""
