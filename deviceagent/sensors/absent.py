"""A place without a sensor, said so in the box's file."""

import time


class AbsentSensor:
    """Never says anything."""

    @property
    def trouble(self) -> str | None:
        """None: it is meant to be absent."""
        return None

    def read(self, timeout_s: float) -> None:
        """Wait the whole time, for nothing."""
        time.sleep(timeout_s)  # as a sensor would: who calls it in a loop must not spin

    def close(self) -> None:
        """Have nothing to give back."""
