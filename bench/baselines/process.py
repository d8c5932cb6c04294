"""A bare thing as a process of its own: started, met when it says ``ready``, and ended with the block."""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.setting import NotMeasurableError

_READY_S = 30.0
_END_S = 10.0


class BareProcess:
    """``python -m MODULE ARGUMENTS…``, which says ``ready`` on its standard output."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        *,
        says_ready: bool = True,
        log: Path | None = None,
    ) -> None:
        """Prepare; nothing runs yet. Without ``says_ready`` it is met otherwise, and not waited for.

        ``log`` gets its standard error, which is ours without it.
        """
        self._log = log
        self._module = module
        self._command = [sys.executable, "-m", module, *arguments]
        self._says_ready = says_ready
        self.began = 0.0
        """The monotonic time in s at which it was started."""
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it and wait until it is ready."""
        self.began = time.monotonic()
        with contextlib.ExitStack() as stack:
            log = stack.enter_context(self._log.open("ab")) if self._log else None
            process = subprocess.Popen(
                self._command, stdout=subprocess.PIPE, stderr=log, env=self._environment
            )
        self._process = process
        if not self._says_ready:
            return self
        out = process.stdout
        if out is None or not select.select([out], [], [], _READY_S)[0] or out.readline() != b"ready\n":
            self.__exit__(None, None, None)
            raise NotMeasurableError(f"{self._module} did not become ready")
        return self

    def lines(self) -> list[bytes]:
        """Run it to its end and return what it said, line by line.

        Raises:
            NotMeasurableError: it failed; its log says why.
        """
        with self as running:
            process = running._process
            out = process.communicate()[0] if process is not None else b""
            if process is None or process.returncode:
                raise NotMeasurableError(f"{self._module} failed")
        return out.splitlines()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def pid(self) -> int:
        """The process id."""
        if self._process is None:
            raise NotMeasurableError(f"{self._module} does not run")
        return self._process.pid
