"""What a display's box.toml says: who it is, where the brokers are, how large its panel is."""

import msgspec

from common.runtime.broker import Box, Brokers
from common.screen.environment import ScreenKind, WindowPlace, WindowSettings
from common.screen.measure import Panel


class SoundSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[sound]``: whether a loudspeaker hangs on this box. Without the table there is none."""

    enabled: bool = False


class DisplayBox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. What is shown (a wall, a door, the guard's panel) comes from the hub, not from here."""

    box: Box
    brokers: Brokers
    panel: Panel
    window: WindowPlace = WindowPlace()
    sound: SoundSettings = SoundSettings()

    def window_settings(self, kind: ScreenKind) -> WindowSettings:
        """Return the settings of the window; its size is the panel's."""
        return self.window.settings(kind, self.panel.width_px, self.panel.height_px)
