"""A desktop without a monitor, for tests: Xvfb shows windows, tesseract reads them, xdotool clicks."""

import csv
import io
import os
import subprocess
import threading
from types import TracebackType
from typing import Self

from PIL import Image, ImageGrab, ImageOps

from common.screen.colour import Colour
from tests.waiting import wait_until

Box = tuple[int, int, int, int]
"""Left, top, width and height in px."""

_SCALE = 2
_BORDER_PX = 20


class XDesktop:
    """An X server of its own, 1920 × 1080 px, from entering ``with`` to leaving it."""

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self._size = f"{width}x{height}x24"
        self._server: subprocess.Popen[bytes] | None = None
        self.display = ""

    def __enter__(self) -> Self:
        ours, theirs = os.pipe()
        command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", self._size, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(ours) as number:
            self.display = f":{number.readline().strip()}"
        assert self.display != ":", "Xvfb did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.terminate()
        self._server.wait()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that opens windows here."""
        rest = {name: value for name, value in os.environ.items() if name != "SDL_VIDEODRIVER"}
        return {**rest, "DISPLAY": self.display}

    def picture(self, box: Box | None = None) -> Image.Image:
        """What a person would see."""
        whole = ImageGrab.grab(xdisplay=self.display)
        if box is None:
            return whole
        left, top, width, height = box
        return whole.crop((left, top, left + width, top + height))

    def is_drawn(self, box: Box) -> bool:
        """Whether something stands there: the desktop itself is black."""
        colours = self.picture(box).getcolors(box[2] * box[3]) or []
        return len(colours) > 1 and max(colours)[1] != (0, 0, 0)

    def colour(self, x: int, y: int) -> Colour:
        """The colour of a pixel."""
        return Colour(*self.picture((x, y, 1, 1)).convert("RGB").tobytes())

    def click(self, x: int, y: int) -> None:
        """Click with the left button, as slowly as a hand: the windows read their input once a frame."""
        self._xdotool("mousemove", str(x), str(y))
        self._xdotool("mousedown", "1")
        threading.Event().wait(0.1)
        self._xdotool("mouseup", "1")

    def find(self, words: str, box: Box) -> list[tuple[int, int]]:
        """Return every place in a box where tesseract reads ``words``: the middle of the first of them."""
        wanted = words.split()
        seen = _read(self.picture(box))
        return [
            (box[0] + seen[at][1], box[1] + seen[at][2])
            for at in range(len(seen) - len(wanted) + 1)
            if [word for word, _, _ in seen[at : at + len(wanted)]] == wanted
        ]

    def wait_for(self, words: str, box: Box, deadline_s: float = 20) -> list[tuple[int, int]]:
        """Look until the words stand there, and return where."""
        return wait_until(lambda: self.find(words, box), deadline_s, f"{words!r} to be read at {box}")

    def click_on(self, words: str, box: Box) -> None:
        """Click on words as soon as they stand there."""
        self.click(*self.wait_for(words, box)[0])

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True)


def _read(picture: Image.Image) -> list[tuple[str, int, int]]:
    """Return each word that tesseract reads, with the middle of its box in the picture's pixels."""
    grey = ImageOps.scale(picture.convert("L"), _SCALE, Image.Resampling.LANCZOS)
    grey = ImageOps.expand(grey, border=_BORDER_PX, fill=255)
    file = io.BytesIO()
    grey.save(file, format="PNG")
    command = ["tesseract", "-", "-", "--psm", "11", "-l", "eng+fin", "tsv"]
    done = subprocess.run(
        command,
        input=file.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    words: list[tuple[str, int, int]] = []
    for row in csv.DictReader(io.StringIO(done.stdout.decode()), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["text"].strip():
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            x, y = (left + width // 2 - _BORDER_PX) // _SCALE, (top + height // 2 - _BORDER_PX) // _SCALE
            words.append((row["text"].strip(), x, y))
    return words
