"""A part of the program as a real process, for tests: started, killed, stopped, and its log."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from common.runtime.broker import Broker

ROOT = Path(__file__).parents[1]
_STOP_S = 15.0


def box_text(name: str, state: Path, brokers: Mapping[str, Broker], *, site: str = "pori") -> str:
    """Return a box.toml for a device ``name`` with brokers such as ``{"site": …, "guard": …}``."""
    text = f'[box]\nsite = "{site}"\nid = "{name}"\nstate = "{state}"\n'
    for which, broker in brokers.items():
        text += f'[brokers.{which}]\nhost = "{broker.host}"\nport = {broker.port}\n'
    return text


class Part:
    """One part, run as ``python -m <module> --box FILE``. As a context it does not outlive the test."""

    def __init__(self, module: str, box: Path, environment: Mapping[str, str] | None = None) -> None:
        self.module = module
        self.box = box
        self._environment = dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._log = box.with_suffix(".log")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def log(self) -> str:
        """All that it has written to its standard error."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", self.module, "--box", str(self.box)],
                cwd=ROOT,
                env={**os.environ, **self._environment},
                stderr=log,
            )

    def kill(self) -> None:
        """End it as a power cut would; nothing happens where it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """End it as systemd would; return its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(_STOP_S)

    def wait(self) -> int:
        """Wait until it ends by itself; return its exit code."""
        assert self._process is not None
        return self._process.wait(_STOP_S)
