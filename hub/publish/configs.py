"""Each device's share of the site file. Pure."""

import zlib

import msgspec

from common.wire import site as wire
from hub.site import devices
from hub.site.schema import Site

Body = (
    wire.KioskConfig
    | wire.WallConfig
    | wire.DoorConfig
    | wire.GuardConfig
    | wire.KeeperConfig
    | wire.AgentConfig
)


def make_configs(site: Site) -> dict[str, wire.DeviceConfig]:
    """Return the configuration of every device, by its id.

    The revision is a checksum of the content: the same file gives the same revision on every start.
    """
    configs: dict[str, wire.DeviceConfig] = {}
    for name, device in site.devices.items():
        body = _body(site, name, device)
        configs[name] = wire.DeviceConfig(revision=zlib.crc32(msgspec.json.encode(body)), body=body)
    return configs


def _body(site: Site, name: str, device: devices.Device) -> Body:
    match device:
        case devices.Kiosk():
            return wire.KioskConfig(
                zone=device.zone,
                directions=device.directions,
                languages=site.spoken,
                first_languages=len(site.languages.first),
                offers=device.offers,
                party_most=site.kiosk.party_most,
                shows_way=site.kiosk.shows_way,
                follow=site.kiosk.follow or "",
                name_authority=site.kiosk.name_authority,
                idle_timeout_s=site.kiosk.idle_timeout_s,
                ticket_timeout_s=site.kiosk.ticket_timeout_s,
            )
        case devices.Wall():
            return wire.WallConfig(
                zone=site.zone_of_wall(name) or next(iter(site.zones)),
                farthest_m=device.farthest_m,
                languages=site.languages.signs,
                notice=site.texts.notice,
            )
        case devices.Door():
            return wire.DoorConfig(place=device.place, languages=site.languages.signs)
        case devices.Guard():
            return wire.GuardConfig(languages=site.languages.municipality, points=_points(site))
        case devices.Keeper():
            return wire.KeeperConfig(points=_points(site), panels=tuple(site.devices_of(devices.Guard)))
        case devices.Deviceagent():
            return wire.AgentConfig(hold_s=site.presence.hold_s)


def _points(site: Site) -> tuple[wire.AlarmPoint, ...]:
    return tuple(
        wire.AlarmPoint(
            id=name,
            place=point.place,
            place_names=site.places[point.place].names,
            way=point.where,
            device=point.device,
        )
        for name, point in site.points.items()
    )
