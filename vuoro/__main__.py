"""One program, five parts: runs the one that was asked for and loads nothing of the others."""

import importlib
import sys
from collections.abc import Sequence

COMMANDS: dict[str, tuple[str, str]] = {
    "hub": ("hub.__main__", "the queue, the figures and the staff console of a site"),
    "kiosk": ("kiosk.__main__", "the check-in screen"),
    "display": ("display.__main__", "a wall, a door or the guard's panel"),
    "deviceagent": ("deviceagent.__main__", "panic buttons and presence sensors"),
    "alarms": ("alarms.__main__", "the keeper of alarms"),
    "check-site": ("hub.site.command", "says what a site file means, and every mistake in it"),
    "check-language": (
        "common.screen.languages.command",
        "says whether a catalogue of texts is ready to serve, and every mistake in it",
    ),
    "figures": ("hub.figures.command", "tells customers, waits and service times of some days"),
    "simulate": ("simulator.day.command", "plays days of a site in virtual time: who waited how long"),
    "gallery": (
        "kiosk.gallery.command",
        "every screen of the kiosk as pictures, and what is wrong with them",
    ),
    "invite": ("hub.invite", "makes a one-time sign-in link for a member of staff"),
    "staff-code": ("hub.staff_code", "makes the code that opens the service page of the kiosks"),
}
"""What can be run: the module whose ``main(arguments)`` does it, and what it is."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``vuoro COMMAND …``; return the exit code of the command, 2 for an unknown one."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help"}:
        sys.stdout.write(_usage())
        return 0 if words else 2
    if words[0] not in COMMANDS:
        sys.stderr.write(f"vuoro: there is no command {words[0]!r}.\n{_usage()}")
        return 2
    module, _about = COMMANDS[words[0]]
    run = importlib.import_module(module).main
    return int(run(words[1:]))


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {about}" for name, (_module, about) in COMMANDS.items()]
    return "vuoro COMMAND [OPTIONS]; each COMMAND has --help\n\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
