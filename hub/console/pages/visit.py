"""A visit, wherever it is: what is known of it, and what staff may do with it."""

from dataclasses import replace

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.console.call import Call, Console, route
from hub.console.questions.visit import find_number, visit_now
from hub.console.refused import Why
from hub.console.visit_orders import REASONS, VisitOrder, check, make
from hub.console.wishes import details_of, further_of, language_of, sending_of, spoken, transfer_targets
from hub.site.schema import Right

PATH = "/visit"

RIGHTS = (Right.SERVE, Right.CHECK_IN, Right.TRANSFER)
"""Who has one of these may see a visit of the own authorities, and act on it."""


def routes(console: Console) -> list[Route]:
    """Return the routes of a visit's page."""
    return [
        route(console, PATH, find, rights=RIGHTS),
        route(console, f"{PATH}/{{visit}}", show, rights=RIGHTS),
        route(
            console,
            f"{PATH}/{{visit}}/{{action}}",
            do,
            rights=RIGHTS,
            post=True,
            back=f"{PATH}/{{visit}}",
        ),
    ]


async def find(call: Call) -> Response:
    """Go to the visit of a number as people see it."""
    number = call.request.query_params.get("number", "").strip().upper()
    person, site = call.who, call.console.site
    visit = await call.look(lambda view: find_number(view, number, person, site))
    if not visit:
        return RedirectResponse(f"/queues?refused={Why.NO_SUCH_NUMBER}", 303)
    return RedirectResponse(f"{PATH}/{visit}", 303)


async def show(call: Call) -> Response:
    """Show a visit."""
    visit, person, site = call.part_of_path("visit"), call.who, call.console.site
    return await call.page(
        "visit.html",
        lambda view: visit_now(view, visit, person, site),
        targets=transfer_targets(site),
        spoken=spoken(site),
        reasons=REASONS,
    )


async def do(call: Call) -> Response:
    """Do what was asked for."""
    visit, site, fields = call.part_of_path("visit"), call.console.site, call.fields
    order = VisitOrder(call.part_of_path("action"), visit, call.who, site, call.console.table)
    match order.action:
        case "amend":
            order = replace(order, details=details_of(fields, site), language=language_of(fields, site))
        case "extend":
            order = replace(order, further=further_of(fields, site))
        case "send-on":
            order = replace(order, sending=sending_of(fields, site))
        case "take-back":
            order = replace(order, reason=call.field("reason"))
        case _:
            pass
    check(order)
    done = await call.act(lambda command_id, view: make(order, command_id, view))
    return call.done(done, f"{PATH}/{visit}")
