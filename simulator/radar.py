"""An LD2410 presence radar on a pseudo-terminal: good frames, rubbish, cuts, silence, and a plug to pull.

``python -m simulator.radar --link PATH`` obeys words on its standard input, one a line: ``present``,
``empty``, ``rubbish``, ``cut``, ``silent``, ``talking``, ``unplug``, ``plug``, ``end``.
"""

import argparse
import contextlib
import os
import random
import struct
import sys
import threading
import tty
from collections.abc import Sequence
from pathlib import Path

_HEADER = bytes.fromhex("f4f3f2f1")
_TAIL = bytes.fromhex("f8f7f6f5")
_INTERVAL_S = 0.1


def basic_frame(state: int, distance_cm: int = 0) -> bytes:
    """Return the 23 bytes of a basic frame: ``state`` 0 nobody, 1 moving, 2 still, 3 both."""
    moving_cm = distance_cm if state & 1 else 0
    still_cm = distance_cm if state & 2 else 0
    energies = (60 if moving_cm else 0, 60 if still_cm else 0)
    target = struct.pack("<BHBHBH", state, moving_cm, energies[0], still_cm, energies[1], distance_cm)
    data = b"\x02\xaa" + target + b"\x55\x00"
    return _HEADER + struct.pack("<H", len(data)) + data + _TAIL


class SimulatedRadar:
    """Sends a frame ten times a second, from :meth:`plug` to :meth:`unplug`, whether somebody reads or not.

    ``link`` is a path that leads to the terminal while it is plugged in, as one under /dev/serial/by-id does.
    """

    def __init__(self, link: Path, *, interval_s: float = _INTERVAL_S, seed: int = 1) -> None:
        """Prepare a radar that is not plugged in and sees nobody."""
        self._link = link
        self._interval_s = interval_s
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._ends: tuple[int, int] | None = None
        self._state = 0
        self._distance_cm = 0
        self._silent = False
        self._cut_next = False
        self._ending = threading.Event()
        self._sender = threading.Thread(target=self._send, name="simulated radar", daemon=True)

    def start(self) -> None:
        """Plug it in and begin to send."""
        self.plug()
        self._sender.start()

    def stop(self) -> None:
        """Unplug it and end."""
        self._ending.set()
        if self._sender.is_alive():
            self._sender.join()
        self.unplug()

    def see(self, *, moving: bool = False, still: bool = False, distance_cm: int = 120) -> None:
        """See somebody who moves, keeps still, or both; or nobody."""
        with self._lock:
            self._state = moving | still << 1
            self._distance_cm = distance_cm if self._state else 0

    def rubbish(self, length: int = 200) -> None:
        """Send random bytes, now and then with a header among them that leads nowhere."""
        data = bytearray(self._chance.randbytes(length))
        for _ in range(length // 50):
            at = self._chance.randrange(max(length - len(_HEADER), 1))
            data[at : at + len(_HEADER)] = _HEADER
        with self._lock:
            self._write(bytes(data[:length]))

    def cut(self) -> None:
        """Send only a part of the next frame."""
        with self._lock:
            self._cut_next = True

    def silence(self, *, silent: bool) -> None:
        """Say nothing though plugged in, or speak again."""
        with self._lock:
            self._silent = silent

    def plug(self) -> None:
        """Plug it in: a new terminal, and the link leads to it."""
        with self._lock:
            if self._ends is not None:
                return
            ours, theirs = os.openpty()
            tty.setraw(theirs)
            os.set_blocking(ours, False)
            self._ends = (ours, theirs)
            fresh = self._link.with_name(self._link.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(theirs))
            fresh.replace(self._link)

    def unplug(self) -> None:
        """Pull the plug: whoever reads gets an error, and the link is gone."""
        with self._lock:
            if self._ends is None:
                return
            self._link.unlink(missing_ok=True)
            for end in self._ends:
                os.close(end)
            self._ends = None

    def _send(self) -> None:
        while not self._ending.wait(self._interval_s):
            with self._lock:
                frame = basic_frame(self._state, self._distance_cm)
                if self._cut_next:
                    frame = frame[: self._chance.randrange(1, len(frame))]
                    self._cut_next = False
                if not self._silent:
                    self._write(frame)

    def _write(self, data: bytes) -> None:
        """Send what fits: a radar does not wait for a reader."""
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self._ends[0], data)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a radar until ``end`` or the end of the input."""
    parser = argparse.ArgumentParser(prog="simulator.radar", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="path that leads to the terminal")
    radar = SimulatedRadar(parser.parse_args(arguments).link)
    radar.start()
    words = {
        "present": lambda: radar.see(moving=True),
        "empty": radar.see,
        "rubbish": radar.rubbish,
        "cut": radar.cut,
        "silent": lambda: radar.silence(silent=True),
        "talking": lambda: radar.silence(silent=False),
        "unplug": radar.unplug,
        "plug": radar.plug,
    }
    print("ready", flush=True)
    for line in sys.stdin:
        word = line.strip()
        if word == "end":
            break
        if word in words:
            words[word]()
            print(word, flush=True)
        else:
            print(f"unknown: {word}", flush=True)
    radar.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
