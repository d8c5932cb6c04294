"""One request to the console: who asks, in which language, with which fields, and how it is answered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from common.runtime.clock import Clock
from common.runtime.refusals import Refusals
from common.wire.ids import is_id
from hub.accounts.person import Person, person_of
from hub.accounts.tokens import form_token, is_form_token, is_token, mint_token
from hub.box import HubBox
from hub.console.changes import Changes
from hub.console.guard import Fields, check_origin, read_fields
from hub.console.questions.around import Around, look_around
from hub.console.refused import Refused, Why
from hub.console.staff import Staff
from hub.console.texts import preferred
from hub.house_rules import Barred
from hub.keeper_line import KeeperLine
from hub.matters import View
from hub.office import Office
from hub.queue.answers import Answer, Done, Refusal
from hub.queue.commands import AnyCommand
from hub.site.schema import Right, Site
from hub.site.timetable import Timetable
from hub.texts import LANGUAGES, Texts

T = TypeVar("T")

DEADLINE_S = 5.0
"""The office answers within a few ms; where it does not in this time, staff are told."""

_STREAM = "/events"
"""An open page listens again and again by itself, and a browser's stream can carry no header that says so."""


@dataclass(frozen=True, slots=True)
class Console:
    """All that the pages work with; belongs to the console's thread."""

    site: Site
    box: HubBox
    office: Office
    keeper: KeeperLine
    clock: Clock
    table: Timetable
    texts: dict[str, Texts]
    templates: dict[str, Environment]
    staff: Staff
    changes: Changes
    refusals: Refusals
    assets: str

    @property
    def cookie(self) -> str:
        """The session's cookie; under TLS its name forbids that a neighbouring site sets it."""
        return "__Host-vuoro" if self.box.console.secure else "vuoro"


@dataclass(slots=True)
class Call:
    """One request. ``token`` is the session's, or (``person`` is None) that of somebody not signed in yet."""

    console: Console
    request: Request
    token: str
    person: Person | None
    texts: Texts
    fields: Fields

    @property
    def who(self) -> Person:
        """Who asks; only for pages that need a right."""
        if self.person is None:
            raise Refused(Why.SIGNED_OUT)
        return self.person

    @property
    def wants_json(self) -> bool:
        """Whether a program asks."""
        return "application/json" in self.request.headers.get("accept", "")

    @property
    def is_part(self) -> bool:
        """Whether an open page asks for its own newest look."""
        return self.request.query_params.get("part") == "1"

    @property
    def address(self) -> str:
        """Where the request comes from."""
        client = self.request.client
        return "" if client is None else client.host

    def part_of_path(self, name: str) -> str:
        """Return an id out of the path."""
        value = self.request.path_params[name]
        if not isinstance(value, str) or not is_id(value):
            raise Refused(Why.NOT_FOUND)
        return value

    def field(self, name: str) -> str:
        """Return the last value of a field, empty where it is not there."""
        return self.fields.get(name, [""])[-1]

    def ids(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, each an id."""
        values = tuple(dict.fromkeys(self.fields.get(name, [])))
        if not all(map(is_id, values)):
            raise Refused(Why.MALFORMED)
        return values

    def id(self, name: str, *, needed: bool = True) -> str:
        """Return the value of a field that is an id; empty where it may be missing and is."""
        value = self.field(name)
        if is_id(value) or (not value and not needed):
            return value
        raise Refused(Why.MALFORMED)

    def own_path(self, path: str) -> str:
        """Return a page's path that a form brought, or ``/`` where it is none of ours."""
        own = path.startswith("/") and all(
            is_id(part) or is_token(part) for part in path[1:].split("/") if part
        )
        return path if own and "//" not in path else "/"

    async def act(self, make: Callable[[str, View], AnyCommand | Barred]) -> Done:
        """Do what ``make`` gives for this request's command id and what is true now."""
        command_id = self.id("command")
        outcome: Answer | Barred = await self.wait(
            self.console.office.act(command_id, lambda view: make(command_id, view))
        )
        match outcome:
            case Done():
                return outcome
            case Refusal():
                raise Refused(outcome.code)
            case Barred():
                raise Refused(outcome.code, seconds=outcome.seconds)

    async def wait(self, future: "Future[T]") -> T:
        """Wait for the office, with a deadline."""
        try:
            async with asyncio.timeout(DEADLINE_S):
                return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise Refused(Why.BUSY) from error

    async def look(self, question: Callable[[View], T]) -> T:
        """Ask the office a question."""
        return await self.wait(self.console.office.look(question))

    async def page(
        self, template: str, question: Callable[[View], object] | None = None, **values: object
    ) -> Response:
        """Draw a page from what the office answers to ``question`` (as ``now``), and what is around it."""
        person, site, path = self.person, self.console.site, self.request.url.path

        def both(view: View) -> tuple[object, Around]:
            around = look_around(view, person, site, path)
            if around.calls:
                view.floor.adviser_calls.show()
            return question(view) if question else None, around

        now, around = await self.look(both)
        return self.draw(template, values | {"now": now, "around": around})

    def draw(self, template: str, values: Mapping[str, object], status: int = 200) -> Response:
        """Draw a page with what is already known."""
        console = self.console
        text = (
            console.templates[self.texts.code]
            .get_template(template)
            .render(
                layout="part.html" if self.is_part else "page.html",
                person=self.person,
                rights=self.person.rights if self.person else frozenset[Right](),
                form=form_token(self.token),
                path=self.request.url.path,
                assets=console.assets,
                languages=console.texts,
                wall_ms=console.clock.wall_ms(),
                said=self._said(),
                **{"around": None, "now": None, **values},
            )
        )
        return HTMLResponse(text, status)

    def done(self, done: Done, back: str) -> Response:
        """Answer an action: in JSON, or by going back to the page."""
        if self.wants_json:
            body = {"visit": done.visit, "number": done.number, "call": done.call, "next": done.next}
            return JSONResponse({"done": {name: value for name, value in body.items() if value}, "go": back})
        return RedirectResponse(back, 303)

    def refused(self, refused: Refused, back: str = "") -> Response:
        """Answer with the reason: in JSON, on the page the form was on, or on a page of its own."""
        said = self.texts(f"refused.{refused.why}", **refused.values)
        if self.wants_json or self.is_part:
            body = {"refused": {"code": refused.why, "said": said, **refused.values}}
            return JSONResponse(body, refused.status)
        if refused.why is Why.SIGNED_OUT:
            return RedirectResponse("/sign-in", 303)
        if back:
            return RedirectResponse(f"{back}?{urlencode({'refused': refused.why, **refused.values})}", 303)
        return self.draw("error.html", {"sentence": said}, refused.status)

    def sign(self, response: Response, token: str) -> Response:
        """Give the browser the token of its session."""
        response.set_cookie(
            self.console.cookie, token, path="/", secure=self.console.box.console.secure,
            httponly=True, samesite="strict",
        )  # fmt: skip
        return response

    def _said(self) -> str:
        """Return the sentence that a form without script was sent back with; only our own are said."""
        why = self.request.query_params.get("refused", "")
        if not why or not self.texts.has(f"refused.{why}"):
            return ""
        seconds = self.request.query_params.get("seconds", "")
        return self.texts(f"refused.{why}", seconds=int(seconds) if seconds.isdecimal() else 0)


Handler = Callable[[Call], Awaitable[Response]]


def route(
    console: Console,
    path: str,
    handler: Handler,
    *,
    rights: Sequence[Right] = (),
    post: bool = False,
    public: bool = False,
    back: str = "",
) -> Route:
    """Return the route of a page or an action.

    ``rights``: the person has one of them at least. ``public``: nobody needs to be signed in. ``back`` is
    where a form without script is sent with a refusal, a pattern of the path's own parameters.
    """

    async def endpoint(request: Request) -> Response:
        call = enter(console, request)
        try:
            if post:
                await _read_form(call)
            if not public:
                _check_rights(call.who, rights)
            response = await handler(call)
        except Refused as refused:
            response = call.refused(refused, back.format(**request.path_params) if post else "")
        if request.cookies.get(console.cookie) != call.token and "set-cookie" not in response.headers:
            call.sign(response, call.token)
        return response

    return Route(path, endpoint, methods=["POST"] if post else ["GET"])


async def _read_form(call: Call) -> None:
    check_origin(call.request.headers)
    call.fields = await read_fields(call.request)
    if not is_form_token(call.field("form"), call.token):
        raise Refused(Why.OLD_PAGE)


def _check_rights(person: Person, rights: Sequence[Right]) -> None:
    if rights and not person.may(*rights):
        raise Refused(Why.NOT_ALLOWED)


def enter(console: Console, request: Request) -> Call:
    """Return who asks, in which language; a new visitor gets a token of its own for its forms."""
    token = request.cookies.get(console.cookie, "")
    by_itself = "x-quiet" in request.headers or request.url.path == _STREAM
    account = console.staff.sessions.find(token, touch=not by_itself)
    person = None if account is None else person_of(account, console.site)
    if not is_token(token):
        token = mint_token()
    chosen = request.cookies.get("language", "")
    if account is not None and account.language in LANGUAGES:
        chosen = account.language
    if chosen not in LANGUAGES:
        first = console.site.languages.municipality[0]
        fallback = first if first in LANGUAGES else LANGUAGES[0]
        chosen = preferred(request.headers.get("accept-language", ""), fallback)
    return Call(console, request, token, person, console.texts[chosen], {})
