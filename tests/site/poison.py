"""A poisoned environment: what Python loads into each part at its start, to let one of its threads fail.

It needs no door in the product: ``sitecustomize`` is Python's own way to change an environment. It waits for
a file named after the process; the thread that is named in it meets a :class:`MemoryError` at its next step.
For the name ``modules`` it writes down instead what the process has loaded.
"""

from pathlib import Path

from tests.waiting import wait_until

_FOLDER_VARIABLE = "VUORO_TEST_POISON"
_SITECUSTOMIZE = """
import ctypes, os, sys, threading
from pathlib import Path

def _wait():
    folder, pause = Path(os.environ["VUORO_TEST_POISON"]), threading.Event()
    order = folder / str(os.getpid())
    while True:
        pause.wait(0.1)
        if not order.exists():
            continue
        wanted = order.read_text()
        order.unlink()
        if wanted == "modules":
            answer = folder / f"{os.getpid()}.new"
            answer.write_text(" ".join(sys.modules))
            answer.rename(folder / f"{os.getpid()}.modules")
        for thread in threading.enumerate():
            if thread.name == wanted:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(thread.ident), ctypes.py_object(MemoryError)
                )

if "VUORO_TEST_POISON" in os.environ:
    threading.Thread(target=_wait, name="poison", daemon=True).start()
"""


class Poison:
    """Poisons processes that are started while :attr:`environment` is theirs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "sitecustomize.py").write_text(_SITECUSTOMIZE.replace("\\\\n", "\\n"), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """What a process must be started with."""
        return {"PYTHONPATH": str(self._folder), _FOLDER_VARIABLE: str(self._folder)}

    def give(self, pid: int, thread: str) -> None:
        """Let a thread of a process fail."""
        self._order(pid, thread)

    def modules(self, pid: int) -> set[str]:
        """Return the names of the top-level modules that a process has loaded."""
        self._order(pid, "modules")
        answer = self._folder / f"{pid}.modules"
        wait_until(answer.exists, 10, f"process {pid} tells its modules")
        names = answer.read_text(encoding="utf-8").split()
        answer.unlink()
        return {name.partition(".")[0] for name in names}

    def _order(self, pid: int, word: str) -> None:
        new = self._folder / f"{pid}.order"
        new.write_text(word, encoding="utf-8")
        new.replace(self._folder / str(pid))
