"""Congestion: see it, say it, end it, and open a pop-up desk for one's own customers."""

from starlette.responses import Response
from starlette.routing import Route

from hub.console import pop_up
from hub.console.call import Call, Console, route
from hub.console.pages.hours import openings
from hub.console.pop_up import PopUpOrder, Proposal
from hub.console.questions.congestion import congestion_now
from hub.console.refused import Refused, Why
from hub.matters import View
from hub.queue.answers import Done
from hub.site.schema import Right

PATH = "/congestion"


def routes(console: Console) -> list[Route]:
    """Return the routes of the page of congestion."""
    say, serve = (Right.CONGESTION,), (Right.SERVE,)
    return [
        route(console, PATH, show, rights=(*say, *serve)),
        route(console, f"{PATH}/{{authority}}/raise", begin, rights=say, post=True, back=PATH),
        route(console, f"{PATH}/{{authority}}/end", end, rights=say, post=True, back=PATH),
        route(console, "/pop-up", pop_up_desk, rights=serve, post=True, back=PATH),
        route(console, "/pop-up/{place}/unplan", unplan, rights=serve, post=True, back=PATH),
    ]


async def show(call: Call) -> Response:
    """Show how crowded it is, and the pop-up desks."""
    console, person = call.console, call.who
    return await call.page(
        "congestion.html",
        lambda view: congestion_now(view, person, console.site),
        proposed=_proposed(call),
    )


async def begin(call: Call) -> Response:
    """Take a person's word that an authority's queue is crowded; the same form sent again does nothing."""
    authority, command = _authority(call), call.id("command")

    def raise_it(view: View) -> bool:
        load = view.notices.load(view.engine.state, authority)
        if view.engine.state.open_day is None:
            return False
        view.notices.crowds.raise_by_hand(authority, load, view.now.ms, command)
        return True

    if not await call.wait(call.console.office.alter(raise_it)):
        raise Refused(Why.CONGESTION_CLOSED)
    return call.done(Done(), PATH)


async def end(call: Call) -> Response:
    """Take a person's word that it is over: the congestion that was shown, and no later one."""
    authority, crowd = _authority(call), call.id("crowd")
    call.id("command")

    def end_it(view: View) -> bool:
        load = view.notices.load(view.engine.state, authority)
        return view.notices.crowds.end_by_hand(authority, crowd, load, view.now.ms)

    await call.wait(call.console.office.alter(end_it))
    return call.done(Done(), PATH)


async def pop_up_desk(call: Call) -> Response:
    """Open a pop-up desk at once, or plan it for later today."""
    console, place, plans = call.console, call.id("place"), call.field("when") == "later"
    hours = None
    if plans:
        hours = pop_up.hours_of(call.field("opens"), call.field("closes"), console.clock.wall_ms())
    services = tuple(name for name in console.site.services if name in call.ids("service"))
    order = PopUpOrder(place, services, hours, call.who, console.site)
    pop_up.check(order)
    done = await call.act(lambda command_id, view: pop_up.make(order, command_id, view))
    return call.done(done, PATH if plans else f"/desk/{place}")


async def unplan(call: Call) -> Response:
    """Take the plan of a pop-up desk back."""
    place, person, site = call.part_of_path("place"), call.who, call.console.site
    done = await call.act(lambda command_id, view: pop_up.unmake(place, person, site, command_id, view))
    return call.done(done, PATH)


def _authority(call: Call) -> str:
    authority = call.part_of_path("authority")
    if authority not in call.console.site.authorities:
        raise Refused(Why.NOT_FOUND)
    if authority not in call.who.authorities:
        raise Refused(Why.NOT_ALLOWED)
    return authority


def _proposed(call: Call) -> Proposal:
    console = call.console
    own = call.who.authorities
    closing = openings(console)[next(iter(own))].closes_ms if len(own) == 1 else None
    return pop_up.proposed(console.clock.wall_ms(), closing)
