"""A member of staff who speaks plain HTTP with the console, as programs do."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import httpx

from common.wire.ids import mint_id

PASSWORD = "kesä talvi syksy"


class Staff:
    """Keeps its cookies and the word of its forms; `post` mints a command's id unless one is given."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=10, headers={"accept": "application/json"})
        self.form = ""

    def me(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get("/api/me").json()
        self.form = found["form"]
        return found

    def join(self, link: str, name: str) -> Self:
        """Use a one-time link up."""
        self.me()
        answer = self.post(f"/join/{link.rsplit('/', 1)[-1]}", {"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        self.me()
        return self

    def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        *,
        command: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        known = {"form": self.form, "command": command or mint_id()}
        return self.http.post(path, data={**known, **(fields or {})}, headers=headers)

    def done(self, path: str, fields: Mapping[str, str | Sequence[str]] | None = None) -> dict[str, Any]:
        """Do something that must succeed."""
        answer = self.post(path, fields)
        assert answer.status_code == 200, answer.text
        done: dict[str, Any] = answer.json()["done"]
        return done

    def refused(self, path: str, fields: Mapping[str, str | Sequence[str]] | None = None) -> str:
        """Do something that must be refused; return why."""
        answer = self.post(path, fields)
        assert answer.status_code != 200, answer.text
        code: str = answer.json()["refused"]["code"]
        return code

    def desk(self, place: str) -> dict[str, Any]:
        answer = self.http.get(f"/api/desk/{place}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found
