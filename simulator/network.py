"""A site's network in namespaces: boxes at the ports of a switch, whose cables can be pulled without a word.

Needs Linux, and the right to make network namespaces: root, or ``unshare --map-root-user --net`` around it.
Nothing of it outlives this process: a namespace ends with the process that holds it, and its cables with it.
"""

import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_SUBNET = "198.18"
"""Set aside for tests of networks (RFC 2544), so that nobody's own network is met."""

_OWN_NAMESPACE = Path("/proc/self/ns/net")
_START_S = 10.0
_SWITCH = "switch"
_SLOW_WAYS = (
    ("netem", "delay", "300ms", "200ms", "loss", "20%"),
    ("tbf", "rate", "32kbit", "burst", "2kb", "limit", "6kb"),
)
"""Late and lossy; and where the kernel has no netem, so slow that what comes too fast is lost."""


class NoNetworkError(RuntimeError):
    """Namespaces cannot be made here; the message says what to do."""


class _Namespace:
    """A network namespace, held by a process that ends with us: it reads a pipe that only we hold open."""

    def __init__(self) -> None:
        try:
            self._holder = subprocess.Popen(
                ["unshare", "--net", "cat"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except FileNotFoundError as error:
            raise NoNetworkError("`unshare` is not installed: Debian's package util-linux has it.") from error
        self._wait()
        self.enter: tuple[str, ...] = ("nsenter", f"--net=/proc/{self._holder.pid}/ns/net", "--")
        """What goes before a command that is to run inside."""

    @property
    def pid(self) -> str:
        """Whom an interface is given to."""
        return str(self._holder.pid)

    def end(self) -> None:
        """Let it go."""
        self._holder.communicate()

    def ip(self, *words: str) -> None:
        """Run ``ip`` inside."""
        _run(*self.enter, "ip", *words)

    def _wait(self) -> None:
        outside, inside = _OWN_NAMESPACE, Path(f"/proc/{self._holder.pid}/ns/net")
        deadline, between = time.monotonic() + _START_S, threading.Event()
        while self._holder.poll() is None and time.monotonic() < deadline:
            if inside.readlink() != outside.readlink():
                return
            between.wait(0.005)
        _out, said = self._holder.communicate()
        raise NoNetworkError(
            f"No network namespace can be made ({said.decode().strip() or 'no answer'}):"
            " run this as root, or inside `unshare --map-root-user --net`."
        )


@dataclass(slots=True)
class NetworkBox:
    """A computer at a port of the switch: ``enter`` goes before the commands that run on it."""

    address: str
    enter: tuple[str, ...]
    _port: str
    _switch: tuple[str, ...]
    _slowed: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])

    def unplug(self) -> None:
        """Pull its cable: the carrier is gone, and no connection is told."""
        self._at_switch("ip", "link", "set", self._port, "down")

    def plug(self) -> None:
        """Put the cable back."""
        self._at_switch("ip", "link", "set", self._port, "up")

    def silence(self) -> None:
        """Let the switch drop every frame from and to it; the lamps go on shining."""
        self._at_switch("ip", "link", "set", self._port, "nomaster")

    def end_silence(self) -> None:
        """Let frames through."""
        self._at_switch("ip", "link", "set", self._port, "master", _SWITCH)

    def slow_down(self) -> str:
        """Make its line slow and lossy, both ways; return how, or nothing where this kernel cannot."""
        ends = ((*self._switch, "tc", "qdisc"), self._port), ((*self.enter, "tc", "qdisc"), "eth0")
        for way in _SLOW_WAYS:
            try:
                for command, interface in ends:
                    _run(*command, "replace", "dev", interface, "root", *way)
                    self._slowed.append((*command, "del", "dev", interface, "root"))
            except NoNetworkError:
                continue
            return way[0]
        return ""

    def speed_up(self) -> None:
        """Make the line good again."""
        while self._slowed:
            _run(*self._slowed.pop())

    def _at_switch(self, *command: str) -> None:
        _run(*self._switch, *command)


class Network:
    """A switch with boxes; this process is on it as well, at :attr:`address`, as staff's computers are."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._uplink = f"vuoro{secrets.token_hex(4)}"
        self._namespaces: list[_Namespace] = []
        self._prefix = ""
        self.boxes: dict[str, NetworkBox] = {}

    def __enter__(self) -> Self:
        """Make the switch, with us at its first port; :class:`NoNetworkError` where that cannot be."""
        try:
            self._switch = self._namespace()
            switch = self._switch
            switch.ip("link", "add", _SWITCH, "type", "bridge")
            switch.ip("link", "set", _SWITCH, "up")
            pair = ("type", "veth", "peer", "name", "hall", "netns", switch.pid)
            _run("ip", "link", "add", self._uplink, *pair)
            switch.ip("link", "set", "hall", "master", _SWITCH, "up")
            # Two networks that are there at the same time have two interfaces, and so two subnets.
            self._prefix = f"{_SUBNET}.{socket.if_nametoindex(self._uplink) % 250 + 1}"
            _run("ip", "address", "add", f"{self.address}/24", "dev", self._uplink)
            _run("ip", "link", "set", self._uplink, "up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Take everything away."""
        while self._namespaces:
            self._namespaces.pop().end()

    @property
    def address(self) -> str:
        """Where this process is met."""
        return f"{self._prefix}.1"

    def add(self, name: str) -> NetworkBox:
        """Connect one more box."""
        number = len(self.boxes)
        inside, port = self._namespace(), f"port{number}"
        address = f"{self._prefix}.{10 + number}"
        self._switch.ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", inside.pid)
        self._switch.ip("link", "set", port, "master", _SWITCH, "up")
        inside.ip("link", "set", "lo", "up")
        inside.ip("address", "add", f"{address}/24", "dev", "eth0")
        inside.ip("link", "set", "eth0", "up")
        box = self.boxes[name] = NetworkBox(address, inside.enter, port, self._switch.enter)
        return box

    def _namespace(self) -> _Namespace:
        made = _Namespace()
        self._namespaces.append(made)
        return made


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NoNetworkError(f"`{command[0]}` is not installed: Debian's package iproute2 has it.") from error
    except subprocess.CalledProcessError as error:
        raise NoNetworkError(f"`{_words(command)}` was refused: {str(error.stderr).strip()}") from error


def _words(command: Sequence[str]) -> str:
    return " ".join(command)
