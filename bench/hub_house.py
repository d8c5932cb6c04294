"""A hub as it really runs: process, broker, eight kiosks that have reported, and somebody at the console."""

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from bench import site
from bench.console import Console, ConsoleError
from bench.kiosk_line import KioskLine
from bench.kiosks import Kiosk, Kiosks, Line
from bench.setting import NotMeasurableError
from common.runtime.broker import Broker
from simulator.house import House
from simulator.processes import Part

_DEADLINE_S = 20.0
_LOOK_AGAIN_S = 0.1
"""The console tells nobody when it begins to listen, so it is asked again."""


class HubHouse:
    """The hub of a house, with its day open and every desk at work."""

    def __init__(
        self,
        house: House,
        connect: Callable[[Broker, tuple[str, ...]], Line] = KioskLine,
        kiosks: Sequence[str] = site.KIOSKS,
    ) -> None:
        """Use a house that is up; ``connect`` is what the lines of these kiosks are made of.

        Where ``kiosks`` leaves one out, that is to be a real one: nobody gets numbers before it reports.
        """
        self.house = house
        self.hub: Part = house.start_hub()
        self._complete = len(kiosks) == len(site.KIOSKS)
        settings = house.site_broker.settings
        self.kiosks = Kiosks([Kiosk(name, settings(name), connect) for name in kiosks])
        self.console = Console(house.console_port)

    def __enter__(self) -> Self:
        """Sign in, open the day where no clock has, and open all desks."""
        self._wait_for_console()
        self.console.join(self._invite())
        for kiosk in self.kiosks.all:
            kiosk.say_beat()
        self._open_day()
        self.open_desks()
        if self._complete:
            self.kiosks.wait_for_numbers()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave; the house ends the hub."""
        self.console.close()
        self.kiosks.close()

    def open_desks(self) -> None:
        """Let every desk serve everything."""
        for desk in site.DESKS:
            self.console.post(f"/desk/{desk}/open", {"service": list(site.SERVICES)})

    def call(self, desk: str) -> str:
        """Call who comes next to a desk and return the call's id."""
        return str(self.console.post(f"/desk/{desk}/call-next")["call"])

    def serve(self, desk: str) -> None:
        """Serve who was called, to the end."""
        self.console.post(f"/desk/{desk}/start")
        self.console.post(f"/desk/{desk}/finish")

    def _wait_for_console(self) -> None:
        until = time.monotonic() + _DEADLINE_S
        while True:
            _still_there = self.hub.pid
            try:
                self.console.ask("/api/me")
            except OSError:
                self.console.close()
                if time.monotonic() > until:
                    raise NotMeasurableError("the console did not answer") from None
                time.sleep(_LOOK_AGAIN_S)
            else:
                return

    def _invite(self) -> str:
        box = self.house.folder / "boxes" / "hub.toml"
        command = [sys.executable, "-m", "hub.invite", "--box", str(box)]
        command += ["--role", "adviser", "--authority", site.AUTHORITY]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotMeasurableError(f"nobody can be invited to the console: {done.stderr.strip()}")
        return done.stdout.strip()

    def _open_day(self) -> None:
        """Open the day by a person's word; where a trusted clock has done so, that is refused."""
        if not self.console.ask(f"/api/desk/{site.DESKS[0]}")["day_open"]:
            try:
                self.console.post("/day/open", {"date": dt.datetime.now().astimezone().date().isoformat()})
            except ConsoleError as error:
                raise NotMeasurableError(f"no day can be opened: {error}") from error
