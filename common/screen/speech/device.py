"""Plays sound on an ALSA device through `aplay`: a process that ends in milliseconds when it is killed.

SDL's mixer knows one device for the whole process, and a library's call could hang with the driver; a process
can be left behind. What is in the device's buffer dies with it.
"""

import contextlib
import logging
import os
import selectors
import subprocess
import threading
import time

from common.screen.speech.engine import Stale
from common.screen.speech.pcm import Pcm

_log = logging.getLogger(__name__)

PROGRAM = "aplay"
_BUFFER_US = 200_000
_LOOK_S = 0.05
_HANGS_S = 5.0
"""The pipe and the buffer hold less than two seconds: a device that takes nothing for so long hangs."""
_CHUNK = 8192


class DeviceError(RuntimeError):
    """A device takes no sound; the message tells a person what to do."""


class Playing:
    """One run of `aplay`, at one rate. `cut` may come from any thread; all else from the thread of speech."""

    def __init__(self, device: str, rate: int) -> None:
        """Starts it. Raises DeviceError where the program is missing."""
        self.rate = rate
        self._device = device
        self._cut = threading.Event()
        self._ended = False
        command = [PROGRAM, "-q", "-D", device, "-t", "raw", "-f", "S16", "-c", "1", "-r", str(rate)]
        try:
            self._process = subprocess.Popen(  # noqa: S603  a fixed program; the device comes from box.toml
                [*command, "--buffer-time", str(_BUFFER_US), "-"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise DeviceError(f"{PROGRAM} did not start ({error.strerror}): install alsa-utils") from error
        if self._process.stdin is not None:
            os.set_blocking(self._process.stdin.fileno(), False)

    def cut(self) -> None:
        """Silences it at once; never blocks."""
        self._cut.set()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def write(self, pcm: Pcm) -> None:
        """Hands over sound, as fast as the device takes it. Raises DeviceError when it takes none."""
        pipe = self._process.stdin
        if pipe is None or self._ended:  # cut by a newer script
            return
        left, ends = memoryview(pcm.data), time.monotonic() + _HANGS_S
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_WRITE)
            while left and not self._cut.is_set():
                if not selector.select(_LOOK_S):
                    if time.monotonic() > ends:
                        self.cut()
                        raise DeviceError(f"the device {self._device} hangs: unplug it, or restart the kiosk")
                    continue
                try:
                    written = os.write(pipe.fileno(), left[:_CHUNK])
                except BrokenPipeError:
                    self._end()
                    return
                left, ends = left[written:], time.monotonic() + _HANGS_S

    def finish(self, stale: Stale) -> None:
        """Waits until all is played, or until it is stale. Raises DeviceError when the device failed."""
        self._close_input()
        ends = time.monotonic() + _HANGS_S
        while self._process.poll() is None:
            if stale():
                self.cut()
            if time.monotonic() > ends:
                self.cut()
                raise DeviceError(f"the device {self._device} hangs: unplug it, or restart the kiosk")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_S)
        self._end()

    def abandon(self) -> None:
        """Ends it without waiting for what is not played yet."""
        self.cut()
        with contextlib.suppress(DeviceError):
            self._end()

    def _close_input(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()

    def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._close_input()
        told = ""
        try:
            self._process.wait(_HANGS_S)
        except subprocess.TimeoutExpired:
            # Stuck in the driver: nothing can be done with it, and nothing must wait for it.
            _log.error("%s of the device %s does not end", PROGRAM, self._device)
        if self._process.stderr is not None:
            if self._process.returncode is not None:
                told = self._process.stderr.read().decode(errors="replace").strip()
            self._process.stderr.close()
        if self._process.returncode and not self._cut.is_set():
            _log.info("%s says: %s", PROGRAM, told)
            raise DeviceError(
                f"the device {self._device} takes no sound; `aplay -L` lists those that are there"
            )
