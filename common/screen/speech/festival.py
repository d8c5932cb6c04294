"""Festival with the Finnish voice suopuhe: one process that is started when somebody wants Finnish, and kept.

A small heap makes it take 20 MB and start in 20 ms; its default takes 325 MB and 150 ms (both measured).
"""

import contextlib
import logging
import os
import selectors
import shutil
import subprocess
import tempfile
import time
import unicodedata
import wave
from collections.abc import Iterator
from pathlib import Path

from common.screen.speech.engine import EngineError, Stale
from common.screen.speech.pcm import Pcm

_log = logging.getLogger(__name__)

PROGRAM = "festival"
LANGUAGE = "fi"
_VOICE = "suo_fi_lj_diphone"
_VOICES = Path("/usr/share/festival/voices/finnish")
_HEAP = "210000"
_DONE = b"@@done"
_LOOK_S = 0.02
_DEADLINE_S = 5.0
_CHUNK = 4096
_USUAL_SPEED = 150
# Letters that Finnish writes and Latin-1 has not, and signs that stand for plain ones.
_FOLDED = str.maketrans("šŠžŽ’‘–—…", "sSzZ''--.")


class Festival:
    """An engine for Finnish by the program `festival`."""

    name = "festival"

    def __init__(self, words_per_minute: int = _USUAL_SPEED, voices: Path = _VOICES) -> None:
        """`voices` is where Debian's package puts the voice."""
        self._stretch = _USUAL_SPEED / words_per_minute
        self._installed = (voices / _VOICE).is_dir()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def languages(self) -> frozenset[str]:
        """Finnish, where program and voice are installed."""
        there = self._installed and shutil.which(PROGRAM) is not None
        return frozenset((LANGUAGE,)) if there else frozenset()

    def can_say(self, text: str, language: str) -> bool:
        """It knows the letters of Latin-1 and no others."""
        return language in self.languages() and _encoded(text) is not None

    def speak(self, text: str, language: str, stale: Stale) -> Iterator[Pcm]:  # noqa: ARG002  Finnish alone
        """The sound of a text, made whole: a sentence takes some 15 ms here, and up to 0.7 s on a Pi."""
        encoded = _encoded(text)
        if encoded is None:
            raise EngineError("this text has letters that festival does not know")
        path = Path(self._ready(), "piece.wav")
        scheme = b'(let ((u (utt.synth (Utterance Text "%s")))) (utt.save.wave u "%s" (quote riff)))\n'
        if self._ask(scheme % (encoded, os.fsencode(path)), stale):
            yield from _cut(path)

    def warm(self, language: str) -> None:
        """Starts the process."""
        if language == LANGUAGE and self._installed:
            self._ready()

    def close(self) -> None:
        """Ends the process and removes what it wrote."""
        self._end()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _ready(self) -> str:
        if self._folder is None:
            try:
                self._folder = tempfile.TemporaryDirectory(prefix="vuoro-speech-")
            except OSError as error:
                raise EngineError(f"no folder for {PROGRAM}'s sound ({error.strerror})") from error
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [PROGRAM, "--heap", _HEAP, "--pipe"]
            try:
                self._process = subprocess.Popen(  # noqa: S603  a fixed program; see _encoded for its input
                    command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
                )
            except OSError as error:
                raise EngineError(f"{PROGRAM} did not start ({error.strerror}): install it") from error
            pace = f"(voice_{_VOICE}) (Parameter.set 'Duration_Stretch {self._stretch:.2f})\n"
            self._ask(pace.encode())
        return self._folder.name

    def _ask(self, scheme: bytes, stale: Stale = lambda: False) -> bool:
        """Lets it evaluate, and tells whether it has done so; one that is stale is ended with its process."""
        process = self._process
        if process is None or process.stdin is None or process.stderr is None:
            raise EngineError(f"{PROGRAM} has no pipes")
        try:
            process.stdin.write(scheme + b'(format stderr "\\n%s\\n")\n' % _DONE)
            process.stdin.flush()
        except BrokenPipeError as error:
            self._end()
            raise EngineError(f"{PROGRAM} has ended") from error
        heard, ends = b"", time.monotonic() + _DEADLINE_S
        with selectors.DefaultSelector() as selector:
            selector.register(process.stderr, selectors.EVENT_READ)
            while _DONE not in heard:
                if stale():
                    self._end()
                    return False
                if selector.select(_LOOK_S):
                    chunk = os.read(process.stderr.fileno(), _CHUNK)
                    heard = (heard + chunk)[-_CHUNK:]
                    if not chunk:
                        self._end()
                        raise EngineError(f"{PROGRAM} has ended: {_last_line(heard)}")
                elif time.monotonic() > ends:
                    self._end()
                    raise EngineError(f"{PROGRAM} does not answer")
        if b"SIOD ERROR" in heard:
            raise EngineError(f"{PROGRAM} refuses: {_last_line(heard)}")
        return True

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        process.wait()


def _encoded(text: str) -> bytes | None:
    """A text for between Scheme's quotes: Latin-1, one line, no quotes; None where a letter has no place."""
    folded = unicodedata.normalize("NFC", text).translate(_FOLDED)
    plain = "".join(" " if letter in '"\\' or not letter.isprintable() else letter for letter in folded)
    try:
        return plain.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _cut(path: Path) -> Iterator[Pcm]:
    try:
        with wave.open(str(path), "rb") as file:
            rate = file.getframerate()
            while data := file.readframes(_CHUNK):
                yield Pcm(data, rate)
    except (OSError, EOFError, wave.Error) as error:
        raise EngineError(f"{PROGRAM} gave no sound") from error
    finally:
        path.unlink(missing_ok=True)


def _last_line(heard: bytes) -> str:
    lines = [line for line in heard.decode("latin-1").splitlines() if "ERROR" in line]
    return lines[-1][:80] if lines else "it said nothing"
