"""The site of the storm: one hall with kiosks and desks, where it is the middle of the morning."""

from datetime import UTC, datetime

SITE = "storm"
KIOSKS = tuple(f"kiosk-{number}" for number in range(1, 9))
WALLS = ("wall-1", "wall-2", "wall-3")

SERVICES = {
    "tax-personal": "tax",
    "tax-inheritance": "tax",
    "dvv-registration": "dvv",
    "dvv-certificates": "dvv",
    "permits": "police",
    "jobs": "employment",
    "jobs-abroad": "employment",
}
"""The authority of each service; ``police`` has one alone, so its customers take a number in two taps."""

SPARE = "spare-1"
"""A place where nobody serves: its page shows everybody who waits."""

_ZONES = ("hall", "lobby", "corridor")
_MIDDAY = 10


def desk_name(number: int) -> str:
    """Return the name of the desk of a number from 0 on."""
    return f"desk-{number + 1}"


def desks(count: int) -> tuple[str, ...]:
    """Return the names of so many desks."""
    return tuple(desk_name(number) for number in range(count))


def services_of(desk: int) -> tuple[str, ...]:
    """Return what the desk of this number serves: four of them, and every service somewhere."""
    names = tuple(SERVICES)
    return tuple(names[(desk + further) % len(names)] for further in range(4))


def timezone_where_it_is_morning(now: datetime) -> str:
    """Return a time zone in which no day begins or ends during the storm."""
    ahead = (_MIDDAY - now.astimezone(UTC).hour + 11) % 24 - 11
    return (
        "Etc/GMT" if ahead == 0 else f"Etc/GMT{-ahead:+d}"
    )  # the sign of these names is the other way round


def site_text(kiosks: int, desk_count: int, now: datetime) -> str:
    """Return the site file."""
    return "\n".join(
        (
            f'id = "{SITE}"',
            _names("Myrsky"),
            'hours = "Mo-Su,PH 06:00-20:00"',
            f'timezone = "{timezone_where_it_is_morning(now)}"',
            "[languages]",
            'municipality = ["fi", "sv"]',
            'signs = ["fi", "sv"]',
            "[numbering]",
            "first = 100\nlast = 99999\nlease = 3\nreserve = 150\nbusiest_day = 6000",
            *(_authority(authority) for authority in sorted(set(SERVICES.values()))),
            "[services]",
            *(_service(number, service) for number, service in enumerate(SERVICES)),
            *(_zone(zone, wall) for zone, wall in zip(_ZONES, WALLS, strict=True)),
            "[places]",
            *(f'{desk} = {{ kind = "desk", {_names(desk)} }}' for desk in (*desks(desk_count), SPARE)),
            "[devices]",
            *(_kiosk(number, kiosk) for number, kiosk in enumerate(KIOSKS[:kiosks])),
            *(f'{wall} = {{ kind = "wall", {_panel(1430, 805)}, farthest_m = 6 }}' for wall in WALLS),
            _role("adviser", "queues", "serve", "check-in", "transfer", "devices", "day"),
            _role("coordinator", "queues", "serve", "check-in", "transfer", "devices", "day", "accounts"),
            "",
        )
    )


def _names(name: str) -> str:
    if "-" in name:
        name = name.capitalize().replace("-", " ")
    return f'names = {{ fi = "{name}", sv = "{name}", en = "{name}" }}'


def _authority(authority: str) -> str:
    rule = "no_show = { wait_s = 30, recalls = 2 }"
    return f"[authorities.{authority}]\n{_names(authority.capitalize())}\n{rule}"


def _service(number: int, service: str) -> str:
    zone = _ZONES[number % len(_ZONES)]
    return f'{service} = {{ authority = "{SERVICES[service]}", zone = "{zone}", {_names(service)} }}'


def _zone(zone: str, wall: str) -> str:
    return f'[zones.{zone}]\n{_names(zone.capitalize())}\nwalls = ["{wall}"]\nseats = 100'


def _kiosk(number: int, kiosk: str) -> str:
    zone = _ZONES[number % len(_ZONES)]
    ways = ", ".join(f'{one} = "{"ahead" if one == zone else "left"}"' for one in _ZONES)
    return f'{kiosk} = {{ kind = "kiosk", zone = "{zone}", directions = {{ {ways} }}, {_panel(336, 597)} }}'


def _panel(width_mm: int, height_mm: int) -> str:
    return f"panel = {{ width_mm = {width_mm}, height_mm = {height_mm} }}"


def _role(role: str, *rights: str) -> str:
    listed = ", ".join(f'"{right}"' for right in rights)
    return f'[roles.{role}]\n{_names(role.capitalize())}\nrights = [{listed}]\nscope = "all"'
