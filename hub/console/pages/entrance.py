"""The way in and out: sign-in, one-time links, password, language, and the stream of changes."""

from collections.abc import AsyncIterator

from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.accounts.account import Problem
from hub.accounts.tokens import form_token, is_token
from hub.console.call import Call, Console, route
from hub.console.refused import Refused, Why
from hub.queue.answers import Done
from hub.site.schema import Right
from hub.texts import LANGUAGES

_HOMES = (
    (Right.SERVE, "/desk"),
    (Right.CHECK_IN, "/check-in"),
    (Right.ALARMS, "/alarms"),
    (Right.QUEUES, "/queues"),
    (Right.CONGESTION, "/congestion"),
    (Right.DAY, "/day"),
    (Right.DEVICES, "/devices"),
    (Right.PRESENCE, "/rooms"),
    (Right.ACCOUNTS, "/staff"),
)
_YEAR_S = 365 * 86_400


def routes(console: Console) -> list[Route]:
    """Return the routes of the way in and out."""
    return [
        route(console, "/", home),
        route(console, "/sign-in", show_sign_in, public=True),
        route(console, "/sign-in", sign_in, public=True, post=True, back="/sign-in"),
        route(console, "/sign-out", sign_out, public=True, post=True, back="/sign-in"),
        route(console, "/join/{token}", show_join, public=True),
        route(console, "/join/{token}", join, public=True, post=True, back="/join/{token}"),
        route(console, "/password", show_password),
        route(console, "/password", change_password, post=True, back="/password"),
        route(console, "/language", choose_language, public=True, post=True, back="/"),
        route(console, "/api/me", me, public=True),
        route(console, "/events", events),
    ]


async def home(call: Call) -> Response:
    """Lead to the page that the person works on."""
    return RedirectResponse(_home(call), 303)


async def show_sign_in(call: Call) -> Response:
    """Show the form, or lead on who is signed in already."""
    if call.person is not None:
        return RedirectResponse("/", 303)
    return call.draw("sign_in.html", {})


async def sign_in(call: Call) -> Response:
    """Sign somebody in."""
    _account, token = await call.console.staff.sign_in(
        call.field("name"), call.field("password"), call.address
    )
    return _welcome(call, token)


async def sign_out(call: Call) -> Response:
    """End the session; what the browser still has of it opens nothing."""
    call.console.staff.sessions.end(call.token)
    response = call.done(Done(), "/sign-in")
    response.delete_cookie(
        call.console.cookie, secure=call.console.box.console.secure, httponly=True, samesite="strict"
    )
    return response


async def show_join(call: Call) -> Response:
    """Show what a one-time link is for; opening it does not use it up."""
    register = call.console.staff.register
    token = call.request.path_params["token"]
    invitation = register.invitation(token) if is_token(token) else None
    if invitation is None:
        raise Refused(Problem.LINK_OVER)
    known = register.account(invitation.account) if invitation.account else None
    role = call.console.site.roles.get(invitation.role)
    return call.draw("join.html", {"invitation": invitation, "known": known, "role": role})


async def join(call: Call) -> Response:
    """Use a one-time link up."""
    token = call.request.path_params["token"]
    if not is_token(token):
        raise Refused(Problem.LINK_OVER)
    _account, session = await call.console.staff.join(token, call.field("name"), call.field("password"))
    return _welcome(call, session)


async def show_password(call: Call) -> Response:
    """Show the form for a new password."""
    return await call.page("password.html")


async def change_password(call: Call) -> Response:
    """Change the person's own password."""
    token = await call.console.staff.change_password(
        call.who.account, call.field("old"), call.field("password"), call.address
    )
    return call.sign(call.done(Done(), "/"), token)


async def choose_language(call: Call) -> Response:
    """Keep the language that somebody wants to read."""
    language = call.field("language")
    if language not in LANGUAGES:
        raise Refused(Why.MALFORMED)
    if call.person is not None:
        call.console.staff.register.set_language(call.person.account.id, language)
        call.console.staff.sessions.forget()
    response = call.done(Done(), call.own_path(call.field("path")))
    response.set_cookie("language", language, max_age=_YEAR_S, httponly=True, samesite="strict")
    return response


async def me(call: Call) -> Response:
    """Tell a program who it is, and the word its forms must bring."""
    person = call.person
    body: dict[str, object] = {"form": form_token(call.token), "signed_in": person is not None}
    if person is not None:
        body |= {
            "name": person.account.name,
            "rights": sorted(person.rights),
            "services": [
                name
                for name, service in call.console.site.services.items()
                if service.authority in person.authorities
            ],
        }
    return JSONResponse(body)


async def events(call: Call) -> Response:
    """Tell a page of each change, for as long as its session lasts."""
    if call.console.changes.full:
        raise Refused(Why.BUSY)
    return StreamingResponse(_stream(call), media_type="text/event-stream")


async def _stream(call: Call) -> AsyncIterator[str]:
    yield "retry: 1000\nevent: changed\ndata: 1\n\n"
    async for changed in call.console.changes.listen():
        if call.console.staff.sessions.find(call.token, touch=False) is None:
            yield "event: over\ndata: 1\n\n"
            return
        yield "event: changed\ndata: 1\n\n" if changed else "event: same\ndata: 1\n\n"


def _welcome(call: Call, token: str) -> Response:
    return call.sign(call.done(Done(), "/"), token)


def _home(call: Call) -> str:
    for right, path in _HOMES:
        if call.who.may(right):
            return path
    raise Refused(Why.NOT_ALLOWED)
