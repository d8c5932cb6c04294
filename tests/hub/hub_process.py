"""The hub as a process of its own, beside a real Mosquitto: started, stopped, killed and started again."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from common.runtime.clock import SystemClock, boot_id
from hub.accounts.account import Invitation
from hub.accounts.database import open_staff_file
from hub.accounts.register import Register
from tests.broker import OpenBroker
from tests.hub.staff import Staff
from tests.waiting import wait_until

HERE = Path(__file__).parent
SITE = HERE / "house.toml"
_START_S = 20


class HubProcess:
    """One hub; its folder outlives its process."""

    def __init__(
        self,
        folder: Path,
        broker: OpenBroker,
        site: Path = SITE,
        site_id: str = "mallila",
        *,
        program: str = "hub",
    ) -> None:
        self.folder = folder
        self._program = program
        self.state = folder / "state"
        self.site = site
        self.site_id = site_id
        self.broker = broker
        self.port = free_port()
        self.box = folder / "box.toml"
        self.log_file = folder / "hub.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._visitors: list[Staff] = []
        folder.mkdir(parents=True, exist_ok=True)
        self.box.write_text(
            f'[box]\nsite = "{site_id}"\nid = "hub"\nstate = "{self.state}"\n'
            f"[brokers.site]\nport = {broker.port}\n[console]\nport = {self.port}\n",
            encoding="utf-8",
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> "HubProcess":
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._program, "--site", str(self.site), "--box", str(self.box)],
                stdout=log,
                stderr=log,
                cwd=HERE.parent.parent,
            )
        wait_until(self._answers, _START_S, "the console answers")
        return self

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it and return its exit code."""
        process = self._process
        assert process is not None
        process.send_signal(how)
        try:
            return process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            self._process = None

    def close(self) -> None:
        """Leave nothing running and no line open."""
        for staff in self._visitors:
            staff.http.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def invite(self, role: str, *authorities: str) -> str:
        """Return a one-time link, as `vuoro invite` makes it."""
        database = open_staff_file(self.state, boot_id())
        try:
            register = Register(database, SystemClock(), boot_id())
            return f"{self.url}/join/{register.invite(Invitation(role=role, authorities=authorities))}"
        finally:
            database.close()

    def staff(self, role: str, *authorities: str, name: str = "Liisa") -> Staff:
        """Return somebody of that role who is signed in."""
        staff = Staff(self.url)
        self._visitors.append(staff)
        return staff.join(self.invite(role, *authorities), name)

    def _answers(self) -> bool:
        assert self.lives, self.log
        try:
            return httpx.get(f"{self.url}/sign-in", timeout=2).status_code == 200
        except httpx.TransportError:
            return False


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
