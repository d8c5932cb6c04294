"""A member of staff at the console, over plain HTTP: signs in by a link and does what the pages do."""

import http.client
import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from common.wire.ids import mint_id

_TIMEOUT_S = 10.0
_FORM = "application/x-www-form-urlencoded"


class RefusedError(RuntimeError):
    """The console refused; ``code`` is its word for why, the message its sentence."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code


class StaffMember:
    """Somebody with a browser of their own."""

    def __init__(self, address: str) -> None:
        """Work with the console at ``address``."""
        self._address = address
        self._cookies = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._form = ""

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies, for a real browser that is to go on as the same person."""
        return {cookie.name: cookie.value or "" for cookie in self._cookies}

    def join(self, link: str, name: str, password: str) -> None:
        """Open a one-time link and choose name and password."""
        path = urllib.parse.urlsplit(link).path
        self.page(path)
        self._form = self.get("/api/me")["form"]
        self.post(path, name=name, password=password)
        self._form = self.get("/api/me")["form"]

    def desk(self, place: str) -> dict[str, Any]:
        """Return what the page of a desk shows."""
        return self.get(f"/api/desk/{place}")

    def open_desk(self, place: str, services: list[str]) -> None:
        """Begin to serve at a place."""
        self.post(f"/desk/{place}/open", service=services)

    def call_next(self, place: str) -> str:
        """Call who comes next; return the number."""
        return str(self.act(place, "call-next")["number"])

    def act(self, place: str, action: str, **fields: str | list[str]) -> dict[str, Any]:
        """Do something at a desk; return what was done."""
        return self.post(f"/desk/{place}/{action}", **fields)

    def get(self, path: str) -> dict[str, Any]:
        """Return the JSON of a path."""
        return json.loads(self._ask(urllib.request.Request(self._address + path)))

    def page(self, path: str) -> str:
        """Return a page as a browser gets it."""
        request = urllib.request.Request(self._address + path, headers={"Accept": "text/html"})
        return self._ask(request, program=False).decode("utf-8")

    def post(self, path: str, **fields: str | list[str]) -> dict[str, Any]:
        """Send a form with a command id of its own; return what was done."""
        request = urllib.request.Request(self._address + path, data=self._filled(fields), method="POST")
        return json.loads(self._ask(request))["done"]

    def hang_up(self, path: str, **fields: str | list[str]) -> None:
        """Send a form and be gone before the answer comes, as a browser whose line is cut."""
        where, form = urllib.parse.urlsplit(self._address), self._filled(fields)
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_TIMEOUT_S)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            line.request("POST", path, form, {"Content-Type": _FORM, "Cookie": cookies})
        finally:
            line.close()

    def _filled(self, fields: dict[str, str | list[str]]) -> bytes:
        form = {"form": self._form, "command": mint_id(), **fields}
        return urllib.parse.urlencode(form, doseq=True).encode()

    def _ask(self, request: urllib.request.Request, *, program: bool = True) -> bytes:
        if program:
            request.add_header("Accept", "application/json")
        try:
            with self._browser.open(request, timeout=_TIMEOUT_S) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            body = error.read()
            try:
                refused = json.loads(body)["refused"]
            except (ValueError, KeyError):
                raise RefusedError(str(error.code), body[:200].decode("utf-8", "replace")) from error
            raise RefusedError(refused["code"], refused["said"]) from error


def one_time_link(output: str) -> str:
    """Return the link that ``vuoro invite`` has printed."""
    return output.strip().splitlines()[-1]


def password_of(folder: Path, name: str) -> str:
    """Return a simulated person's password: random, and kept in ``folder`` for whoever watches the demo."""
    file = folder / f"password-{name}"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(mint_id() + mint_id(), encoding="utf-8")
    return file.read_text(encoding="utf-8")
