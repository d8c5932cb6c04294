"""Puts the console together: its pages, its own files, and an answer to what is not there."""

import hashlib
from functools import partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from common.wire.ids import mint_id
from hub.console.call import Console, enter
from hub.console.guard import Fence
from hub.console.pages import (
    alarms,
    check_in,
    congestion,
    desk,
    entrance,
    kiosk_code,
    notices,
    people,
    point,
    visit,
)
from hub.console.refused import Refused, Why
from hub.console.texts import fault_text
from hub.site.schema import Site
from hub.texts import Texts

_FOLDER = Path(__file__).parent
_FILES = {"console.css": "text/css", "console.js": "text/javascript", "icon.svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"


def make_application(console: Console) -> ASGIApp:
    """Return the whole console as an application."""

    async def not_found(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        why = Why.WRONG_METHOD if status == 405 else Why.NOT_FOUND  # noqa: PLR2004 — HTTP's own number
        return enter(console, request).refused(Refused(why))

    routes = [
        route
        for page in (entrance, desk, visit, check_in, kiosk_code, point, congestion, alarms, notices, people)
        for route in page.routes(console)
    ]
    application = Starlette(routes=[*routes, *_file_routes()], exception_handlers={HTTPException: not_found})
    return Fence(application, secure=console.box.console.secure)


def make_templates(site: Site, texts: Texts) -> Environment:
    """Return the templates in one language.

    Every value is escaped, and one that is missing is a mistake of the program. What never changes is global:
    macros that need nothing else are read once, which halves the time of a page.
    """
    templates = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known = cast("dict[str, Any]", templates.globals)
    known.update(t=texts, site=site, mint=mint_id, tell_fault=partial(fault_text, texts))
    return templates


def assets_version() -> str:
    """Return a word that changes with our own files, so that browsers may keep them for good."""
    content = b"".join((_FOLDER / "static" / name).read_bytes() for name in _FILES)
    return hashlib.sha256(content).hexdigest()[:12]


def _file_routes() -> list[Route]:
    return [_file_route(name, kind) for name, kind in _FILES.items()]


def _file_route(name: str, kind: str) -> Route:
    content = (_FOLDER / "static" / name).read_bytes()

    async def serve(_request: Request) -> Response:
        headers: dict[str, Any] = {"Cache-Control": _FOREVER}
        return Response(content, media_type=kind, headers=headers)

    return Route(f"/static/{name}", serve)
