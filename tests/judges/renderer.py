"""emupos: a receipt printer that none of us wrote, which shows what it prints as a picture and as text.

Only its printer is used, without the program around it. It is written for Python 3.13, and what is newer in
it than 3.11 are aliases of types (`type X = …`), which older Pythons are given as plain names; everything
else runs as it came. See docs/decisions/0015-judges-stand-apart.md.
"""

import importlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType, SimpleNamespace
from typing import Any

import yaml

HOME = Path(__file__).parents[2] / ".venv/judges/python"
_MODEL = "epson-tm-t20iii"
_TYPE_ALIAS = re.compile(rb"^type (\w+ = )", re.MULTILINE)
_NOW = 0.0  # it reads no clock: whoever feeds it says what time it is


@dataclass(frozen=True, slots=True)
class Paper:
    """One ticket as it came out: a picture in PNG, its text, and what the printer did not know."""

    png: bytes
    text: str
    unknown: tuple[str, ...]


class Renderer:
    """One printer with paper of so many dots. `said` collects what it sends back."""

    def __init__(self, dots: int) -> None:
        self.said = bytearray()
        self._papers: list[Paper] = []
        self._unknown: list[str] = []
        printer = _load("emupos.printer.printer")
        self._events: Any = _load("emupos.events").EventType
        self._printer: Any = printer.Printer(
            "judge", _profile(dots), sensor_open_level="high", job_idle_timeout_ms=60_000
        )
        self._fault: Any = printer.PrinterFault
        self._printer.open_connection("1", _NOW)

    def receive(self, data: bytes) -> None:
        """Take bytes in any pieces."""
        self._take(self._printer.receive("1", data, _NOW))

    def set_fault(self, name: str, *, active: bool) -> None:
        """Let something be wrong, or well again: `paper-out`, `cover-open`, `paper-near-end`, `offline`."""
        self._take(self._printer.set_fault(self._fault(name), active, _NOW))

    @property
    def papers(self) -> tuple[Paper, ...]:
        """What was cut off, oldest first."""
        return tuple(self._papers)

    def _take(self, output: Any) -> None:  # noqa: ANN401 - the judge's own type, which only it has
        for write in output.writes:
            self.said += write.data
        self._unknown += [
            str(event.data) for event in output.events if event.type == self._events.PRINTER_COMMAND_UNKNOWN
        ]
        for receipt in output.receipts:
            self._papers.append(Paper(receipt.png, receipt.text, tuple(self._unknown)))
            self._unknown.clear()


def _profile(dots: int) -> SimpleNamespace:
    """One of its own profiles, which it reads by a library that nothing else here needs."""
    text = (HOME / f"emupos/profiles/printers/{_MODEL}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    for name, value in found.items():
        if isinstance(value, dict) and name != "code_pages":
            found[name] = SimpleNamespace(**value)
    return SimpleNamespace(**found | {"width_dots": dots})


def _load(name: str) -> ModuleType:
    if not HOME.is_dir():
        raise RuntimeError(f"{HOME} is missing: ./install.sh test installs it")
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())  # before the ordinary one, which finds what lies in a package
    if "emupos.config" not in sys.modules:
        names: dict[str, object] = dict.fromkeys(("Level", "PrinterId", "PrinterProfile"), object)
        config = ModuleType("emupos.config")
        config.__dict__.update(names)
        sys.modules["emupos.config"] = config
    return importlib.import_module(name)


class _Finder(MetaPathFinder):
    """Finds the judge in its own folder, which is not on the path of anything else."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder`."""
        if fullname.partition(".")[0] not in ("emupos", "segno"):
            return None
        spec = PathFinder.find_spec(fullname, path or [str(HOME)], target)
        if spec is not None and spec.origin is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(fullname, spec.origin)
        return spec


class _Loader(SourceFileLoader):
    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # noqa: ANN401 - as it is typed there
        """Read an alias of types as a plain name where Python is older than they are."""
        if sys.version_info < (3, 12) and isinstance(data, bytes):
            data = _TYPE_ALIAS.sub(rb"\1", data)
        return super().source_to_code(data, path, _optimize=_optimize)
