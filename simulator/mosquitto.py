"""Runs one real Mosquitto on a free loopback port; it can fall, freeze and come back on the same port."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_START_S = 10.0
_STOP_S = 5.0
_POLL_S = 0.01
_PORT_ATTEMPTS = 5
HOST = "127.0.0.1"


class Mosquitto:
    """A broker as a child process. ``configuration`` returns the text of mosquitto.conf for a port.

    It is met at ``host``; ``enter`` goes before the command, for a broker in a network namespace.
    """

    def __init__(
        self,
        folder: Path,
        configuration: Callable[[int], str],
        *,
        host: str = HOST,
        enter: Sequence[str] = (),
    ) -> None:
        """Keep its files in ``folder``, which is made where it is missing; nothing runs yet."""
        self.host = host
        self._enter = tuple(enter)
        self._folder = folder
        self._configuration = configuration
        self._process: subprocess.Popen[bytes] | None = None
        self._port: int | None = None

    @property
    def port(self) -> int:
        """The port, known from the first :meth:`start` on and the same for ever after."""
        if self._port is None:
            raise RuntimeError("The broker was never started, so it has no port.")
        return self._port

    @property
    def log(self) -> str:
        """What Mosquitto has written so far."""
        path = self._folder / "mosquitto.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def start(self) -> None:
        """Start, or start again, and return when it answers; :class:`RuntimeError` where it does not."""
        if self._process is not None:
            raise RuntimeError("The broker runs already.")
        if self._port is not None:
            self._run(self._port)
            return
        for attempt in range(1, _PORT_ATTEMPTS + 1):
            port = _free_port()
            try:
                self._run(port)
            except RuntimeError:
                if attempt == _PORT_ATTEMPTS:
                    raise
            else:
                self._port = port
                return

    def stop(self) -> None:
        """End it as systemd would; nothing happens where it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Let it fall (``kill -9``); nothing happens where it does not run."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Let it fall and start it again on the same port."""
        self.kill()
        self.start()

    def freeze(self) -> None:
        """Make it silent with its connections open, as a cut cable would, until :meth:`thaw`."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        process = self._process
        if process is None:
            return
        self._process = None
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _run(self, port: int) -> None:
        program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if program is None:
            raise RuntimeError("Mosquitto is not installed; ./install.sh demo installs it.")
        self._folder.mkdir(parents=True, exist_ok=True)
        configuration = self._folder / "mosquitto.conf"
        configuration.write_text(self._configuration(port), encoding="utf-8")
        with (self._folder / "mosquitto.log").open("ab") as log:
            # In a session of its own: Ctrl-C in a terminal is for whoever runs the broker, and then stops it.
            self._process = subprocess.Popen(
                [*self._enter, program, "-c", str(configuration)],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait_until_answering(self._process, port)
        except RuntimeError:
            self.kill()
            raise

    def _wait_until_answering(self, process: subprocess.Popen[bytes], port: int) -> None:
        deadline = time.monotonic() + _START_S
        between = threading.Event()
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            with socket.socket() as line:
                if line.connect_ex((self.host, port)) == 0 and process.poll() is None:
                    return
            between.wait(_POLL_S)
        raise RuntimeError(f"Mosquitto did not start on port {port}: {self.log[-500:]}")


def account() -> str:
    """Return this process's account; the environment may name another, whom Mosquitto would become."""
    return pwd.getpwuid(os.geteuid()).pw_name


def _free_port() -> int:
    with socket.socket() as line:
        line.bind((HOST, 0))
        return int(line.getsockname()[1])
