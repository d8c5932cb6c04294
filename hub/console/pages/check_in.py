"""The adviser's page: check a customer in by hand, and go to who calls for help at a screen."""

from starlette.responses import Response
from starlette.routing import Route

from hub.console import orders
from hub.console.call import Call, Console, route
from hub.console.pages.hours import openings
from hub.console.questions.point import check_in_now
from hub.console.refused import Refused, Why
from hub.queue.answers import Done
from hub.queue.commands import AdviserCheckIn
from hub.site.schema import Right

PATH = "/check-in"


def routes(console: Console) -> list[Route]:
    """Return the routes of the adviser's page."""
    rights = (Right.CHECK_IN,)
    return [
        route(console, PATH, show, rights=rights),
        route(console, PATH, check_in, rights=rights, post=True, back=PATH),
        route(console, f"{PATH}/take-back", take_back, rights=rights, post=True, back=PATH),
        route(console, "/adviser-calls/{call}/going", going, rights=rights, post=True, back=PATH),
    ]


async def show(call: Call) -> Response:
    """Show the form, and large the number that was dealt just now."""
    console = call.console
    visit = call.request.query_params.get("visit", "")
    return await call.page(
        "check_in.html",
        lambda view: check_in_now(view, console.site, visit),
        openings=openings(console),
        services=_services(call),
        spoken=(*console.site.languages.first, *console.site.languages.more),
    )


async def check_in(call: Call) -> Response:
    """Check a customer in."""
    service, language = call.id("service"), call.field("language")
    languages = call.console.site.languages
    if service not in _services(call) or language not in (*languages.first, *languages.more):
        raise Refused(Why.UNKNOWN_SERVICE)
    staff = call.who.account.id
    done = await call.act(
        lambda command_id, _view: AdviserCheckIn(
            id=command_id, staff=staff, service=service, language=language
        )
    )
    return call.done(done, f"{PATH}?visit={done.visit}")


async def take_back(call: Call) -> Response:
    """Take a mistaken check-in off the queue."""
    visit, person, site = call.id("visit"), call.who, call.console.site
    done = await call.act(lambda command_id, view: orders.take_back(visit, person, site, command_id, view))
    return call.done(done, PATH)


async def going(call: Call) -> Response:
    """Say that somebody goes to the screen where an adviser was called for."""
    call.id("command")
    identifier = call.part_of_path("call")
    answered = await call.wait(
        call.console.office.change(lambda floor: floor.adviser_calls.answer(identifier))
    )
    if not answered:
        raise Refused(Why.CALL_ANSWERED)
    return call.done(Done(), PATH)


def _services(call: Call) -> tuple[str, ...]:
    site = call.console.site
    return tuple(
        name
        for name in orders.transfer_targets(site)
        if site.services[name].authority in call.who.authorities
    )
