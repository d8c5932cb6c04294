"""The site that is measured: eight kiosks, thirty desks, always open, with numbers for days on end."""

from pathlib import Path

SITE = "bench"
ZONE = "hall"
KIOSKS = tuple(f"kiosk-{number}" for number in range(1, 9))
DESKS = tuple(f"desk-{number}" for number in range(1, 31))
SERVICES = ("dvv-registration", "tax-personal", "tax-business", "employment", "police", "land-survey")
WALL, GUARD, KEEPER, AGENT = "wall-1", "guard-1", "keeper-1", "agent-1"
POINT = "panic-desk-1"
AUTHORITY = "all"
WAY = "Aulan perällä"
"""How to get to the alarm point, as it stands on the guard's panel while there is an alarm."""
NAME_ON_SIGNS = "Palvelupiste\nServicepunkt"

_HEAD = """\
id = "bench"
names = { fi = "Palvelupiste", sv = "Servicepunkt", en = "Service point" }
hours = "Mo-Su,PH 00:00-24:00"

[languages]
municipality = ["fi", "sv"]
signs = ["fi", "sv"]

[numbering]
first = 1
last = 99999
lease = 20
reserve = 20
busiest_day = 20000

[authorities.all]
names = { fi = "Virasto", sv = "Myndighet", en = "Authority" }

[zones.hall]
names = { fi = "Odotusalue B", sv = "Väntområde B", en = "Waiting area B" }
walls = ["wall-1"]

[roles.adviser]
names = { fi = "Palveluneuvoja", sv = "Servicerådgivare", en = "Service adviser" }
rights = ["queues", "serve", "check-in", "transfer", "presence", "alarms", "devices", "day", "accounts"]
scope = "all"

[points.panic-desk-1]
place = "desk-1"
device = "agent-1"
second_way = "guard-broker"
where = { fi = "Aulan perällä", sv = "Längst in i aulan", en = "At the back of the lobby" }

[devices]
wall-1 = { kind = "wall", panel = { width_mm = 1430, height_mm = 805 }, farthest_m = 10 }
guard-1 = { kind = "guard", panel = { width_mm = 261, height_mm = 163 } }
keeper-1 = { kind = "keeper", own_broker = true }
agent-1 = { kind = "deviceagent" }
"""


def desk_on_signs(desk: str) -> str:
    """Return what a wall calls a desk."""
    number = DESKS.index(desk) + 1
    return f"Piste {number}\nDisk {number}"


def text(kiosks: tuple[str, ...] = KIOSKS) -> str:
    """Return the site file; every one of ``kiosks`` must report before numbers are granted."""
    lines = [_HEAD]
    lines += [
        f'{kiosk} = {{ kind = "kiosk", zone = "{ZONE}", sees = ["{WALL}"],'
        f' directions = {{ {ZONE} = "left" }},'
        ' panel = { width_mm = 336, height_mm = 597 }, parts = ["printer", "keypad", "headset"] }'
        for kiosk in kiosks
    ]
    lines.append("[services]")
    lines += [
        f'{name} = {{ authority = "all", zone = "{ZONE}", names = {{ fi = "Palvelu {number}",'
        f' sv = "Tjänst {number}", en = "Service {number}" }} }}'
        for number, name in enumerate(SERVICES, start=1)
    ]
    lines.append("[places]")
    lines += [
        f'{name} = {{ kind = "desk", names = {{ fi = "Piste {number}", sv = "Disk {number}",'
        f' en = "Desk {number}" }}, directions = {{ {ZONE} = "left" }} }}'
        for number, name in enumerate(DESKS, start=1)
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path, kiosks: tuple[str, ...] = KIOSKS) -> Path:
    """Write the site file into ``folder`` and return where it is."""
    file = folder / "site.toml"
    file.write_text(text(kiosks), encoding="utf-8")
    return file
