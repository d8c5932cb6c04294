"""Notices: what somebody wants to be told of, and that it has been seen."""

from starlette.responses import Response
from starlette.routing import Route

from hub.console.call import Call, Console, route
from hub.console.refused import Refused, Why
from hub.queue.answers import Done
from hub.site.schema import Right

PATH = "/notices"

_EXPERT_LENGTH = 64
_LATEST_MS = 2**53 - 1


def routes(console: Console) -> list[Route]:
    """Return the routes of the page of notices."""
    rights = (Right.SERVE, Right.QUEUES)
    return [
        route(console, PATH, show, rights=rights),
        route(console, PATH, choose, rights=rights, post=True, back=PATH),
        route(console, f"{PATH}/seen", see, post=True, back="/"),
    ]


async def show(call: Call) -> Response:
    """Show the choices."""
    kept = "kept" in call.request.query_params
    return await call.page("notices.html", services=_services(call), kept=kept)


async def choose(call: Call) -> Response:
    """Keep somebody's choices; what came before the first choice is not told."""
    services, expert = call.ids("service"), call.field("expert").strip()
    if not set(services) <= set(_services(call)):
        raise Refused(Why.UNKNOWN_SERVICE)
    if len(expert) > _EXPERT_LENGTH or not expert.isprintable():
        raise Refused(Why.MALFORMED)
    account, register = call.who.account, call.console.staff.register
    register.set_notices(account.id, services, expert, chime=call.field("chime") == "on")
    if not (account.notices or account.expert):
        register.set_told(account.id, await call.look(lambda view: view.notices.latest))
    call.console.staff.sessions.forget()
    return call.done(Done(), f"{PATH}?kept")


async def see(call: Call) -> Response:
    """Keep up to which notice somebody has seen; what is yet to come is not seen before."""
    call.id("command")
    upto = call.field("upto")
    if not upto.isdecimal() or int(upto) > _LATEST_MS:
        raise Refused(Why.MALFORMED)
    latest = await call.look(lambda view: max(view.notices.latest, view.now.ms))
    call.console.staff.register.set_told(call.who.account.id, min(int(upto), latest))
    call.console.staff.sessions.forget()
    return call.done(Done(), call.own_path(call.field("path")))


def _services(call: Call) -> tuple[str, ...]:
    site, own = call.console.site, call.who.authorities
    return tuple(name for name, service in site.services.items() if service.authority in own)
