"""The processes of a simulated site: each part of the product as it really runs, with its log in a file."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_END_S = 10.0


class ProcessEndedError(RuntimeError):
    """A part ended that should have gone on; the message gives the last lines of its log."""


@dataclass(slots=True)
class Part:
    """One process: how it is started, and where its log goes. It may be killed and started again."""

    name: str
    arguments: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    enter: Sequence[str] = ()
    """What goes before the command: how it gets into a network namespace, for instance."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id; raises :class:`ProcessEndedError` where it does not run."""
        if self._process is None or self._process.poll() is not None:
            raise ProcessEndedError(self.report())
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it; its log is appended to."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self.enter, sys.executable, "-m", *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """Ask it to end and return its exit code; one that does not in 10 s is killed."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_END_S)
            except subprocess.TimeoutExpired:
                self.kill()
        return self._process.returncode

    def report(self) -> str:
        """Return what happened to it, with the end of its log."""
        code = None if self._process is None else self._process.poll()
        lines = (
            self.log.read_text(encoding="utf-8", errors="replace").splitlines() if self.log.exists() else []
        )
        end = "\n  ".join(lines[-12:])
        return f"{self.name} ended with {code}. The end of {self.log.name}:\n  {end}"


class Parts:
    """All processes of a simulated site; none is left when the block ends."""

    def __init__(self) -> None:
        """Begin with none."""
        self._parts: dict[str, Part] = {}

    def __enter__(self) -> Self:
        """Begin the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End everything that still runs, in the reverse order of its start."""
        for part in reversed(self._parts.values()):
            if part.runs:
                part.stop()

    def __getitem__(self, name: str) -> Part:
        """Return a part by its name."""
        return self._parts[name]

    def add(self, part: Part) -> Part:
        """Start a part and look after it."""
        self._parts[part.name] = part
        part.start()
        return part

    def check(self) -> None:
        """Raise :class:`ProcessEndedError` where a part has ended by itself."""
        for part in self._parts.values():
            _pid = part.pid

    def stop(self) -> dict[str, int]:
        """End all in the reverse order and return the exit codes."""
        return {part.name: part.stop() for part in reversed(self._parts.values())}

    def names(self) -> tuple[str, ...]:
        """Return the names, in the order of the start."""
        return tuple(self._parts)
