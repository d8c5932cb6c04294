"""The demo's service point: its screens, its wiring, and a site file for this moment of this day."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from simulator.demo.booked import write_lists
from simulator.demo.hours import not_today, open_now
from simulator.house import House, Screen, Wiring
from simulator.staff import StaffMember, one_time_link, password_of

SITE = "demo"
KIOSK, WALL, DOOR, GUARD = "kiosk-1", "wall-1", "door-5", "guard-1"
KEEPER, AGENT = "keeper-1", "agent-1"
ROOM, DESK = "room-5", "desk-2"
PANIC = "panic-room-5"

BUTTONS = {
    "panic-desk-2": (5, 6),
    "panic-room-3": (7, 8),
    "panic-room-5": (9, 10),
    "panic-room-9": (11, 12),
}

SCREENS = (
    Screen(KIOSK, "kiosk", (1080, 1920), (194, 345), loud=True),
    Screen(WALL, "display", (1920, 1080), (1430, 805), loud=True),
    Screen(DOOR, "display", (1280, 800), (217, 136)),
    Screen(GUARD, "display", (1280, 800), (261, 163), loud=True),
)

_TIMEZONE = ZoneInfo("Europe/Helsinki")
_SITE_FILE = Path(__file__).with_name("site.toml")


def local_now() -> datetime:
    """Return the time on the site's walls."""
    return datetime.now(_TIMEZONE)


def site_text(folder: Path, now: datetime) -> str:
    """Return the site file for ``now``; the lists of appointments that it names go into ``folder``."""
    write_lists(folder, now)
    text = _SITE_FILE.read_text(encoding="utf-8")
    for word, meaning in (("OPEN", open_now(now)), ("NOT_TODAY", not_today(now)), ("LISTS", str(folder))):
        text = text.replace(f"@{word}@", meaning)
    return text


def has_voice() -> bool:
    """Tell whether this machine can speak: an engine, and what plays it."""
    return shutil.which("aplay") is not None and shutil.which("espeak-ng") is not None


def build_house(folder: Path, screens: tuple[Screen, ...] = SCREENS, *, watched: bool) -> House:
    """Return the demo's house in ``folder`` for today; its kiosk is mute where this machine cannot speak."""
    folder.mkdir(parents=True, exist_ok=True)
    site_file = folder / "site.toml"
    site_file.write_text(site_text(folder, local_now()), encoding="utf-8")
    return House(
        folder,
        site_file=site_file,
        site=SITE,
        screens=[replace(one, loud=one.loud and (one.part != "kiosk" or has_voice())) for one in screens],
        wiring=Wiring(AGENT, BUTTONS, ROOM),
        keeper=KEEPER,
        guard=GUARD,
        watched=watched,
        clock_is_set=True,
    )


def invite(house: House, role: str, *authorities: str) -> str:
    """Return a one-time sign-in link, made as an administrator makes it."""
    command = [sys.executable, "-m", "vuoro", "invite", "--box", str(house.folder / "boxes" / "hub.toml")]
    command += ["--role", role]
    for authority in authorities:
        command += ["--authority", authority]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return one_time_link(done.stdout)


def sign_in(house: House, name: str, role: str, *authorities: str) -> StaffMember:
    """Return somebody who has opened such a link and chosen a name and a password."""
    person = StaffMember(house.console_address)
    person.join(invite(house, role, *authorities), name, password_of(house.folder, name))
    return person
