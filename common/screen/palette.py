"""The colours of a screen by what they are for: light, high contrast, and night for the guard."""

from enum import StrEnum

import msgspec

from common.screen.colour import Colour, contrast

BRAND_CONTRAST = 7.0
"""White text on a site's own colour, and that colour as a text on white: our goal for text (WCAG 1.4.6)."""


class BrandRefusedError(ValueError):
    """A site's own colour would make text hard to read; the message says how far it is off."""


class Ink(StrEnum):
    """What a colour is for. Text colours name the ground that they stand on."""

    PAPER = "paper"
    GROUND = "ground"
    PANEL = "panel"
    INK = "ink"
    CALL = "call"
    ON_CALL = "on_call"
    MAIN = "main"
    ON_MAIN = "on_main"
    ON_INK = "on_ink"
    TEXT = "text"
    QUIET = "quiet"
    NUMBER = "number"
    EDGE = "edge"
    QUIET_EDGE = "quiet_edge"
    LINE = "line"
    NOTICE = "notice"
    ON_NOTICE = "on_notice"
    WARNING_TEXT = "warning_text"
    OPEN = "open"
    ALARM = "alarm"
    ON_ALARM = "on_alarm"
    FOCUS = "focus"
    FOCUS_GAP = "focus_gap"


class Palette(msgspec.Struct, frozen=True, kw_only=True):
    """One colour for each `Ink`; the field names are the values of `Ink`."""

    paper: Colour
    ground: Colour
    panel: Colour
    ink: Colour
    call: Colour
    on_call: Colour
    main: Colour
    on_main: Colour
    on_ink: Colour
    text: Colour
    quiet: Colour
    number: Colour
    edge: Colour
    quiet_edge: Colour
    line: Colour
    notice: Colour
    on_notice: Colour
    warning_text: Colour
    open: Colour
    alarm: Colour
    on_alarm: Colour
    focus: Colour
    focus_gap: Colour

    def of(self, ink: Ink) -> Colour:
        """The colour for a purpose."""
        return getattr(self, ink.value)


def _palette(**colours: str) -> Palette:
    return Palette(**{name: Colour.parse(text) for name, text in colours.items()})


LIGHT = _palette(
    paper="#FFFFFF",
    ground="#F7F7F8",
    panel="#F0F6FF",
    ink="#00357A",
    call="#00357A",
    on_call="#FFFFFF",
    main="#235A9A",
    on_main="#FFFFFF",
    on_ink="#FFFFFF",
    text="#212121",
    quiet="#4E5459",  # 7.1 on the panel: quiet, and still the goal for text
    number="#00357A",
    edge="#235A9A",
    quiet_edge="#7F878E",  # 3.4 on the ground: WCAG 1.4.11 asks 3 for the edge of a control
    line="#D9DEE2",
    notice="#F6AF09",
    on_notice="#212121",
    warning_text="#212121",
    open="#078364",
    alarm="#AE332D",
    on_alarm="#FFFFFF",
    focus="#212121",
    focus_gap="#F6AF09",
)
"""The default of every public screen."""

HIGH_CONTRAST = _palette(
    paper="#000000",
    ground="#000000",
    panel="#000000",
    ink="#000000",
    call="#FFD84D",
    on_call="#000000",
    main="#FFD84D",
    on_main="#000000",
    on_ink="#FFFFFF",
    text="#FFFFFF",
    quiet="#FFFFFF",
    number="#FFD84D",
    edge="#FFD84D",
    quiet_edge="#FFFFFF",
    line="#FFFFFF",
    notice="#FFD84D",
    on_notice="#000000",
    warning_text="#FFD84D",
    open="#FFFFFF",
    alarm="#FFD84D",
    on_alarm="#000000",
    focus="#FFFFFF",
    focus_gap="#000000",
)
"""White and yellow on black, every pair 10:1 and more."""

NIGHT = _palette(
    paper="#14181C",
    ground="#14181C",
    panel="#14181C",
    ink="#14181C",
    call="#FFFFFF",
    on_call="#212121",
    main="#FFFFFF",
    on_main="#212121",
    on_ink="#FFFFFF",
    text="#FFFFFF",
    quiet="#C9D0D6",
    number="#FFFFFF",
    edge="#FFFFFF",
    quiet_edge="#717C85",
    line="#4A545C",
    notice="#F6AF09",
    on_notice="#212121",
    warning_text="#F6AF09",
    open="#63C7A8",
    alarm="#AE332D",
    on_alarm="#FFFFFF",
    focus="#FFFFFF",
    focus_gap="#14181C",
)
"""The guard's panel, which glows all night in a dark room."""


def with_brand(palette: Palette, brand: Colour) -> Palette:
    """A palette whose header, number and call carry a site's own colour.

    Raises BrandRefusedError when white on it, or it on white, is under 7:1 (our goal for text).
    """
    found = contrast(palette.on_ink, brand)
    if found < BRAND_CONTRAST:
        message = (
            f"colour {brand}: white text on it has a contrast of {found:.1f}, "
            f"and it needs {BRAND_CONTRAST:.0f}; choose a darker one"
        )
        raise BrandRefusedError(message)
    return msgspec.structs.replace(palette, ink=brand, call=brand, number=brand)
