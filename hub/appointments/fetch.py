"""Gets what a source says: from a file, or over HTTP with bounds on time, size and where it leads."""

import contextlib
import http.client
import socket
import ssl
import stat
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from common.runtime.clock import Clock
from hub.appointments.rows import Cause, FeedError

SIZE_LIMIT = 1_000_000
"""Bytes; 5,000 rows of 200 bytes. Reading eight times as much held up the hub's other threads for 0.9 s."""

SETTLED_MS = 2000
"""A file that was written so short a while ago may still be being written."""

STEP_S = 10.0
"""A server may be silent so long at once."""

WHOLE_S = 30.0
"""It may take so long in all."""

_REDIRECTS = 3
_PIECE = 65_536
_TOKEN_LIMIT = 4096
_OK, _NOT_MODIFIED, _NOT_FOUND, _GONE = 200, 304, 404, 410
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came; ``content`` is None where it is the version that was known. ``version`` names it.

    ``settling``: the file is being written just now, and is to be looked at again soon.
    """

    content: bytes | None
    version: str
    settling: bool = False


def fetch_file(path: Path, version: str, clock: Clock) -> Fetched:
    """Read a file, unless it is the ``version`` that is known.

    Raises:
        FeedError: it cannot be read, or is too large.
    """
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):  # a pipe would be waited for, for ever
            raise FeedError(Cause.NOT_THERE)
        with path.open("rb") as file:
            found = f"{before.st_mtime_ns}-{before.st_size}-{before.st_ino}"
            if found == version:
                return Fetched(None, version)
            if before.st_size > SIZE_LIMIT:
                raise FeedError(Cause.TOO_LARGE)
            content = file.read(SIZE_LIMIT + 1)
            after = path.stat()
    except OSError as error:
        raise FeedError(Cause.NOT_THERE) from error
    age_ms = clock.wall_ms() - after.st_mtime_ns // 1_000_000
    changed = (after.st_mtime_ns, after.st_size) != (before.st_mtime_ns, before.st_size)
    if changed or 0 <= age_ms < SETTLED_MS or len(content) != after.st_size:
        return Fetched(None, version, settling=True)
    return Fetched(content, found)


def read_token(path: Path, credentials: Path | None) -> str:
    """Return the token in a file; a bare name lies in the folder of the service's credentials.

    Raises:
        FeedError: it cannot be read, or is no token.
    """
    whole = path if path.is_absolute() or credentials is None else credentials / path
    try:
        token = whole.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise FeedError(Cause.TOKEN) from error
    if not token or len(token) > _TOKEN_LIMIT or not token.isprintable():
        raise FeedError(Cause.TOKEN)
    return token


class HttpFetch:
    """One request, and those that it is led on to at the same host. :meth:`abandon` ends it from outside."""

    def __init__(self, url: str, headers: Mapping[str, str], version: str) -> None:
        """Prepare to ask ``url``; ``version`` is what the server called the one that is known."""
        self._url = url
        self._headers = {
            "Accept-Encoding": "identity",
            "User-Agent": "vuoro",
            **headers,
            **_conditions(version),
        }
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._abandoned = False

    def run(self) -> Fetched:
        """Ask, and return what came.

        Raises:
            FeedError: with the cause.
        """
        address = urlsplit(self._url)
        for _ in range(_REDIRECTS + 1):
            line = _line_to(address)
            try:
                self._connect(line)
                answer = self._ask(line, address)
                if isinstance(answer, Fetched):
                    return answer
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise FeedError(self._cause_of(error)) from error
            finally:
                line.close()
            address = _led_to(address, answer)
        raise FeedError(Cause.REDIRECT)

    def abandon(self) -> None:
        """Let go of the line, so that :meth:`run` ends soon; from another thread."""
        with self._lock:
            self._abandoned = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _connect(self, line: http.client.HTTPConnection) -> None:
        line.connect()
        with self._lock:
            # The answer may outlive the line's own hold on its socket.
            self._socket = line.sock
            if self._abandoned:
                raise TimeoutError

    def _cause_of(self, error: Exception) -> Cause:
        if self._abandoned or isinstance(error, TimeoutError):
            return Cause.SLOW
        if isinstance(error, ssl.SSLCertVerificationError):
            return Cause.CERTIFICATE
        torn = isinstance(
            error, http.client.IncompleteRead | http.client.BadStatusLine | ConnectionResetError
        )
        return Cause.TORN if torn else Cause.NOT_THERE

    def _ask(self, line: http.client.HTTPConnection, address: SplitResult) -> Fetched | str:
        """Return what came, or where it leads."""
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        line.request("GET", path, headers=self._headers)
        with line.getresponse() as answer:  # where the server closes, the line does not close it
            return _read(answer)


def _read(answer: http.client.HTTPResponse) -> Fetched | str:
    """Return what came, or where it leads."""
    if answer.status == _NOT_MODIFIED:
        return Fetched(None, "")
    if answer.status in _MOVED:
        return answer.getheader("Location") or ""
    if answer.status in (_NOT_FOUND, _GONE):
        raise FeedError(Cause.NOT_THERE)
    if answer.status != _OK:
        raise FeedError(Cause.REFUSED)
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise FeedError(Cause.ENCODING)
    return Fetched(_whole(answer), _version(answer))


def _line_to(address: SplitResult) -> http.client.HTTPConnection:
    """Return a line that is not open yet; one with TLS trusts whom the machine trusts."""
    host = address.hostname or ""
    try:
        port = address.port
    except ValueError as error:
        raise FeedError(Cause.NOT_THERE) from error
    if address.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=STEP_S, context=context)
    return http.client.HTTPConnection(host, port, timeout=STEP_S)


def _whole(answer: http.client.HTTPResponse) -> bytes:
    """Return the body; how long it is must be said, since half a list looks like a whole one."""
    announced = answer.length
    if announced is None and not answer.chunked:
        raise FeedError(Cause.TORN)
    if announced is not None and announced > SIZE_LIMIT:
        raise FeedError(Cause.TOO_LARGE)
    end_s = time.monotonic() + WHOLE_S
    content = bytearray()
    while piece := answer.read1(_PIECE):
        content += piece
        if len(content) > SIZE_LIMIT:
            raise FeedError(Cause.TOO_LARGE)
        if time.monotonic() > end_s:
            raise FeedError(Cause.SLOW)
    if announced is not None and len(content) != announced:
        raise FeedError(Cause.TORN)
    return bytes(content)


def _version(answer: http.client.HTTPResponse) -> str:
    """Return the server's name for this version, with its kind before it."""
    for kind, header in (("e", "ETag"), ("m", "Last-Modified")):
        value = answer.getheader(header)
        if value and value.isprintable() and len(value) <= _TOKEN_LIMIT:
            return f"{kind}:{value}"
    return ""


def _conditions(version: str) -> dict[str, str]:
    kind, _, value = version.partition(":")
    header = {"e": "If-None-Match", "m": "If-Modified-Since"}.get(kind)
    return {} if header is None else {header: value}


def _led_to(address: SplitResult, location: str) -> SplitResult:
    try:
        target = urlsplit(urljoin(address.geturl(), location))
        same = (target.scheme, target.hostname, target.port) == (
            address.scheme,
            address.hostname,
            address.port,
        )
    except ValueError as error:
        raise FeedError(Cause.REDIRECT) from error
    if not location or not same:
        raise FeedError(Cause.REDIRECT)
    return target
