"""An appointment system of an authority: a day's bookings, told over HTTP well or badly in every way.

``python -m simulator.feed`` serves today's bookings and prints their address and their codes.
"""

import argparse
import datetime as dt
import hashlib
import ssl
import threading
from collections.abc import Sequence
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from simulator.bookings import as_calendar, as_csv, as_json, make_bookings


class Manner(StrEnum):
    """How the feed behaves."""

    GOOD = "good"
    SLOW = "slow"
    """A byte now and then, for ever."""
    SILENT = "silent"
    ERROR = "error"
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    TRUNCATED = "truncated"
    ENDLESS = "endless"
    HUGE = "huge"
    """It announces more than anybody wants."""
    GARBLED = "garbled"
    """It writes in other letters than it used to."""
    PAGE = "page"
    """Not data but a page for people, as proxies like to give."""
    COMPRESSED = "compressed"
    UNMEASURED = "unmeasured"
    """It does not say how long it is."""
    ELSEWHERE = "elsewhere"
    """It leads to another host."""
    MOVED = "moved"
    """It leads to another path of its own."""
    CIRCLE = "circle"


_DAWDLING = frozenset({Manner.SLOW, Manner.SILENT, Manner.ENDLESS})
_STATUS = {Manner.ERROR: 500, Manner.MISSING: 404, Manner.FORBIDDEN: 403}
_LEADING = {
    Manner.ELSEWHERE: "http://localhost:1/appointments",
    Manner.CIRCLE: "/appointments",
    Manner.MOVED: "/new",
}


class Feed:
    """Serves one document at ``/appointments`` on this machine; how, can be changed at any time."""

    def __init__(
        self, content: str = "", *, token: str = "", certificate: tuple[Path, Path] | None = None
    ) -> None:
        """Serve ``content``; with a ``token`` only to who brings it in the header Authorization.

        ``certificate`` and its key turn TLS on.
        """
        self.content = content
        self.encoding = "utf-8"
        self.manner = Manner.GOOD
        self.token = token
        self.asked: list[dict[str, str]] = []
        """The headers of each request, in small letters."""
        self.unchanged = 0
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            # The handshake is left to each answer's own thread.
            line = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
            self._server.socket, self._scheme = line, "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}/appointments"

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, also for who still waits."""
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        feed = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                """Answer in the manner of the moment."""
                self.close_connection = True
                feed.asked.append({name.lower(): value for name, value in self.headers.items()})
                try:
                    feed.answer(self)
                except OSError:
                    return  # who asked has gone

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the library's own name
                """Say nothing."""

        return Handler

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        if self.token and handler.headers.get("Authorization") != self.token:
            self._send(handler, 401, b"")
            return
        body = self.content.encode(self.encoding)
        if self.manner in _DAWDLING:
            self._dawdle(handler)
        elif self.manner in _STATUS:
            self._send(handler, _STATUS[self.manner], b"")
        elif self.manner in _LEADING and handler.path != "/new":
            self._send(handler, 302, b"", {"Location": _LEADING[self.manner]})
        elif self.manner is Manner.GOOD:
            self._send_if_new(handler, body)
        else:
            self._send(handler, 200, *self._odd(body))

    def _send_if_new(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if handler.headers.get("If-None-Match") == tag:
            self.unchanged += 1
            self._send(handler, 304, b"")
        else:
            self._send(handler, 200, body, {"ETag": tag})

    def _odd(self, body: bytes) -> tuple[bytes, dict[str, str]]:
        """Return what is sent in place of the body, and the headers that go with it."""
        match self.manner:
            case Manner.TRUNCATED:
                return body[: len(body) // 2], {"Content-Length": str(len(body))}
            case Manner.HUGE:
                return b"x", {"Content-Length": str(10**12)}
            case Manner.GARBLED:
                return self.content.encode("utf-16"), {}
            case Manner.PAGE:
                return b"<!DOCTYPE html><title>Sign in</title>", {}
            case Manner.COMPRESSED:
                return body, {"Content-Encoding": "gzip"}
            case Manner.UNMEASURED:
                return body, {"Content-Length": ""}
            case _:
                return body, {}

    def _dawdle(self, handler: BaseHTTPRequestHandler) -> None:
        """Begin an answer and never come to its end."""
        if self.manner is Manner.SILENT:
            self._over.wait(60)
            return
        piece, pause_s = (b"x" * 65_536, 0.0) if self.manner is Manner.ENDLESS else (b"x", 0.05)
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while not self._over.wait(pause_s):
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    @staticmethod
    def _send(
        handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        handler.send_response(status)
        told = {"Content-Length": str(len(body)), **(headers or {})}
        for name, value in told.items():
            if value:
                handler.send_header(name, value)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until somebody presses Ctrl-C."""
    writers = {"csv": as_csv, "json": as_json, "icalendar": as_calendar}
    parser = argparse.ArgumentParser(prog="python -m simulator.feed", description="Bookings of today.")
    parser.add_argument("--form", choices=list(writers), default="csv")
    parser.add_argument("--manner", choices=[str(manner) for manner in Manner], default=str(Manner.GOOD))
    parser.add_argument(
        "--service", action="append", help="what the bookings call a service; may be repeated"
    )
    options = parser.parse_args(arguments)
    zone = ZoneInfo("Europe/Helsinki")
    services = tuple(options.service or ("10", "20"))
    bookings = make_bookings(dt.datetime.now(zone).date(), services, zone)
    with Feed(writers[options.form](bookings)) as feed:
        feed.manner = Manner(options.manner)
        print(feed.url)
        for one in bookings:
            print(f"{one.start:%H.%M}  {one.service}  {one.code}")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
