"""What a kiosk's box.toml says: who it is, where the broker is, how large its panel is, what prints."""

import msgspec

from common.runtime.broker import Box, Broker
from common.screen.environment import ScreenKind, WindowPlace, WindowSettings
from common.screen.measure import Panel
from kiosk.printer.choose import PrinterSettings

DRAWN_MM = 200.0
"""A wider panel is drawn as if it were so wide: its letters and buttons grow instead of the empty room."""


class KioskBrokers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kiosk speaks to the site's broker alone."""

    site: Broker


class KioskBox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. What is served here comes from the hub; a kiosk without ``[printer]`` has none."""

    box: Box
    brokers: KioskBrokers
    panel: Panel
    window: WindowPlace = WindowPlace()
    printer: PrinterSettings = PrinterSettings()

    @property
    def drawn_panel(self) -> Panel:
        """The panel that screens are laid out for; everything on it is at least as large as it says."""
        grown = max(1.0, self.panel.width_mm / DRAWN_MM)
        return Panel(
            self.panel.width_mm / grown,
            self.panel.height_mm / grown,
            self.panel.width_px,
            self.panel.height_px,
        )

    @property
    def window_settings(self) -> WindowSettings:
        """The window of a touch screen, as large as the panel."""
        return self.window.settings(ScreenKind.TOUCH, self.panel.width_px, self.panel.height_px)
