"""The adviser's page: check a customer in by hand, and go to who calls for help at a screen."""

from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from hub.console import visit_orders
from hub.console.call import Call, Console, route
from hub.console.pages.hours import openings
from hub.console.questions.appointments import answer_of, expected_soon, find
from hub.console.questions.point import check_in_now
from hub.console.refused import Refused, Why
from hub.console.wishes import details_of, further_of, language_of, spoken, transfer_targets
from hub.matters import View
from hub.queue.answers import Done
from hub.queue.commands import AdviserCheckIn
from hub.queue.details import Details
from hub.site.schema import Right

PATH = "/check-in"


def routes(console: Console) -> list[Route]:
    """Return the routes of the adviser's page."""
    rights = (Right.CHECK_IN,)
    return [
        route(console, PATH, show, rights=rights),
        route(console, PATH, check_in, rights=rights, post=True, back=PATH),
        route(console, f"{PATH}/appointment", check_in_appointment, rights=rights, post=True, back=PATH),
        route(console, f"{PATH}/take-back", take_back, rights=rights, post=True, back=PATH),
        route(console, "/adviser-calls/{call}/going", going, rights=rights, post=True, back=PATH),
    ]


async def show(call: Call) -> Response:
    """Show the form, and large the number that was dealt just now."""
    console, query, services = call.console, call.request.query_params, _services(call)
    visit, person = query.get("visit", ""), call.who
    return await call.page(
        "check_in.html",
        lambda view: check_in_now(view, console.site, person, visit, expected_soon(view, services)),
        openings=openings(console),
        services=services,
        answer=answer_of(query.get("fit", ""), query.get("at", "0"), query.get("opens", "0")),
        appointments=any(
            console.site.services[service].authority == source.authority
            for source in console.site.appointments.values()
            for service in services
        ),
        spoken=spoken(console.site),
        targets=transfer_targets(console.site),
    )


async def check_in(call: Call) -> Response:
    """Check a customer in."""
    site, service, staff = call.console.site, call.id("service"), call.who.account.id
    language = language_of(call.fields, site)
    if service not in _services(call) or not language:
        raise Refused(Why.UNKNOWN_SERVICE)
    details, further = details_of(call.fields, site), further_of(call.fields, site)
    done = await call.act(
        lambda command_id, _view: AdviserCheckIn(
            id=command_id,
            staff=staff,
            service=service,
            language=language,
            also=further.also,
            later=further.later,
            details=details,
        )
    )
    return call.done(done, f"{PATH}?visit={done.visit}")


async def check_in_appointment(call: Call) -> Response:
    """Check somebody in for an appointment, by its code or by choice, or tell how the arrival fits."""
    command_id, chosen = call.id("command"), call.id("appointment", needed=False)
    language, code, services = call.field("language"), call.field("code"), _services(call)
    site, staff = call.console.site, call.who.account.id
    if language and language not in site.spoken:
        raise Refused(Why.UNKNOWN_SERVICE)
    found = await call.look(lambda view: find(view, services, command_id, code=code, chosen=chosen))
    told = {"fit": found.match.fit.value, "at": found.match.at_ms, "opens": found.match.opens_ms}
    if found.appointment is None and not found.done:
        return call.done(Done(), f"{PATH}?{urlencode(told)}")

    def make(command_id: str, _view: View) -> AdviserCheckIn:
        entry, appointment = found.match.entry, found.appointment
        if entry is None or appointment is None:  # it was done before, and this is not asked
            raise Refused(Why.BUSY)
        return AdviserCheckIn(
            id=command_id,
            staff=staff,
            service=entry.service,
            language=language or entry.language or site.languages.municipality[0],
            details=Details(party=entry.party),
            appointment=appointment,
        )

    done = await call.act(make)
    return call.done(done, f"{PATH}?{urlencode({'visit': done.visit} | ({} if found.done else told))}")


async def take_back(call: Call) -> Response:
    """Take a mistaken check-in off the queue."""
    visit, person, site = call.id("visit"), call.who, call.console.site
    done = await call.act(
        lambda command_id, view: visit_orders.taken_back(visit, person, site, command_id, view)
    )
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
        name for name in transfer_targets(site) if site.services[name].authority in call.who.authorities
    )
