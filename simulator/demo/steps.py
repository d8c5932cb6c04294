"""The table of what happened in a demo: each step was seen to happen, and how long that took."""

import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STEPS_FILE = "steps.json"
"""Also tells a folder that an earlier demo has left."""

_MS = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table: ``ms`` is from the deed to the moment at which it was seen."""

    number: int
    name: str
    seen: bool
    ms: int
    detail: str


class Steps:
    """Gathers steps; one that fails is noted with its reason, and ends the play."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[Step] = []
        self.ended = False

    @contextmanager
    def step(self, name: str) -> Generator["Note"]:
        """Time a block. It was seen when the block ends; what it raises stands in the table and goes on."""
        note = Note()
        begun = time.monotonic()
        try:
            yield note
        except BaseException as error:
            self._add(name, begun, note, seen=False, detail=str(error) or type(error).__name__)
            raise
        self._add(name, begun, note, seen=True, detail=note.detail)

    def complete(self) -> bool:
        """Tell whether the play came to its end, and every step was seen."""
        return self.ended and all(step.seen for step in self.all)

    def lines(self) -> list[str]:
        """Return the table as text."""
        width = max((len(step.name) for step in self.all), default=0)
        return [
            f"{step.number:>3}  {'seen' if step.seen else 'NOT SEEN':<8}  {step.name:<{width}}"
            f"  {step.ms:>6} ms  {step.detail.splitlines()[0] if step.detail else ''}".rstrip()
            for step in self.all
        ]

    def save(self, folder: Path) -> None:
        """Write ``steps.txt`` and ``steps.json``."""
        (folder / "steps.txt").write_text("\n".join(self.lines()) + "\n", encoding="utf-8")
        rows = [
            {
                "number": step.number,
                "name": step.name,
                "seen": step.seen,
                "ms": step.ms,
                "detail": step.detail,
            }
            for step in self.all
        ]
        (folder / STEPS_FILE).write_text(
            json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )

    def _add(self, name: str, begun: float, note: "Note", *, seen: bool, detail: str) -> None:
        ended = note.ended if note.ended is not None else time.monotonic()
        step = Step(len(self.all) + 1, name, seen, round((ended - begun) * _MS), detail)
        self.all.append(step)
        print(self.lines()[-1], flush=True)


@dataclass(slots=True)
class Note:
    """What a step has to say about itself; :meth:`now` stops its clock before its pictures are taken."""

    detail: str = ""
    ended: float | None = None

    def now(self) -> None:
        """Say that it has been seen at this moment."""
        self.ended = time.monotonic()
