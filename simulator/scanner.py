"""A code scanner on a pseudo-terminal: codes, rubbish, half scans, far too long ones, and a plug to pull.

``python -m simulator.scanner --link PATH`` obeys words on its standard input, one a line: ``show CODE``,
``rubbish``, ``flood``, ``half CODE``, ``unplug``, ``plug [PATH]``, ``end``.
"""

import argparse
import contextlib
import os
import random
import sys
import threading
import tty
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

FLOOD_BYTES = 10_000
_CHUNK = 1024
_GAP_S = 0.001


class SimulatedScanner:
    """Says what is shown to it, whether somebody reads or not, from :meth:`plug` to :meth:`unplug`.

    ``link`` is a path that leads to the terminal while it is plugged in, as one under /dev/serial/by-id does.
    ``ending`` is what it sends after each code: CR, LF, both, or nothing.
    """

    def __init__(self, link: Path, *, ending: bytes = b"\r", seed: int = 1) -> None:
        """Prepare a scanner that is not plugged in."""
        self.link = link
        self.ending = ending
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._ends: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        """Plug it in."""
        self.plug()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Pull the plug."""
        self.unplug()

    def show(self, code: str | bytes) -> None:
        """Read a code that somebody holds before it."""
        self._say((code.encode() if isinstance(code, str) else code) + self.ending)

    def half(self, code: str) -> None:
        """Stop in the middle of a code."""
        self._say(code.encode()[: max(1, len(code) // 2)])

    def rubbish(self, length: int = 200) -> None:
        """Send random bytes, line ends among them."""
        self._say(self._chance.randbytes(length))

    def flood(self, length: int = FLOOD_BYTES) -> None:
        """Read a code far longer than any; only its end has an end."""
        self._say(b"A" * length + self.ending)

    def plug(self, link: Path | None = None) -> None:
        """Plug it in, there or where it was: a new terminal, and the link leads to it."""
        with self._lock:
            if self._ends is not None:
                return
            self.link = link or self.link
            ours, theirs = os.openpty()
            tty.setraw(theirs)
            os.set_blocking(ours, False)
            self._ends = (ours, theirs)
            fresh = self.link.with_name(f".{self.link.name}.new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(theirs))
            fresh.replace(self.link)

    def unplug(self) -> None:
        """Pull the plug: whoever reads gets an error, and the link is gone."""
        with self._lock:
            if self._ends is None:
                return
            self.link.unlink(missing_ok=True)
            for end in self._ends:
                os.close(end)
            self._ends = None

    def _say(self, data: bytes) -> None:
        """Send it in pieces; what nobody reads is lost, as on a line."""
        for start in range(0, len(data), _CHUNK):
            with self._lock:
                if self._ends is None:
                    return
                with contextlib.suppress(BlockingIOError):
                    os.write(self._ends[0], data[start : start + _CHUNK])
            if start + _CHUNK < len(data):
                threading.Event().wait(_GAP_S)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a scanner until ``end`` or the end of the input."""
    parser = argparse.ArgumentParser(prog="simulator.scanner", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="path that leads to the terminal")
    with SimulatedScanner(parser.parse_args(arguments).link) as scanner:
        print("ready", flush=True)
        for line in sys.stdin:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "end":
                break
            print(word if _obey(scanner, word, rest) else f"unknown: {word}", flush=True)
    return 0


def _obey(scanner: SimulatedScanner, word: str, rest: str) -> bool:
    match word:
        case "show":
            scanner.show(rest)
        case "half":
            scanner.half(rest)
        case "rubbish":
            scanner.rubbish()
        case "flood":
            scanner.flood()
        case "unplug":
            scanner.unplug()
        case "plug":
            scanner.plug(Path(rest) if rest else None)
        case _:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
