"""The words of all walks, kept as text: a file a language, a part a walk, a line a key or a sentence.

``VUORO_RENEW_TRANSCRIPTS=1`` writes what was heard instead of comparing it. Then somebody reads it.
"""

import fcntl
import os
import re
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

RENEW = "VUORO_RENEW_TRANSCRIPTS"
FOLDER = Path(__file__).parent / "transcripts"

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def compare(language: str, walk: str, lines: Sequence[str]) -> None:
    """Hold a walk against what is kept of it, line by line."""
    if os.environ.get(RENEW):
        _renew(language, walk, lines)
        return
    kept = read(language).get(walk)
    hint = f"{RENEW}=1 writes what is heard now"
    assert kept is not None, f"there is no walk “{walk}” in {language}.txt; {hint}"
    for number, (was, now) in enumerate(zip_longest(kept, lines), 1):
        if was != now:
            raise AssertionError(
                f"{language}.txt, “{walk}”, line {number}:\n  kept:  {was}\n  heard: {now}\n{hint}"
            )


def read(language: str) -> dict[str, list[str]]:
    """All walks of a language that are kept."""
    path = FOLDER / f"{language}.txt"
    if not path.exists():
        return {}
    parts = _HEADING.split(path.read_text(encoding="utf-8"))[1:]
    return {walk: text.strip("\n").splitlines() for walk, text in zip(parts[::2], parts[1::2], strict=True)}


def _renew(language: str, walk: str, lines: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{language}.txt").open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # tests run in several processes
        walks = {**read(language), walk: list(lines)}
        parts = [f"## {name}\n\n" + "\n".join(walks[name]) + "\n" for name in sorted(walks)]
        file.truncate(0)
        file.write("\n".join(parts))
