"""Where a customer is to wait, as seen from this kiosk. Pure."""

import msgspec

from common.wire.message import Direction, Text
from common.wire.site import Catalogue, KioskConfig


class WaitingArea(msgspec.Struct, frozen=True):
    """A zone's names and the direction to it; none where the kiosk stands in it or nobody said."""

    names: Text
    direction: Direction | None


def waiting_area(catalogue: Catalogue, config: KioskConfig, zone: str) -> WaitingArea | None:
    """Return where ``zone`` is: the kiosk's own direction goes before that of its zone."""
    found = next((one for one in catalogue.zones if one.id == zone), None)
    if found is None:
        return None
    return WaitingArea(found.names, config.directions.get(zone) or found.directions.get(config.zone))
