"""Writes down what is said, a line of JSON each: so that a kiosk's speech can be checked without ears."""

import logging
import time
from pathlib import Path

import msgspec

from common.screen.speech.script import Output, Script, Tone

_log = logging.getLogger(__name__)


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: a sentence that is begun, a tone, or that all was ended (`hush`)."""

    at_ms: int
    """Monotonic clock of the machine."""
    script: int
    """Counts what has ended the one before; what follows of itself has the number of what it follows."""
    output: Output | None = None
    step: int = 0
    """Volume, 0 to 2."""
    language: str = ""
    text: str = ""
    tone: str = ""
    hush: bool = False


class Transcript:
    """Appends to a file. A file that cannot be written is told once; speech goes on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._told = False

    def say(self, number: int, script: Script, output: Output, step: int) -> None:
        """Writes a whole script, whether or not it will be heard to its end; an empty one is a hush."""
        now_ms = time.monotonic_ns() // 1_000_000
        lines: list[Line] = []
        for item in script:
            if isinstance(item, Tone):
                lines.append(Line(at_ms=now_ms, script=number, output=output, step=step, tone=item.value))
            else:
                lines.append(
                    Line(
                        at_ms=now_ms,
                        script=number,
                        output=output,
                        step=step,
                        language=item.language,
                        text=item.text,
                    )
                )
        self._write(lines or [Line(at_ms=now_ms, script=number, hush=True)])

    def _write(self, lines: list[Line]) -> None:
        try:
            with self._path.open("ab") as file:
                file.write(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
        except OSError as error:
            if not self._told:
                self._told = True
                _log.error("no transcript of speech: %s", error)


def read(path: Path) -> list[Line]:
    """All whole lines of a transcript; none where there is no file yet."""
    if not path.exists():
        return []
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return [msgspec.json.decode(line, type=Line) for line in whole.splitlines()]
