"""What can be taken away from the house, and the way into the staff console."""

from collections.abc import Callable

from simulator.cable import Cable
from simulator.demo.caretaker import Caretaker
from simulator.demo.visitor import Visitor
from simulator.house import House
from simulator.windows.desk_wire import Button, Group, Line

HUB = "hub"


class OtherDesk:
    """What can be taken away from the house, and the way into the console."""

    def __init__(self, house: House, care: Caretaker, visitor: Visitor, cable: Cable) -> None:
        """Take what is needed."""
        self._house = house
        self._care = care
        self._visitor = visitor
        self._cable = cable
        self._is_cut = False
        self._broker_is_down = False

    def orders(self) -> dict[str, Callable[[], str]]:
        """Return each order with what does it and returns its news."""
        return {
            "hub": self._hub,
            "broker": self._broker,
            "cable": self._cut_or_mend,
            "link": self._link,
            "browser": self._open,
        }

    def groups(self) -> tuple[Group, ...]:
        """Return what the window shows of it."""
        rests = self._care.rests(HUB)
        away = (
            Button("hub", "Start the hub" if rests else "Stop the hub", rests),
            Button(
                "broker",
                "Start the broker" if self._broker_is_down else "Stop the broker",
                self._broker_is_down,
            ),
            Button("cable", "Mend kiosk's cable" if self._is_cut else "Cut kiosk's cable", self._is_cut),
        )
        console = [Button("link", "Print a new link")]
        if self._visitor.has_browser:
            console.append(Button("browser", "Open in a browser"))
        return (
            Group("Take something away", (Line(away),)),
            Group(f"Staff console, {self._house.console_address}", (Line(tuple(console)),)),
        )

    def _hub(self) -> str:
        if self._care.rests(HUB):
            self._care.start(HUB)
            return "The hub starts. What happened meanwhile gets its true place."
        self._care.stop(HUB)
        return "The hub is stopped. The kiosk still gives numbers, and a press still reaches the guard."

    def _broker(self) -> str:
        self._broker_is_down = not self._broker_is_down
        if self._broker_is_down:
            self._house.site_broker.stop()
            return "The site's broker is stopped. The guard's box has one of its own: press a panic button."
        self._house.site_broker.start()
        return "The site's broker runs again, and everybody comes back within a second."

    def _cut_or_mend(self) -> str:
        self._is_cut = not self._is_cut
        if self._is_cut:
            self._cable.cut()
            return "The kiosk is cut off. Take a number: it comes from the kiosk's own lease."
        self._cable.mend()
        return "The kiosk's cable is whole. What it gave meanwhile gets its true place in line."

    def _link(self) -> str:
        print(
            f"\nA new sign-in link, good once and for 15 minutes:\n  {self._visitor.new_link()}", flush=True
        )
        return "A new link stands in the terminal."

    def _open(self) -> str:
        self._visitor.open_browser()
        return "Your browser opens the console."
