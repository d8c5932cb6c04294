"""The storm's service point, on a network: hub and broker on one box, and each kiosk on its own."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from common.runtime.clock import SystemClock, boot_id
from hub.accounts.account import Invitation
from hub.accounts.database import open_staff_file
from hub.accounts.register import Register
from simulator.broker import SiteBroker
from simulator.eyes import Eyes
from simulator.house import free_port, toml_lines
from simulator.network import Network, NetworkBox
from simulator.onlooker import SOCKET_VARIABLE
from simulator.processes import Part, Parts
from simulator.recorder import Recorder
from simulator.staff import StaffMember
from tests.site.storm.site_file import KIOSKS, SITE, desks, site_text
from tests.site.storm.windowless import FINGER
from tests.waiting import wait_until

HUB = "hub"
WINDOWED = KIOSKS[0]
"""The kiosk with its real window; the others are whole but for the picture."""

_RECORDER = "recorder"
_PATIENCE_S = 60.0
_PRINTER_S = 10.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A ticket as it came out of a kiosk's printer, by the text on it."""

    kiosk: str
    text: str


class StormHouse:
    """Everything of the site, ready but for the day; nothing of it is left when the block ends."""

    def __init__(self, folder: Path, *, kiosks: int, desk_count: int) -> None:
        """Prepare a site in ``folder``."""
        self.folder = folder
        self.kiosks = KIOSKS[:kiosks]
        self.desks = desks(desk_count)
        self.parts = Parts()
        self._stack = ExitStack()
        self._site_file = folder / "site.toml"
        self._site_file.write_text(site_text(kiosks, desk_count, datetime.now(UTC)), encoding="utf-8")
        self._console_port = free_port()
        for name in ("boxes", "logs", "paper", "s", "state"):
            (folder / name).mkdir(parents=True)

    def __enter__(self) -> Self:
        """Lay the network, and start broker, printers, hub and kiosks; they are not ready yet."""
        with self._stack:
            network = self._stack.enter_context(Network())
            self.hub_box = network.add(HUB)
            self.kiosk_boxes = {kiosk: network.add(kiosk) for kiosk in self.kiosks}
            self.broker = SiteBroker(
                self.folder / "broker",
                SITE,
                [HUB, *self.kiosks],
                watchers=[_RECORDER],
                host=self.hub_box.address,
                enter=self.hub_box.enter,
            )
            self._stack.callback(self.broker.stop)
            self.broker.start()
            self.traffic = self.folder / "traffic.jsonl"
            recorder = Recorder("site", self.broker.settings(_RECORDER), self.traffic)
            recorder.start()
            self._stack.callback(recorder.stop)
            self._stack.enter_context(self.parts)
            self._start_hub()
            for kiosk in self.kiosks:
                self._start_printer(kiosk)
                self._start_kiosk(kiosk)
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        """End everything."""
        self._stack.close()

    @property
    def address(self) -> str:
        """Where the console is."""
        return f"http://{self.hub_box.address}:{self._console_port}"

    def box(self, name: str) -> NetworkBox:
        """Return where a part stands in the network."""
        return self.kiosk_boxes.get(name, self.hub_box)

    def state(self, device: str) -> Path:
        """Return the folder where a part keeps what must last."""
        return self.folder / "state" / device

    def onlooker(self, kiosk: str) -> Path:
        """Return the socket of the onlooker at a window."""
        return self.folder / "s" / kiosk

    def serves(self, kiosk: str) -> bool:
        """Tell whether a customer would find a kiosk's screen lit."""
        if kiosk == WINDOWED:
            with suppress(OSError, RuntimeError):
                return bool(Eyes(self.onlooker(kiosk)).read())
            return False
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            return line.connect_ex(str(self.state(kiosk) / FINGER)) == 0

    # --- people -------------------------------------------------------------------------------------------

    def wait_for_hub(self) -> None:
        """Wait until the console answers."""
        visitor = StaffMember(self.address)
        wait_until(lambda: _answers(visitor), _PATIENCE_S, "the console answers")

    def sign_in(self, name: str, role: str) -> StaffMember:
        """Return somebody new who is signed in."""
        database = open_staff_file(self.state(HUB), boot_id())
        with closing(database):
            token = Register(database, SystemClock(), boot_id()).invite(Invitation(role=role))
        person = StaffMember(self.address)
        person.join(f"{self.address}/join/{token}", name, f"password of {name}")
        return person

    def wait_for_numbers(self) -> None:
        """Wait until every kiosk may deal."""
        for kiosk in self.kiosks:
            wait_until(lambda kiosk=kiosk: self._has_numbers(kiosk), _PATIENCE_S, f"{kiosk} has numbers")

    def _has_numbers(self, kiosk: str) -> bool:
        try:
            return int(next(self._rows(self.kiosk_database(kiosk), "SELECT count(*) FROM leases"))[0]) > 0
        except sqlite3.OperationalError:  # it is being made
            return False

    # --- what is on the disks -----------------------------------------------------------------------------

    @property
    def log(self) -> Path:
        """The hub's log."""
        return self.state(HUB) / "queue.db"

    def bodies(self) -> list[bytes]:
        """Return the events of the hub's log, as they lie there."""
        return [bytes(body) for (body,) in self._rows(self.log, "SELECT body FROM log ORDER BY position")]

    def positions_are_whole(self) -> bool:
        """Tell whether the positions of the log count from 1 without a gap."""
        first, last, count = next(
            self._rows(self.log, "SELECT min(position), max(position), count(*) FROM log")
        )
        return bool(first == 1 and last == count)

    def snapshot(self) -> tuple[int, bytes]:
        """Return the newest snapshot of the hub's state, and the position of its last event (0: none)."""
        query = "SELECT position, body FROM snapshot ORDER BY position DESC LIMIT 1"
        position, body = next(self._rows(self.log, query), (0, b""))
        return int(position), bytes(body)

    def quarantined(self) -> list[str]:
        """Return why messages were set aside for good."""
        return [str(reason) for (reason,) in self._rows(self.log, "SELECT reason FROM quarantine")]

    def tickets(self, kiosk: str) -> dict[str, tuple[str, str]]:
        """Return each ticket of a kiosk: its number as people see it, and the state of its paper."""
        rows = self._rows(self.kiosk_database(kiosk), "SELECT id, number, shown, paper FROM tickets")
        return {str(ticket): (str(shown or number), str(paper)) for ticket, number, shown, paper in rows}

    def unsent(self, kiosk: str) -> int:
        """Return how many check-ins of a kiosk are not acknowledged."""
        query = "SELECT count(*) FROM outbox WHERE state = 'unsent'"
        return int(next(self._rows(self.kiosk_database(kiosk), query))[0])

    def oldest_unsent(self, kiosk: str) -> int | None:
        """Return the sequence of the oldest check-in that is not acknowledged."""
        query = "SELECT min(sequence) FROM outbox WHERE state = 'unsent'"
        oldest = next(self._rows(self.kiosk_database(kiosk), query))[0]
        return None if oldest is None else int(oldest)

    def newest(self, kiosk: str) -> int:
        """Return the sequence of the newest check-in."""
        query = "SELECT coalesce(max(sequence), 0) FROM outbox"
        return int(next(self._rows(self.kiosk_database(kiosk), query))[0])

    def kiosk_database(self, kiosk: str) -> Path:
        """Return where a kiosk keeps its tickets."""
        return self.state(kiosk) / "kiosk.db"

    def papers(self) -> Iterator[Paper]:
        """Yield all papers that came out whole, kiosk by kiosk, in the order of their printing."""
        for kiosk in self.kiosks:
            for file in sorted((self.folder / "paper" / kiosk).glob("ticket-*.txt")):
                yield Paper(kiosk, file.read_text(encoding="utf-8"))

    @staticmethod
    def _rows(path: Path, query: str) -> Iterator[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as database:
            yield from database.execute(query).fetchall()

    # --- starting -----------------------------------------------------------------------------------------

    def _start_hub(self) -> None:
        console = {"host": self.hub_box.address, "port": self._console_port, "plain_http": True}
        file = self._write_box(HUB, {"console": console})
        self._start(HUB, self.hub_box, ["hub", "--site", str(self._site_file), "--box", str(file)])

    def _start_printer(self, kiosk: str) -> None:
        folder = self.folder / "paper" / kiosk
        command = [
            sys.executable,
            "-m",
            "simulator.printer",
            "--pty",
            "--mm-per-s",
            "2000",
            "--roll-m",
            "600",
            "--out",
            str(folder),
        ]
        printer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self._stack.callback(_end, printer)
        wait_until((folder / "lp0").is_symlink, _PRINTER_S, f"the printer of {kiosk} is there")

    def _start_kiosk(self, kiosk: str) -> None:
        more: dict[str, Any] = {
            "panel": {"width_mm": 336, "height_mm": 597, "width_px": 1080, "height_px": 1920},
            "window": {"offscreen": True},
            # On so slow a line the number is made of the printer's own letters, which can be read.
            "printer": {
                "kind": "serial",
                "path": str(self.folder / "paper" / kiosk / "lp0"),
                "baud": 19200,
                "flow": "none",
            },
        }
        file = str(self._write_box(kiosk, more))
        box = self.kiosk_boxes[kiosk]
        if kiosk == WINDOWED:
            environment = {SOCKET_VARIABLE: str(self.onlooker(kiosk))}
            self._start(kiosk, box, ["simulator.onlooker", "kiosk", "--box", file], environment)
        else:
            self._start(kiosk, box, ["tests.site.storm.windowless", "--box", file])

    def _start(
        self, name: str, box: NetworkBox, arguments: list[str], environment: dict[str, str] | None = None
    ) -> None:
        log = self.folder / "logs" / f"{name}.log"
        self.parts.add(Part(name, tuple(arguments), log, environment or {}, box.enter))

    def _write_box(self, device: str, more: dict[str, Any]) -> Path:
        broker = self.broker.settings(device)
        box: dict[str, Any] = {
            "box": {"site": SITE, "id": device, "state": str(self.state(device))},
            "brokers": {
                "site": {
                    "host": broker.host,
                    "port": broker.port,
                    "username": broker.username,
                    "password_file": str(broker.password_file),
                }
            },
            **more,
        }
        file = self.folder / "boxes" / f"{device}.toml"
        file.write_text("\n".join(toml_lines(box)) + "\n", encoding="utf-8")
        return file


def _answers(visitor: StaffMember) -> bool:
    try:
        visitor.page("/sign-in")
    except OSError:
        return False
    return True


def _end(printer: subprocess.Popen[bytes]) -> None:
    printer.terminate()
    printer.wait(_PRINTER_S)
