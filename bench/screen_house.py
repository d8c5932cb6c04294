"""A house whose screens are looked at by probes: real processes, real windows without a screen."""

import contextlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from bench import site
from bench.baselines.process import BareProcess
from bench.listener import Listener
from bench.window import Drawn, ProbedWindow
from common.screen.environment import ScreenKind
from common.screen.sound.wav import write_sounds
from simulator.house import RECORDER, House, Screen, Wiring
from simulator.processes import Part

WALL = Screen(site.WALL, "display", (1920, 1080), (1430, 805), loud=True)
GUARD = Screen(site.GUARD, "display", (1280, 800), (261, 163))
KIOSK = Screen(site.KIOSKS[0], "kiosk", (1080, 1920), (336, 597))
PINS = (5, 6)
"""Normally closed and normally open pin of the one alarm point."""


class ProbedHouse(House):
    """A house that starts every screen with a probe instead of an onlooker."""

    windows: dict[str, ProbedWindow]

    def _start(self, name: str, arguments: Sequence[str], environment: dict[str, str] | None = None) -> Part:
        window = self.windows.get(name)
        if window is None:
            return super()._start(name, arguments, environment)
        _onlooker, part, *rest = arguments
        return super()._start(
            name, ["bench.probe", f"{part}.__main__", *rest], {**(environment or {}), **window.environment}
        )


def make_house(
    folder: Path,
    screens: Sequence[Screen] = (),
    windows: dict[str, ProbedWindow] | None = None,
    kind: type[ProbedHouse] = ProbedHouse,
) -> ProbedHouse:
    """Return a house with the site that is measured; nothing of it runs yet.

    ``windows`` are met by the devices' ids; a device without one has an onlooker, or is not started at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    others = [
        Screen(name, "kiosk", KIOSK.px, KIOSK.mm)
        for name in site.KIOSKS
        if all(screen.device != name for screen in screens)
    ]
    house = kind(
        folder,
        site_file=site.write(folder),
        site=site.SITE,
        screens=(*screens, *others),
        wiring=Wiring(site.AGENT, {site.POINT: PINS}),
        keeper=site.KEEPER,
        guard=site.GUARD,
        watched=True,
        speed_mm_per_s=float("inf"),
    )
    house.windows = windows or {}
    return house


def bare_window(screen: Screen, folder: Path, window: ProbedWindow, line: Sequence[str] = ()) -> BareProcess:
    """Return an empty window of the same size; ``line`` is what it listens to."""
    kind = ScreenKind.WALL if screen.part == "display" else ScreenKind.TOUCH
    size = [str(side) for side in screen.px]
    arguments = ["bench.baselines.window", kind.value, *size, str(folder), *line]
    return BareProcess("bench.probe", arguments, window.environment, says_ready=False, log=folder / "log")


class ToldWindow:
    """An empty window that shows what it is told over the house's broker, and chimes where it is ``loud``."""

    def __init__(
        self, house: House, folder: Path, screen: Screen, speaker: str, *, loud: bool = False
    ) -> None:
        """Prepare; ``speaker`` is a device whose name nobody else bears now."""
        settings = house.site_broker.settings(RECORDER)  # who may read everything
        self._topic = f"vuoro/1/{site.SITE}/device/{speaker}/out/echo"
        self._speaker = Listener(house.site_broker.settings(speaker), ())
        self._told = 0
        self.window = ProbedWindow(folder, loud=loud)
        line = [str(settings.port), RECORDER, str(settings.password_file), self._topic]
        if loud:
            line.append(str(write_sounds(folder / "sounds")["chime"]))
        self._process = bare_window(screen, folder, self.window, line)
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Open it and wait until it listens."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.window)
            stack.enter_context(self._speaker)
            stack.enter_context(self._process)
            self.window.wait_for_text("ready")
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._stack.close()

    def tell(self) -> tuple[float, Drawn]:
        """Tell it a new text; return the monotonic time in s before that, and the picture with the text."""
        self._told += 1
        text = f"number {self._told}"
        began = time.monotonic()
        self._speaker.say(self._topic, text.encode())
        return began, self.window.wait_for_text(text)
