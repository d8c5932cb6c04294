"""espeak-ng, a process for each piece of speech: most languages, and the first sound after some 10 ms.

A process and not the library: it cannot take the kiosk down with it, is Debian's own for each machine, and
keeps its licence (GPL-3) on its side. See docs/decisions/0016-speech-by-processes.md.
"""

import logging
import os
import selectors
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping

from common.screen.speech.engine import EngineError, Stale
from common.screen.speech.pcm import Pcm

_log = logging.getLogger(__name__)

PROGRAM = "espeak-ng"
_HEADER = 44
"""Bytes of a WAV header, with the rate at byte 24."""
_CHUNK = 4096
_LOOK_S = 0.05
_DEADLINE_S = 5.0
"""A piece takes some 10 ms here and 60 ms on a small Pi: one that takes so long hangs."""
_OTHER_NAMES = {"no": "nb", "zh": "cmn"}


class Espeak:
    """An engine by the program `espeak-ng`."""

    name = "espeak"

    def __init__(self, words_per_minute: int = 150, voices: Mapping[str, str] | None = None) -> None:
        """`voices` names another voice for a language."""
        self._speed = words_per_minute
        self._voices = dict(voices or {})
        self._found: frozenset[str] | None = None

    def languages(self) -> frozenset[str]:
        """Asks the program once."""
        if self._found is None:
            self._found = self._look()
        return self._found

    def can_say(self, text: str, language: str) -> bool:
        """It says any text of a language that it has."""
        return bool(text.strip()) and language in self.languages()

    def speak(self, text: str, language: str, stale: Stale) -> Iterator[Pcm]:
        """The sound of a text, by the pieces in which the program makes it."""
        voice = self._voices.get(language) or _OTHER_NAMES.get(language, language)
        command = [PROGRAM, "-v", voice, "-s", str(self._speed), "-b", "1", "--stdin", "--stdout"]
        try:
            process = subprocess.Popen(  # noqa: S603  a fixed program; the text goes to its standard input
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise EngineError(f"{PROGRAM} did not start ({error.strerror}): install it") from error
        try:
            yield from _read(process, text, stale)
        finally:
            process.kill()
            _close(process)

    def warm(self, language: str) -> None:
        """Nothing to do: it starts as fast as it speaks."""

    def close(self) -> None:
        """Nothing to end: no process outlives its piece."""

    def _look(self) -> frozenset[str]:
        if shutil.which(PROGRAM) is None:
            return frozenset()
        try:
            listed = subprocess.run(  # noqa: S603  a fixed program
                [PROGRAM, "--voices"], capture_output=True, text=True, timeout=_DEADLINE_S, check=True
            ).stdout
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
            _log.error("%s does not tell its voices: %s", PROGRAM, error)
            return frozenset()
        # Pty Language Age/Gender VoiceName …; `en-gb` speaks `en` too.
        rows = [line.split() for line in listed.splitlines()[1:]]
        found = {row[1].split("-")[0] for row in rows if len(row) > 1}
        found |= {code for code, other in _OTHER_NAMES.items() if other in found}
        return frozenset(found)


def _read(process: subprocess.Popen[bytes], text: str, stale: Stale) -> Iterator[Pcm]:
    if process.stdin is None or process.stdout is None:
        raise EngineError(f"{PROGRAM} has no pipes")
    try:
        process.stdin.write(text.encode())
        process.stdin.close()
    except BrokenPipeError as error:
        raise EngineError(f"{PROGRAM} took no text: is its voice installed?") from error
    waiting, rate, held = b"", 0, process.stdout.fileno()
    ends = time.monotonic() + _DEADLINE_S
    with selectors.DefaultSelector() as selector:
        selector.register(held, selectors.EVENT_READ)
        while not stale():
            if not selector.select(_LOOK_S):
                if time.monotonic() > ends:
                    raise EngineError(f"{PROGRAM} gives no sound: restart the kiosk, or install it again")
                continue
            chunk = os.read(held, _CHUNK)
            ends = time.monotonic() + _DEADLINE_S
            waiting += chunk
            if not rate and len(waiting) >= _HEADER:
                rate, waiting = int.from_bytes(waiting[24:28], "little"), waiting[_HEADER:]
            if not chunk:
                break
            whole = len(waiting) // 2 * 2 if rate else 0
            if whole:
                yield Pcm(waiting[:whole], rate)
                waiting = waiting[whole:]
    if not rate and not stale():
        raise EngineError(f"{PROGRAM} gave no sound: is its voice installed?")


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                _log.debug("%s ended before it had read its text", PROGRAM)
    process.wait()
