"""The desk: choose a place and services, call, serve, and let go."""

import msgspec
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.console.call import Call, Console, route
from hub.console.orders import Order, check, make
from hub.console.questions.desk import DeskNow, desk_now, places_now, told_next
from hub.console.refused import Refused, Why
from hub.console.wishes import languages_of, sending_of, spoken, transfer_targets
from hub.matters import View
from hub.queue.answers import Done
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
    """Show the desk, and what comes next for who was there just now."""
    place, person, site = _place(call), call.who, call.console.site
    before = call.request.query_params.get("told", "")

    def ask(view: View) -> DeskNow:
        return desk_now(view, place, person, site, told_next(view, before, person, site))

    response = await call.page(
        "desk.html",
        ask,
        place=place,
        allowed=person.services_at(place, site),
        targets=transfer_targets(site),
        spoken=spoken(site),
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
    place, action, site = _place(call), call.part_of_path("action"), call.console.site
    order = Order(
        action=action,
        place=place,
        visit=call.id("visit", needed=False),
        person=call.who,
        site=site,
        table=call.console.table,
        services=call.ids("service"),
        languages=languages_of(call.fields, site),
        sending=sending_of(call.fields, site) if action == "transfer" else None,
        gives_back=call.field("give_back") == "on",
    )
    check(order)
    done = await call.act(lambda command_id, view: make(order, command_id, view))
    return call.done(done, _after(action, place, done))


def _after(action: str, place: str, done: Done) -> str:
    """Return the page after an action; it tells what comes next for who was finished, where more does."""
    page = f"/desk/{place}"
    return f"{page}?told={done.visit}" if action == "finish" and done.next else page


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
