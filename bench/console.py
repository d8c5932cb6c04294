"""A member of staff who works with the console as a program does: one connection, cookies, forms."""

import http.client
import json
from http.cookies import SimpleCookie
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from common.wire.ids import mint_id

_TIMEOUT_S = 10.0
_FINE = 200


class ConsoleError(RuntimeError):
    """The console refused; the message is its own."""


class Console:
    """One signed-in person. Every call blocks until the answer is there."""

    def __init__(self, port: int) -> None:
        """Connect to the console on this loopback port."""
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
        self._cookies: dict[str, str] = {}
        self._form = ""

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def join(self, link: str) -> None:
        """Use a one-time link up: make an account, and be signed in."""
        self._form = self.ask("/api/me")["form"]
        self.post(urlsplit(link).path, {"name": f"bench-{mint_id()}", "password": mint_id() + mint_id()})
        self._form = self.ask("/api/me")["form"]

    def ask(self, path: str) -> dict[str, Any]:
        """Return what the console says about ``path``."""
        return self._request("GET", path, None)

    def post(self, path: str, fields: dict[str, str | list[str]] | None = None) -> dict[str, Any]:
        """Do something, under a command id of its own, and return the answer's ``done``."""
        form = {"form": self._form, "command": mint_id(), **(fields or {})}
        answer = self._request("POST", path, urlencode(form, doseq=True).encode())
        return cast("dict[str, Any]", answer.get("done", {}))

    def _request(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        headers = {"Accept": "application/json"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        text = answer.read()
        for cookie in answer.headers.get_all("set-cookie") or ():
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(cookie).items()})
        if answer.status != _FINE:
            raise ConsoleError(f"{method} {path}: {answer.status} {text.decode(errors='replace')[:200]}")
        return cast("dict[str, Any]", json.loads(text))
