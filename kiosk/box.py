"""What a kiosk's box.toml says: who it is, where the broker is, how large its panel is, what prints."""

import msgspec

from common.runtime.broker import Box, Broker
from common.screen.environment import ScreenKind, WindowPlace, WindowSettings
from common.screen.measure import Panel
from common.screen.speech.settings import SpeechSettings
from kiosk.input.settings import KeypadSettings
from kiosk.printer.settings import Kind as PrinterKind
from kiosk.printer.settings import PrinterSettings
from kiosk.scanner.settings import Kind, ScannerSettings

LEAST_WIDTH_MM, LEAST_HEIGHT_MM = 190.0, 335.0
"""An upright 15.6 inch panel; on less the longest words in large text, and the low mode, have no room."""

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
    keypad: KeypadSettings = KeypadSettings()
    scanner: ScannerSettings = ScannerSettings()
    sound: SpeechSettings = SpeechSettings()

    def __post_init__(self) -> None:
        """Check that screens have room, and that a scanner that types cannot be taken for the keypad."""
        least = drawn(self.panel)
        if least.width_mm < LEAST_WIDTH_MM or least.height_mm < LEAST_HEIGHT_MM:
            raise ValueError(
                f"the panel is too small or too broad: an upright one of {LEAST_WIDTH_MM:.0f} × "
                f"{LEAST_HEIGHT_MM:.0f} mm (15.6 inches, 9:16) has room for every screen in large text"
            )
        shared = self.keypad.typing_keys() if self.scanner.kind is Kind.KEYBOARD else ()
        if shared:
            keys = ", ".join(shared)
            raise ValueError(
                f"the scanner types the keys {keys} of `[keypad]` too; give the keypad others, such as f21"
            )

    @property
    def drawn_panel(self) -> Panel:
        """The panel that screens are laid out for."""
        return drawn(self.panel)

    @property
    def prints(self) -> bool:
        """Whether the kiosk has a printer at all."""
        return self.printer.kind is not PrinterKind.ABSENT

    @property
    def window_settings(self) -> WindowSettings:
        """The window of a touch screen, as large as the panel."""
        return self.window.settings(ScreenKind.TOUCH, self.panel.width_px, self.panel.height_px)


def drawn(panel: Panel) -> Panel:
    """Return the panel that screens are laid out for; everything on it is at least as large as it says."""
    grown = max(1.0, panel.width_mm / DRAWN_MM)
    return Panel(panel.width_mm / grown, panel.height_mm / grown, panel.width_px, panel.height_px)
