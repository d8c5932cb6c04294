"""What every request passes: its size, where it comes from, and the headers that fence the pages in."""

from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.console.refused import Refused, Why

BODY_LIMIT = 32_768
"""Bytes. The largest form is a choice of services."""

FIELD_LIMIT = 300
_LENGTH_LIMIT = 400

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

Fields = dict[str, list[str]]
"""What a form brought, by name."""


class Fence:
    """Puts the headers on every answer; under TLS browsers are told to stay with it."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        """Stand before ``app``."""
        self._app = app
        self._headers = dict(_HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, fenced)


def check_origin(headers: Headers) -> None:
    """Refuse what another site's page made the browser send; programs say nothing of where they are."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refused(Why.FOREIGN)
    origin = headers.get("origin")
    if origin is not None and not _is_ours(origin, headers.get("host", "")):
        raise Refused(Why.FOREIGN)


def _is_ours(origin: str, host: str) -> bool:
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False


async def read_fields(request: Request) -> Fields:
    """Return a form's fields, bounded in size and number."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"", "application/x-www-form-urlencoded"}:
        raise Refused(Why.MALFORMED)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            raise Refused(Why.TOO_LARGE)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELD_LIMIT
        )
    except ValueError as error:
        raise Refused(Why.MALFORMED) from error
    fields: Fields = {}
    for name, value in pairs:
        if len(value) > _LENGTH_LIMIT or "\0" in value:
            raise Refused(Why.MALFORMED)
        fields.setdefault(name, []).append(value)
    return fields
