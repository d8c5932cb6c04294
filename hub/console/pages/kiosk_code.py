"""The code of the kiosks' service page: whether there is one, and a new one, which is shown once."""

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.console.call import Call, Console, route
from hub.site.schema import Right

PATH = "/devices/code"


def routes(console: Console) -> list[Route]:
    """Return the routes of the page."""
    rights = (Right.DEVICES,)
    return [
        route(console, PATH, show, rights=rights),
        route(console, PATH, make, rights=rights, post=True, back=PATH),
    ]


async def show(call: Call) -> Response:
    """Show when the present code was made; what it is, nobody can tell any more."""
    return await _page(call, "")


async def make(call: Call) -> Response:
    """Make a new code, and show it this once."""
    call.id("command")
    code = await call.console.staff.new_kiosk_code()
    return JSONResponse({"done": {"code": code}}) if call.wants_json else await _page(call, code)


async def _page(call: Call, code: str) -> Response:
    present = call.console.staff.codes.present()
    return await call.page("kiosk_code.html", code=code, made_ms=present.made_ms if present else 0)
