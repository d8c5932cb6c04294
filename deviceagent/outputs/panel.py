"""The lamps and relays of a box, switched together."""

from collections.abc import Callable, Collection, Mapping

from deviceagent.faults import Faults
from deviceagent.outputs.pins import GpioOutput
from deviceagent.outputs.port import AbsentOutput, Output
from deviceagent.outputs.settings import OutputSettings
from deviceagent.outputs.signals import OpenPress, is_on


def open_output(settings: OutputSettings) -> Output:
    """Open one output by its settings. Raises PinsUnavailableError."""
    if settings.hardware == "absent":
        return AbsentOutput()
    return GpioOutput(settings.pin, active_high=settings.active_high)


class OutputPanel:
    """Holds the outputs. To be used from one thread, at each press and four times a second (lamps blink).

    One that cannot be switched is the fault ``output-NAME-stuck``, keeps none of the others, and is tried
    again at each turn.
    """

    def __init__(
        self,
        outputs: Mapping[str, OutputSettings],
        open_one: Callable[[OutputSettings], Output] = open_output,
        faults: Faults | None = None,
    ) -> None:
        """Open all outputs, off."""
        self._settings = dict(outputs)
        self._outputs = {name: open_one(settings) for name, settings in outputs.items()}
        self._on = dict.fromkeys(outputs, False)
        self._unsure: set[str] = set()
        self._faults = Faults() if faults is None else faults

    @property
    def on(self) -> dict[str, bool]:
        """What is on now; of one that is stuck, how it was switched last."""
        return dict(self._on)

    def show(self, presses: Collection[OpenPress], now_ns: int) -> None:
        """Switch every output as the open presses demand at ``now_ns``."""
        for name, settings in self._settings.items():
            on = is_on(settings, presses, now_ns)
            if on == self._on[name] and name not in self._unsure:
                continue
            if self._try(name, lambda name=name, on=on: self._outputs[name].switch(on=on)):
                self._on[name] = on
                self._unsure.discard(name)
            else:
                self._unsure.add(name)

    def close(self) -> None:
        """Leave everything off and give the pins back."""
        for name, output in self._outputs.items():
            self._try(name, output.close)

    def _try(self, name: str, act: Callable[[], None]) -> bool:
        fault = f"output-{name}-stuck"
        try:
            act()
        except Exception as error:  # noqa: BLE001 — lgpio raises a bare Exception, and no lamp may end the buttons' process
            self._faults.raise_(fault, f"It cannot be switched ({error!r}): check the board and its cable.")
            return False
        self._faults.clear(fault)
        return True
