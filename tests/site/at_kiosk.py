"""One customer at a real check-in screen, who touches controls by their names."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from simulator.eyes import Eyes, Seen
from tests.site.full import REST
from tests.site.point import KIOSK, PATIENCE_S, Point, service_point


@contextmanager
def point_with_screen(*, clock_is_set: bool = False) -> Generator[Point]:
    """Give a site with one real check-in screen and its printer, on a cable that can be cut."""
    with service_point(kiosks=(), cabled=(KIOSK,), clock_is_set=clock_is_set) as point:
        point.start_hub()
        point.start_screen(KIOSK)
        point.open_day()
        point.wait_for_ready(KIOSK)
        point.wait_for_numbers(KIOSK)
        yield point


class Customer:
    """Somebody at the screen."""

    def __init__(self, point: Point) -> None:
        self.eyes: Eyes = point.eyes(KIOSK)

    def come(self) -> None:
        """Find the screen at rest, and choose Finnish."""
        self.eyes.wait_for_text(REST, deadline_s=PATIENCE_S)
        self.touch("fi")

    def touch(self, *names: str) -> None:
        """Touch one control after the other, each as soon as it is there."""
        for name in names:
            self.eyes.touch(name, deadline_s=PATIENCE_S)

    def sees(self, *names: str) -> list[Seen]:
        """Wait until all of these controls stand on the screen, and have words or can be pressed."""

        def there(seen: list[Seen]) -> bool:
            return set(names) <= {one.name for one in seen if one.label}

        return self.eyes.wait_for(there, f"{names}", deadline_s=PATIENCE_S)

    def number(self) -> int:
        """Return the number, as soon as it stands on the screen."""
        return next(int(one.label) for one in self.sees("number") if one.name == "number")

    def reads(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        self.eyes.wait_for_text(text, deadline_s=PATIENCE_S)

    def leave(self) -> None:
        """End the visit at the screen, once the paper is out."""
        self.touch("done")
        self.reads(REST)


def row_of(point: Point, number: int, place: str) -> dict[str, Any] | None:
    """Return how a desk shows the waiting visit with this number."""
    waiting = point.staff.desk(place)["waiting"]
    return next((row for row in waiting if row["number"] == str(number)), None)
