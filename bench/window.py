"""The other end of a probe: what a window has drawn and when, and what its loudspeaker would sound."""

import json
import os
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.probe import SOCKET_VARIABLE
from bench.setting import NotMeasurableError

_DEADLINE_S = 30.0
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: the monotonic time in s at which it had been drawn, and the words on it."""

    at: float
    shown: tuple[str, ...]


class ProbedWindow:
    """Listens to one window; :attr:`environment` is what its process needs to be met here.

    ``folder`` gets a socket and a pipe, so its path must be short (107 bytes with theirs, unix(7)).
    """

    def __init__(self, folder: Path, *, loud: bool = False) -> None:
        """Listen for the probe, and with ``loud`` for the loudspeaker."""
        folder.mkdir(parents=True, exist_ok=True)
        self._news = threading.Condition()
        self._drawn: deque[Drawn] = deque()
        self._first: Drawn | None = None
        self._sounded_at: float | None = None
        self._silent = True
        self._line: socket.socket | None = None
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        path = folder / "p"
        path.unlink(missing_ok=True)
        self._listener.bind(str(path))
        self._listener.listen()
        self._pipe = _open_pipe(folder / "a") if loud else None
        sound = str(folder / "a") if loud else os.devnull
        self.environment = {
            SOCKET_VARIABLE: str(path), "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": sound,
        }  # fmt: skip

    def __enter__(self) -> Self:
        """Begin to listen."""
        threading.Thread(target=self._hear_probe, name="probe", daemon=True).start()
        if self._pipe is not None:
            threading.Thread(target=self._hear_sound, args=(self._pipe,), name="sound", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening; the window's process is ended before."""
        if self._line is None:
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def first(self) -> Drawn:
        """Wait for the first picture."""
        with self._news:
            if not self._news.wait_for(lambda: self._first is not None, _DEADLINE_S) or self._first is None:
                raise NotMeasurableError("a window drew nothing")
            return self._first

    def wait_for(self, wanted: Callable[[Drawn], bool], what: str) -> Drawn:
        """Return the first picture that is wanted, of those not looked at yet and those to come."""
        until = time.monotonic() + _DEADLINE_S
        with self._news:
            while True:
                while self._drawn:
                    drawn = self._drawn.popleft()
                    if wanted(drawn):
                        return drawn
                if time.monotonic() > until:
                    raise NotMeasurableError(f"{what} was not drawn within {_DEADLINE_S:.0f} s")
                self._news.wait(until - time.monotonic())

    def wait_for_text(self, text: str) -> Drawn:
        """Return the first picture on which a control says exactly ``text``."""
        return self.wait_for(lambda drawn: text in drawn.shown, repr(text))

    def wait_for_sound(self) -> float:
        """Return the monotonic time in s at which the first sample after a silence was sounded."""
        with self._news:
            if not self._news.wait_for(lambda: self._sounded_at is not None, _DEADLINE_S):
                raise NotMeasurableError(f"nothing was heard within {_DEADLINE_S:.0f} s")
            at, self._sounded_at = self._sounded_at, None
            return at or 0.0

    def hush(self) -> None:
        """End what sounds and wait for silence."""
        if self._line is not None:
            self._line.sendall(b"hush\n")
        with self._news:
            if not self._news.wait_for(lambda: self._silent, _DEADLINE_S):
                raise NotMeasurableError("a sound did not end")
            self._sounded_at = None

    def _hear_probe(self) -> None:
        try:
            self._line, _address = self._listener.accept()
        except OSError:
            return  # the window was never started
        with self._line, self._line.makefile("r", encoding="utf-8") as lines:
            for line in lines:
                said = json.loads(line)
                with self._news:
                    drawn = Drawn(said["at"], tuple(said["shown"]))
                    self._drawn.append(drawn)
                    self._first = self._first or drawn
                    self._news.notify_all()

    def _hear_sound(self, pipe: int) -> None:
        while samples := os.read(pipe, _CHUNK):
            at = time.monotonic()
            silent = not samples.strip(b"\0")
            if silent != self._silent:
                with self._news:
                    self._silent = silent
                    if not silent:
                        self._sounded_at = at
                    self._news.notify_all()


def _open_pipe(path: Path) -> int:
    """Return the reading end of a pipe that SDL writes its samples into as into a file."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return os.open(path, os.O_RDWR)  # both ends: it neither waits for SDL nor ends with it
