"""Lamps and relays on output pins through gpiozero."""

import os

from gpiozero import GPIOZeroError, OutputDevice

from deviceagent.lines.pins import FACTORY_VARIABLE
from deviceagent.lines.port import PinsUnavailableError


class GpioOutput:
    """A pin that is off from the moment it is opened; when the process ends it is an input again."""

    def __init__(self, pin: int, *, active_high: bool) -> None:
        """Open the pin, off. Raises PinsUnavailableError where that cannot be done."""
        if not os.environ.get(FACTORY_VARIABLE):
            raise PinsUnavailableError(f"Set {FACTORY_VARIABLE}=lgpio in the environment of the deviceagent.")
        try:
            self._device = OutputDevice(pin, active_high=active_high, initial_value=False)
        except (GPIOZeroError, OSError, ImportError) as error:
            raise PinsUnavailableError(
                f"Output pin {pin} cannot be opened ({error}): check box.toml and the user's group gpio."
            ) from error

    def switch(self, *, on: bool) -> None:
        """Switch it."""
        if on:
            self._device.on()
        else:
            self._device.off()

    def close(self) -> None:
        """Leave it off and give the pin back."""
        self._device.close()
