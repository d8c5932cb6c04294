"""A sound card that is a pipe: ALSA writes to it what a person would hear, as fast as it is read."""

import fcntl
import os
import selectors
import threading
import time
from array import array
from pathlib import Path
from typing import Self

from common.screen.speech.pcm import RATE

_BLOCK = 4096


class Sink:
    """Use as a context. `device` is ALSA's name for it; with `pace` it takes samples as a card does."""

    def __init__(self, path: Path, *, pace: bool = False) -> None:
        os.mkfifo(path)
        self.device = f"file:{path},raw"
        self._path = path
        self._pace = pace
        self._blocks: list[tuple[float, bytes]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read, name="sink")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def samples(self) -> "array[int]":
        """All that was heard."""
        data = b"".join(block for _, block in list(self._blocks))
        return array("h", data[: len(data) // 2 * 2])

    @property
    def heard_s(self) -> float:
        """How long there was sound."""
        return len(self.samples) / RATE

    @property
    def peak(self) -> int:
        """The loudest sample, 0 to 32768."""
        return max(map(abs, self.samples), default=0)

    def first_loud_s(self, level: int = 300) -> float | None:
        """When (monotonic, s) the first samples came that a person hears."""
        for moment, block in list(self._blocks):
            if max(map(abs, array("h", block[: len(block) // 2 * 2])), default=0) > level:
                return moment
        return None

    @property
    def last_s(self) -> float | None:
        """When (monotonic, s) the last samples came."""
        return self._blocks[-1][0] if self._blocks else None

    def quiet_since_s(self, moment_s: float) -> float:
        """For how long nothing has come, at most since a moment (monotonic, s)."""
        return time.monotonic() - max(self.last_s or moment_s, moment_s)

    def _read(self) -> None:
        # For reading and writing: the pipe then outlives each writer, and opening it waits for nobody.
        pipe = os.open(self._path, os.O_RDWR | os.O_NONBLOCK)
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _BLOCK)  # 93 ms: a card drops its buffer, and so must this
        waiter = threading.Event()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while not self._ended.is_set():
                if not selector.select(0.02):
                    continue
                block = os.read(pipe, _BLOCK // 4)
                self._blocks.append((time.monotonic(), block))
                if self._pace:
                    waiter.wait(len(block) / 2 / RATE)
        os.close(pipe)
