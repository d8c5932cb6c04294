"""The whole demo site with its windows: taps on the real check-in screen, and what the real screens show."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

from simulator.demo.world import DOOR, WALL
from simulator.eyes import Eyes, NotSeenError, Seen
from tests.site.point import GUARD, KIOSK, PATIENCE_S, Point, now, service_point

SCREENS = (KIOSK, WALL, DOOR, GUARD)
AUTHORITY, SERVICE, SERVICE_ID = "Verohallinto", "Henkilöverotus ja verokortti", "tax-personal"
REST, DONE = "Tervetuloa", "Valmis"
_TRIES = 5


@contextmanager
def full_point(*, judged: bool = True) -> Generator[Point]:
    """Give a site of which everything runs, with a day open and numbers at the kiosk."""
    with service_point(judged=judged, kiosks=()) as point:
        point.start_hub()
        point.start_keeper()
        point.start_agent()
        for device in SCREENS:
            point.start_screen(device)
        point.open_day()
        for device in (*SCREENS, "keeper-1", "agent-1"):
            point.wait_for_ready(device)
        point.wait_for_numbers(KIOSK)
        point.staff.open_desk("room-5", [SERVICE_ID])
        point.staff.open_desk("desk-2", [SERVICE_ID])
        yield point


def tap(eyes: Eyes, label: str, then: Callable[[list[Seen]], bool]) -> list[Seen]:
    """Touch as a person does: once more where nothing comes of it: a screen ignores a tremble."""
    for _ in range(_TRIES):
        eyes.touch(label)
        with suppress(NotSeenError):
            return eyes.wait_for(then, f"what {label!r} leads to", deadline_s=PATIENCE_S / _TRIES)
    raise NotSeenError(f"{label!r} leads nowhere; there is {[one.label for one in eyes.read()]}")


def bears(text: str) -> Callable[[list[Seen]], bool]:
    """Return what tells whether a text stands on a screen."""
    return lambda seen: any(text in one.label for one in seen)


def choose(point: Point) -> None:
    """Tap up to the last choice but one; what is left is :data:`SERVICE`."""
    kiosk = point.eyes(KIOSK)
    kiosk.wait_for_text(REST)
    tap(kiosk, "Suomi", bears(AUTHORITY))
    tap(kiosk, AUTHORITY, bears(SERVICE))


def take(point: Point) -> int:
    """Take a ticket with three taps, and leave; return the number that was shown."""
    choose(point)
    kiosk = point.eyes(KIOSK)
    seen = tap(kiosk, SERVICE, lambda seen: bool(numbers_in(seen)))
    tap(kiosk, DONE, bears(REST))
    return numbers_in(seen)[0]


def close_alarm(point: Point) -> None:
    """See and close the alarm on the guard's panel, as the guard does."""
    guard = point.eyes(GUARD)
    tap(guard, "Nähty", lambda seen: any(one.label == "Päätä hälytys" and one.enabled for one in seen))
    tap(guard, "Päätä hälytys", bears("Vahinko"))
    tap(guard, "Vahinko", lambda seen: not bears("Vahinko")(seen))


def numbers_in(seen: list[Seen]) -> list[int]:
    """Return the numbers that stand on a screen by themselves."""
    return [int(one.label) for one in seen if one.label.isdecimal()]


def shows(eyes: Eyes, *wanted: int | str) -> float:
    """Wait until all of these stand on a screen; return when they did."""

    def all_there(seen: list[Seen]) -> bool:
        labels = [one.label for one in seen]
        numbers = numbers_in(seen)
        return all(
            one in numbers if isinstance(one, int) else any(one in label for label in labels)
            for one in wanted
        )

    eyes.wait_for(all_there, f"{wanted}", deadline_s=PATIENCE_S)
    return now()
