"""The service point as a whole: queues, rooms in use, devices, and the numbered day."""

import datetime as dt

from starlette.responses import Response
from starlette.routing import Route

from common.wire.ids import is_id
from hub.console.call import Call, Console, route
from hub.console.pages import visit
from hub.console.pages.hours import openings
from hub.console.questions.point import day_now, devices_now, queues_now, rooms_now
from hub.console.refused import Refused, Why
from hub.queue.commands import CloseDay, OpenDay, StrikeOff
from hub.site.devices import Kiosk
from hub.site.schema import Right


def routes(console: Console) -> list[Route]:
    """Return the routes of these pages."""
    day, devices = (Right.DAY,), (Right.DEVICES,)
    return [
        route(console, "/queues", queues, rights=(Right.QUEUES,)),
        route(console, "/rooms", rooms, rights=(Right.PRESENCE,)),
        route(console, "/devices", show_devices, rights=devices),
        route(
            console, "/devices/{device}/strike-off", strike_off, rights=devices, post=True, back="/devices"
        ),
        route(console, "/day", show_day, rights=day),
        route(console, "/day/open", open_day, rights=day, post=True, back="/day"),
        route(console, "/day/close", close_day, rights=day, post=True, back="/day"),
    ]


async def queues(call: Call) -> Response:
    """Show every service's queue, and who is where."""
    person, site = call.who, call.console.site
    return await call.page(
        "queues.html",
        lambda view: queues_now(view, site, person),
        sees_visits=person.may(*visit.RIGHTS),
    )


async def rooms(call: Call) -> Response:
    """Show which rooms are in use."""
    return await call.page("rooms.html", lambda view: rooms_now(view, call.console.site))


async def show_devices(call: Call) -> Response:
    """Show how the devices fare."""
    refused = sum(call.console.refusals.counts().values())
    sources = (await call.look(lambda view: view.appointments)).reports
    return await call.page("devices.html", devices_now, refused=refused, sources=sources)


async def strike_off(call: Call) -> Response:
    """Take a person's word that a kiosk will not report what it holds."""
    device, staff = call.part_of_path("device"), call.who.account.id
    if not isinstance(call.console.site.devices.get(device), Kiosk):
        raise Refused(Why.NOT_FOUND)
    done = await call.act(lambda command_id, _view: StrikeOff(id=command_id, staff=staff, device=device))
    return call.done(done, "/devices")


async def show_day(call: Call) -> Response:
    """Show how the numbered day stands, and who is here today."""
    today = _today(call.console)
    return await call.page(
        "day.html", lambda view: day_now(view, today), openings=openings(call.console), today=today
    )


async def open_day(call: Call) -> Response:
    """Open a day by a person's word for its date."""
    text, staff = call.field("date"), call.who.account.id
    try:
        date = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(Why.MALFORMED) from error
    if not is_id(date.isoformat()) or date.year > dt.MAXYEAR - 1:
        raise Refused(Why.MALFORMED)
    today = _today(call.console)
    done = await call.act(
        lambda command_id, _view: OpenDay(id=command_id, staff=staff, date=date, today=today)
    )
    return call.done(done, "/day")


async def close_day(call: Call) -> Response:
    """Close the day, and with it every open visit."""
    staff = call.who.account.id
    done = await call.act(lambda command_id, _view: CloseDay(id=command_id, staff=staff))
    return call.done(done, "/day")


def _today(console: Console) -> dt.date:
    return dt.datetime.fromtimestamp(console.clock.wall_ms() / 1000, console.table.timezone).date()
