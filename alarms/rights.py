"""Who may ask the keeper for what, and in whose name: pure."""

from collections.abc import Collection

import msgspec

from common.wire import alarms as wire
from common.wire.requests import Failure

HUB = "hub"
"""The id under which the hub speaks; no device may have it."""

Body = wire.Shown | wire.Seen | wire.HelpComing | wire.Close


def may_ask(device: str, request: Body, panels: Collection[str] | None) -> Failure | None:
    """Return why ``device`` may not ask this; ``None`` where it may.

    Only a guard's panel can have drawn a press; only panels and the hub, whose staff have signed in, answer
    and close one. ``panels`` is ``None`` until a configuration names them: then everybody may, since a guard
    who cannot answer a call for help is worse than a device with stolen credentials that may, and the
    keeper's record names the device all the same. The brokers refuse most others in any case.
    """
    if panels is None or device in panels:
        return None
    if isinstance(request, wire.Shown):
        return Failure(code="not-allowed", reason=f"{device} is no guard's panel.")
    if device == HUB:
        return None
    return Failure(code="not-allowed", reason=f"{device} is neither a guard's panel nor the hub.")


def in_the_name_of(device: str, request: Body) -> Body:
    """Return the request with ``by`` as it goes on record: only the hub may name somebody else, its staff."""
    if isinstance(request, wire.Shown) or device == HUB:
        return request
    return msgspec.structs.replace(request, by=device)
