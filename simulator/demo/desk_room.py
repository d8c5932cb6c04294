"""What is under and around the desks: panic buttons with their cables, and radars that see who sits there."""

import tomllib
from collections.abc import Callable
from typing import Any

from simulator.demo.world import BUTTONS, ROOM
from simulator.house import House
from simulator.lines import SimulatedButton
from simulator.windows.desk_wire import Button, Group, Line

PRESS_MS = 300


class PanicDesk:
    """The buttons under the desks, and their cables."""

    def __init__(self, house: House, names: dict[str, str]) -> None:
        """Take the buttons of a house; ``names`` says where each is."""
        self._names = names
        self._buttons = {
            point: SimulatedButton(house.pins, normally_open=opened, normally_closed=closed)
            for point, (closed, opened) in BUTTONS.items()
        }
        self._held: set[str] = set()
        self._cut: set[str] = set()

    def orders(self) -> dict[str, Callable[[], str]]:
        """Return each order with what does it and returns its news."""
        orders: dict[str, Callable[[], str]] = {}
        for point in self._buttons:
            orders[f"press.{point}"] = lambda point=point: self._press(point)
            orders[f"hold.{point}"] = lambda point=point: self._hold(point)
            orders[f"cut.{point}"] = lambda point=point: self._cut_or_mend(point)
        return orders

    def group(self) -> Group:
        """Return what the window shows of the buttons."""
        return Group("Panic buttons under the desks", tuple(self._line(point) for point in self._buttons))

    def _line(self, point: str) -> Line:
        held, cut = point in self._held, point in self._cut
        buttons = (
            Button(f"press.{point}", "Press"),
            Button(f"hold.{point}", "Let go" if held else "Hold", held),
            Button(f"cut.{point}", "Mend" if cut else "Cut the cable", cut),
        )
        return Line(buttons, self._names[point])

    def _press(self, point: str) -> str:
        if point in self._cut:
            return (
                f"{self._names[point]}: its cable is cut, so that nobody hears it. The guard's panel says so."
            )
        self._held.discard(point)
        self._buttons[point].press(PRESS_MS)
        return f"{self._names[point]}: pressed."

    def _hold(self, point: str) -> str:
        if point in self._cut:
            return f"{self._names[point]}: mend its cable first."
        if point in self._held:
            self._buttons[point].release()
            self._held.discard(point)
            return f"{self._names[point]}: let go."
        self._buttons[point].hold()
        self._held.add(point)
        return f"{self._names[point]}: held down, as when somebody leans on it."

    def _cut_or_mend(self, point: str) -> str:
        self._held.discard(point)
        if point in self._cut:
            self._buttons[point].mend()
            self._cut.discard(point)
            return f"{self._names[point]}: the cable is whole again."
        self._buttons[point].cut()
        self._cut.add(point)
        return f"{self._names[point]}: the cable is cut. The guard's panel shows a fault."


class RadarDesk:
    """Who sits in the room with the radars."""

    def __init__(self, house: House, site_file: str) -> None:
        """Take the radars of a house."""
        self._radars = house.radars
        self._name = tomllib.loads(site_file)["places"][ROOM]["names"]["en"]
        self._here: set[str] = set()

    def orders(self) -> dict[str, Callable[[], str]]:
        """Return each order with what does it and returns its news."""
        return {f"radar.{side}": lambda side=side: self._turn(side) for side in self._radars}

    def group(self) -> Group:
        """Return what the window shows of the room."""
        buttons = tuple(
            Button(
                f"radar.{side}",
                f"{_person(side)} {'leaves' if side in self._here else 'sits down'}",
                side in self._here,
            )
            for side in self._radars
        )
        return Group(f"{self._name}, watched by a radar on each side of its desk", (Line(buttons),))

    def _turn(self, side: str) -> str:
        self._here ^= {side}
        is_here = side in self._here
        self._radars[side].see(moving=is_here, still=is_here)
        return f"{self._name}: the {_person(side).lower()} {'is there' if is_here else 'has left'}."


def names_of_points(site_file: str) -> dict[str, str]:
    """Return the English name of the place of each alarm point of a site file."""
    site: dict[str, Any] = tomllib.loads(site_file)
    return {name: site["places"][point["place"]]["names"]["en"] for name, point in site["points"].items()}


def _person(side: str) -> str:
    return "Customer" if side == "customer" else "Expert"
