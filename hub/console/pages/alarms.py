"""Alarms: what is open, and a word to the keeper, which alone decides; nothing is said before it has."""

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from common.wire.alarms import Close, CloseReason, HelpComing, Seen
from hub.console.call import Call, Console, route
from hub.console.refused import Refused, Why
from hub.queue.answers import Done
from hub.site.schema import Right

PATH = "/alarms"

DEADLINE_S = 3.0
"""The keeper answers within a few ms; whoever waits longer than this should go to the guard's panel."""

REASONS: tuple[CloseReason, ...] = ("resolved", "false-alarm", "test", "other")


def routes(console: Console) -> list[Route]:
    """Return the routes of the alarms' page."""
    rights = (Right.ALARMS,)
    return [
        route(console, PATH, show, rights=rights),
        route(console, f"{PATH}/{{point}}/{{action}}", answer, rights=rights, post=True, back=PATH),
    ]


async def show(call: Call) -> Response:
    """Show every point that is not well."""
    return await call.page("alarms.html")


async def answer(call: Call) -> Response:
    """Tell the keeper what somebody does about these presses, and wait for its word."""
    call.id("command")
    body = _body(call)
    keeper = call.console.keeper
    reply = keeper.ask(body)
    try:
        async with asyncio.timeout(DEADLINE_S):
            replied = await asyncio.wrap_future(reply)
    except TimeoutError as error:
        raise Refused(Why.KEEPER_SILENT) from error
    except ConnectionError as error:
        raise Refused(Why.BROKER_AWAY) from error
    finally:
        keeper.forget(reply)
    if replied.error is not None:
        raise Refused(Why.KEEPER_REFUSED)
    return call.done(Done(), PATH)


def _body(call: Call) -> Seen | HelpComing | Close:
    point, presses, by = call.part_of_path("point"), call.ids("press"), call.who.account.id
    if point not in call.console.site.points:
        raise Refused(Why.NOT_FOUND)
    if not presses:
        raise Refused(Why.MALFORMED)
    match call.part_of_path("action"):
        case "seen":
            return Seen(point=point, presses=presses, by=by)
        case "help":
            return HelpComing(point=point, presses=presses, by=by)
        case "close":
            return Close(point=point, presses=presses, by=by, reason=_reason(call.field("reason")))
        case _:
            raise Refused(Why.NOT_FOUND)


def _reason(word: str) -> CloseReason:
    for reason in REASONS:
        if reason == word:
            return reason
    raise Refused(Why.MALFORMED)
