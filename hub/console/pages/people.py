"""Who of the staff has an account: invite, help with a forgotten password, remove."""

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.accounts.account import Account, Invitation
from hub.console.call import Call, Console, route
from hub.console.refused import Refused, Why
from hub.queue.answers import Done
from hub.site.schema import Right

PATH = "/staff"


def routes(console: Console) -> list[Route]:
    """Return the routes of the page of accounts."""
    rights = (Right.ACCOUNTS,)
    return [
        route(console, PATH, show, rights=rights),
        route(console, f"{PATH}/invite", invite, rights=rights, post=True, back=PATH),
        route(console, f"{PATH}/{{account}}/link", link, rights=rights, post=True, back=PATH),
        route(console, f"{PATH}/{{account}}/remove", remove, rights=rights, post=True, back=PATH),
    ]


async def show(call: Call) -> Response:
    """List the accounts."""
    return await call.page("staff.html", accounts=call.console.staff.register.accounts(), link="")


async def invite(call: Call) -> Response:
    """Make a link for a new account."""
    site, role, authorities = call.console.site, call.id("role"), call.ids("authority")
    if role not in site.roles or not set(authorities) <= site.authorities.keys():
        raise Refused(Why.MALFORMED)
    return await _show_link(call, Invitation(role=role, authorities=authorities))


async def link(call: Call) -> Response:
    """Make a link for somebody who has forgotten the password."""
    account = _account(call)
    return await _show_link(
        call, Invitation(role=account.role, authorities=account.authorities, account=account.id)
    )


async def remove(call: Call) -> Response:
    """Remove an account; one's own stays, or a site could be left without anybody."""
    account = _account(call)
    if account.id == call.who.account.id:
        raise Refused(Why.NOT_ALLOWED)
    call.console.staff.remove(account.id)
    return call.done(Done(), PATH)


async def _show_link(call: Call, invitation: Invitation) -> Response:
    register = call.console.staff.register
    address = call.console.box.console.join_address(register.invite(invitation))
    if call.wants_json:
        return JSONResponse({"done": {"link": address}})
    return await call.page("staff.html", accounts=register.accounts(), link=address)


def _account(call: Call) -> Account:
    account = call.console.staff.register.account(call.part_of_path("account"))
    if account is None:
        raise Refused(Why.NOT_FOUND)
    return account
