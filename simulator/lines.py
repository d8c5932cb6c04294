"""Simulated panic buttons with contacts that bounce and travel, and cables that are cut or short."""

import random
from collections.abc import Iterable

from simulator.panel import PinPanel
from simulator.pin_wire import Step

_US_PER_MS = 1000
_MOST_BOUNCES = 8


class SimulatedButton:
    """A button whose contacts go to pins of a box; with both contacts it is a change-over button.

    With ``pull_up`` (as in box.toml) a closed contact is low. ``bounce_ms`` is for how long a contact
    chatters when it touches or leaves, ``travel_ms`` how long a change-over contact is open at both ends.
    """

    def __init__(
        self,
        panel: PinPanel,
        *,
        normally_open: int | None = None,
        normally_closed: int | None = None,
        pull_up: bool = True,
        bounce_ms: float = 3.0,
        travel_ms: float = 2.0,
        seed: int = 1,
    ) -> None:
        """Take the pins of the contacts."""
        self._panel = panel
        self._open = normally_open
        self._closed = normally_closed
        self._pull_up = pull_up
        self._bounce_us = round(bounce_ms * _US_PER_MS)
        self._travel_us = round(travel_ms * _US_PER_MS)
        self._chance = random.Random(seed)

    def preset(self, *, pressed: bool = False) -> None:
        """Say how the button is before the process of its box starts."""
        self._panel.preset(
            {step.pin: step.high for step in self._levels(open_closed=pressed, closed_closed=not pressed)}
        )

    def press(self, hold_ms: float = 300.0) -> float:
        """Press for ``hold_ms``, counted from the first touch of the pressed contact to its last.

        Returns how many seconds the whole movement really took: it may be longer on a busy machine.
        """
        return self._panel.play([*self._down(), *self._up(round(hold_ms * _US_PER_MS))])

    def hold(self) -> None:
        """Press and stay down."""
        self._panel.play(self._down())

    def release(self) -> None:
        """Come back up."""
        self._panel.play(self._up(self._bounce_us))

    def cut(self) -> None:
        """Cut the cable: every contact reads open."""
        self._panel.play(self._levels(open_closed=False, closed_closed=False))

    def short(self) -> None:
        """Short-circuit the cable: every contact reads closed."""
        self._panel.play(self._levels(open_closed=True, closed_closed=True))

    def mend(self) -> None:
        """Put the cable right, with the button at rest."""
        self._panel.play(self._levels(open_closed=False, closed_closed=True))

    def _level(self, closed: bool) -> bool:  # noqa: FBT001 - a contact is a boolean
        return closed != self._pull_up

    def _levels(self, *, open_closed: bool, closed_closed: bool) -> list[Step]:
        contacts = ((self._open, open_closed), (self._closed, closed_closed))
        return [Step(0, pin, self._level(closed)) for pin, closed in contacts if pin is not None]

    def _down(self) -> list[Step]:
        steps = list(self._chatter(self._closed, 0, ends_closed=False))
        travel_us = self._travel_us if steps else 0
        return [*steps, *self._chatter(self._open, travel_us, ends_closed=True)]

    def _up(self, hold_us: int) -> list[Step]:
        # The chatter of touching and of leaving lie within the hold.
        steps = list(self._chatter(self._open, max(hold_us - 2 * self._bounce_us, 0), ends_closed=False))
        travel_us = self._travel_us if steps else max(hold_us - self._bounce_us, 0)
        return [*steps, *self._chatter(self._closed, travel_us, ends_closed=True)]

    def _chatter(self, pin: int | None, after_us: int, *, ends_closed: bool) -> Iterable[Step]:
        """Yield the edges of one contact: an odd number, so that it ends where it should."""
        if pin is None:
            return
        changes = 2 * self._chance.randint(0, _MOST_BOUNCES // 2) + 1 if self._bounce_us else 1
        times = sorted(self._chance.randint(0, self._bounce_us) for _ in range(changes))
        if not ends_closed:
            times[-1] = self._bounce_us  # the last touch, which a hold is counted to
        else:
            times[0] = 0  # the first touch
        before = -after_us
        for index, at_us in enumerate(times):
            closed = ends_closed if index % 2 == 0 else not ends_closed
            yield Step(at_us - before, pin, self._level(closed))
            before = at_us
        if ends_closed and times[-1] < self._bounce_us:
            yield Step(self._bounce_us - times[-1], pin, self._level(True))  # noqa: FBT003 - closed
