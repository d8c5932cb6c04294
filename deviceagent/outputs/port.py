"""The port to lamps and relays: on or off."""

from typing import Protocol


class Output(Protocol):
    """One lamp or relay."""

    def switch(self, *, on: bool) -> None:
        """Switch it; the same again does nothing."""
        ...

    def close(self) -> None:
        """Leave it off and give the pin back."""
        ...


class AbsentOutput:
    """A lamp or relay that is not there."""

    def switch(self, *, on: bool) -> None:
        """Switch nothing."""

    def close(self) -> None:
        """Have nothing to give back."""
