"""The bare loop with what a hub has around it: the same broker with the same rights, and eight kiosks."""

from pathlib import Path
from types import TracebackType
from typing import Self

from bench import site
from bench.baselines.process import BareProcess
from bench.kiosks import Kiosk, Kiosks
from simulator.broker import SiteBroker

_USER = "hub"


class LoopHouse:
    """Nothing of it is left when the block ends."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        self._database = folder / "bare.db"
        self._broker = SiteBroker(folder / "broker", site.SITE, [_USER, *site.KIOSKS])
        self._process: BareProcess | None = None
        self._kiosks: Kiosks | None = None

    def __enter__(self) -> Self:
        """Start broker and loop, and connect the kiosks."""
        self._broker.start()
        settings = self._broker.settings(_USER)
        arguments = [str(settings.port), _USER, str(settings.password_file), str(self._database), site.SITE]
        self._process = BareProcess("bench.baselines.loop", arguments)
        try:
            self._process.__enter__()
            self._kiosks = Kiosks([Kiosk(name, self._broker.settings(name)) for name in site.KIOSKS])
        except BaseException:
            self.__exit__(None, None, None)
            raise
        for kiosk in self._kiosks.all:
            kiosk.grant_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything."""
        if self._kiosks is not None:
            self._kiosks.close()
        if self._process is not None:
            self._process.__exit__(kind, error, trace)
        self._broker.stop()

    @property
    def pid(self) -> int:
        """The loop's process id."""
        if self._process is None:
            raise RuntimeError("The loop does not run.")
        return self._process.pid

    @property
    def kiosks(self) -> Kiosks:
        """The kiosks."""
        if self._kiosks is None:
            raise RuntimeError("The loop does not run.")
        return self._kiosks
