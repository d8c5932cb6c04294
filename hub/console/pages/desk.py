"""The desk: choose a place and services, call, serve, and let go."""

import msgspec
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.console.call import Call, Console, route
from hub.console.orders import Order, check, make, transfer_targets
from hub.console.questions.desk import desk_now, places_now
from hub.console.refused import Refused, Why
from hub.site.schema import Right

_PLACE_COOKIE = "place"


def routes(console: Console) -> list[Route]:
    """Return the routes of the desk's pages."""
    rights = (Right.SERVE,)
    return [
        route(console, "/desk", choose, rights=rights),
        route(console, "/desk/{place}", show, rights=rights),
        route(console, "/api/desk/{place}", state, rights=rights),
        route(
            console, "/desk/{place}/{action}", do, rights=rights, post=True, back="/desk/{place}"
        ),
    ]  # fmt: skip


async def choose(call: Call) -> Response:
    """Let the person choose where to work; the place of last time is taken where nothing is asked."""
    last = call.request.cookies.get(_PLACE_COOKIE, "")
    if "choose" not in call.request.query_params and _is_place(call, last):
        return RedirectResponse(f"/desk/{last}", 303)
    return await call.page("places.html", lambda view: places_now(view, call.who, call.console.site))


async def show(call: Call) -> Response:
    """Show the desk."""
    place = _place(call)
    site = call.console.site
    response = await call.page(
        "desk.html",
        lambda view: desk_now(view, place, call.who, site),
        place=place,
        allowed=call.who.services_at(place, site),
        targets=transfer_targets(site),
    )
    response.set_cookie(_PLACE_COOKIE, place, max_age=90 * 86400, httponly=True, samesite="strict")
    return response


async def state(call: Call) -> Response:
    """Tell a program what the desk's page shows."""
    place, site = _place(call), call.console.site
    now = await call.look(lambda view: desk_now(view, place, call.who, site))
    return Response(msgspec.json.encode(now), media_type="application/json")


async def do(call: Call) -> Response:
    """Do what was asked for at the desk."""
    place = _place(call)
    order = Order(
        action=call.part_of_path("action"),
        place=place,
        visit=call.id("visit", needed=False),
        services=call.ids("service"),
        person=call.who,
        site=call.console.site,
    )
    check(order)
    done = await call.act(lambda command_id, view: make(order, command_id, view))
    return call.done(done, f"/desk/{place}")


def _place(call: Call) -> str:
    place = call.part_of_path("place")
    if place not in call.console.site.places:
        raise Refused(Why.NOT_FOUND)
    if not call.who.services_at(place, call.console.site):
        raise Refused(Why.NOT_ALLOWED)
    return place


def _is_place(call: Call, place: str) -> bool:
    site = call.console.site
    return place in site.places and bool(call.who.services_at(place, site))
