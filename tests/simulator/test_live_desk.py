"""The window "printer and desk": what it shows, what its buttons do, and the line between it and the demo."""

import os
import queue
import re
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PIL import Image

from common.screen.measure import Panel
from simulator.cable import Cable
from simulator.demo.booked import CODE_TOO_EARLY, CODES_NOW
from simulator.demo.caretaker import Caretaker
from simulator.demo.desk import LiveDesk
from simulator.demo.desk_scanner import UNKNOWN
from simulator.demo.desktop import arrange
from simulator.demo.world import BUTTONS
from simulator.house import House
from simulator.pin_wire import Step
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.windows.desk_line import DemoGoneError, DeskLine
from simulator.windows.desk_server import DeskServer
from simulator.windows.desk_wire import Button, Desk, Group, Line, Paper
from tests.kivy_window import KivyWindow, MakeKit
from tests.waiting import wait_until

if TYPE_CHECKING:
    from simulator.demo.visitor import Visitor

SITE_FILE = (Path(__file__).parents[2] / "simulator" / "demo" / "site.toml").read_text(encoding="utf-8")


# --- what the buttons do ------------------------------------------------------------------------------------


class Pins:
    """Remembers how pins were driven."""

    def __init__(self) -> None:
        self.levels: dict[int, bool] = {}

    def play(self, steps: Iterable[Step]) -> float:
        for step in steps:
            self.levels[step.pin] = step.high
        return 0.0


class Stops:
    """Something that can be stopped, cut, started and mended."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __getattr__(self, name: str) -> Callable[[], None]:
        return lambda: self.done.append(name)


class Table:
    """A live desk whose house is a printer and things that remember what was done to them."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        self.printer = printer
        self.pins = Pins()
        self.seen: dict[str, bool] = {}
        self.broker, self.cable = Stops(), Stops()
        self.resting: set[str] = set()
        self.opened: list[int] = []
        self.codes: list[str] = []
        radars = {side: SimpleNamespace(see=self._seer(side)) for side in ("customer", "staff")}
        house = SimpleNamespace(
            printer=printer,
            scanner=SimpleNamespace(show=self.codes.append),
            pins=self.pins,
            radars=radars,
            site_broker=self.broker,
            console_address="http://127.0.0.1:1",
        )
        care = SimpleNamespace(
            rests=self.resting.__contains__, stop=self.resting.add, start=self.resting.discard
        )
        visitor = SimpleNamespace(
            new_link=lambda: "http://127.0.0.1:1/join/abc",
            has_browser=True,
            open_browser=lambda: self.opened.append(1),
        )
        self.desk = LiveDesk(
            cast("House", house),
            cast("Caretaker", care),
            cast("Visitor", visitor),
            cast("Cable", self.cable),
            SITE_FILE,
        )

    def button(self, order: str) -> Button:
        return next(
            one
            for group in self.desk.shown().groups
            for line in group.lines
            for one in line.buttons
            if one.order == order
        )

    def says(self) -> str:
        return self.desk.shown().groups[0].says

    def _seer(self, side: str) -> Callable[..., None]:
        def see(*, moving: bool, still: bool) -> None:
            self.seen[side] = moving or still

        return see


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with SimulatedPrinter.over_tcp(tmp_path, model=Model(mm_per_s=float("inf"))) as printer:
        yield Table(printer)


@pytest.mark.parametrize(
    ("order", "labels", "says"),
    [
        ("printer.cover", ("Open the cover", "Close the cover"), "The cover is open"),
        ("printer.paper", ("Let the paper end", "Put in a new roll"), "There is no paper"),
        ("printer.jam", ("Jam the cutter", "Free the cutter"), "It will jam at the next cut"),
        ("printer.power", ("Switch it off", "Switch it on"), "It is switched off"),
    ],
)
def test_accident_of_the_printer_goes_and_comes(
    table: Table, order: str, labels: tuple[str, str], says: str
) -> None:
    rest, stands = labels
    where = table.printer.where
    assert (table.button(order).label, table.says()) == (rest, "It is ready")
    table.desk.obey(order)
    assert (table.button(order).label, table.button(order).on, table.says()) == (stands, True, says)
    table.desk.obey(order)
    assert (table.button(order).label, table.button(order).on, table.says()) == (rest, False, "It is ready")
    assert table.printer.where == where


def test_papers_lie_with_the_newest_on_top(table: Table) -> None:
    with socket.create_connection(("127.0.0.1", int(table.printer.where))) as line:
        line.sendall(b"first\n\x1dVA\x00second\n\x1dVA\x00")
        assert table.printer.wait_for_pieces(2)
    papers = table.desk.shown().papers
    pieces = reversed(table.printer.pieces())
    assert [Path(paper.picture) for paper in papers] == [piece.picture for piece in pieces]
    assert [paper.words.split(" ·")[0] for paper in papers] == ["Ticket 2", "Ticket 1"]


def test_press_hold_and_cut_drive_the_right_pins(table: Table) -> None:
    closed, opened = BUTTONS["panic-room-3"]
    at_rest, pressed, cut = (
        {closed: False, opened: True},
        {closed: True, opened: False},
        {closed: True, opened: True},
    )
    table.desk.obey("press.panic-room-3")
    assert table.pins.levels == at_rest
    table.desk.obey("hold.panic-room-3")
    assert table.pins.levels == pressed
    table.desk.obey("hold.panic-room-3")
    assert table.pins.levels == at_rest
    table.desk.obey("cut.panic-room-3")
    assert table.pins.levels == cut
    table.desk.obey("press.panic-room-3")  # nothing comes through a cut cable
    assert table.pins.levels == cut
    table.desk.obey("cut.panic-room-3")
    assert table.pins.levels == at_rest


def test_every_panic_button_bears_the_name_of_its_place(table: Table) -> None:
    (group,) = [one for one in table.desk.shown().groups if one.title.startswith("Panic")]
    points = tomllib.loads(SITE_FILE)["points"]
    assert {line.buttons[0].order.removeprefix("press.") for line in group.lines} == set(points)
    assert [line.label for line in group.lines] == [
        "Desk 2",
        "Service room 3",
        "Service room 5",
        "Service room 9",
    ]


def test_codes_are_shown_to_the_scanner_each_customer_with_their_own(table: Table) -> None:
    for order in ("now", "now", "again", "early", "unknown"):
        table.desk.obey(f"scanner.{order}")
    assert table.codes == [CODES_NOW[0], CODES_NOW[1], CODES_NOW[1], CODE_TOO_EARLY, UNKNOWN]


def test_radars_see_who_sits_down_and_leaves(table: Table) -> None:
    table.desk.obey("radar.customer")
    assert table.seen == {"customer": True}
    assert table.button("radar.customer").label == "Customer leaves"
    table.desk.obey("radar.customer")
    assert table.seen == {"customer": False}


def test_hub_broker_and_cable_go_and_come_back(table: Table) -> None:
    for order in ("hub", "broker", "cable"):
        table.desk.obey(order)
        assert table.button(order).on
    assert table.resting == {"hub"}
    for order in ("hub", "broker", "cable"):
        table.desk.obey(order)
        assert not table.button(order).on
    assert (table.broker.done, table.cable.done) == (["stop", "start"], ["cut", "mend"])
    assert table.resting == set()


def test_new_link_is_printed_on_the_terminal(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    table.desk.obey("link")
    assert "http://127.0.0.1:1/join/abc" in capsys.readouterr().out


def test_what_does_not_work_is_said_and_kills_nothing(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_steps: Iterable[Step]) -> float:
        raise OSError("the pins are gone")

    monkeypatch.setattr(table.pins, "play", refuse)
    table.desk.obey("press.panic-desk-2")
    assert "the pins are gone" in table.desk.shown().news
    table.desk.obey("no such order")


# --- the line -----------------------------------------------------------------------------------------------

DESK = Desk((), (Group("Printer", (Line((Button("a", "Press me"),)),)),), "first")


@pytest.fixture
def socket_path(tmp_path: Path) -> Path:
    return tmp_path / "s"


def test_window_hears_the_last_state_and_says_what_was_pressed(socket_path: Path) -> None:
    pressed: queue.SimpleQueue[str] = queue.SimpleQueue()
    heard: queue.SimpleQueue[Desk] = queue.SimpleQueue()
    stopping = threading.Event()
    with DeskServer(socket_path, pressed.put) as server:
        server.show(DESK)
        line = DeskLine(socket_path, heard.put)
        thread = threading.Thread(target=lambda: line.run(stopping, lambda: None), daemon=True)
        thread.start()
        assert heard.get(timeout=5) == DESK
        line.press("a")
        assert pressed.get(timeout=5) == "a"
        later = Desk((Paper("/x.png", "Ticket 1"),), DESK.groups, "second")
        server.show(later)
        assert heard.get(timeout=5) == later
        stopping.set()
        thread.join(5)
        assert not thread.is_alive()


def test_window_is_told_when_the_demo_is_gone(socket_path: Path) -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()

    def run() -> None:
        try:
            line.run(threading.Event(), lambda: None)
        except DemoGoneError as error:
            told.put(str(error))

    with DeskServer(socket_path, lambda _order: None):
        line = DeskLine(socket_path, lambda _desk: None)
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    assert told.get(timeout=5) == "The demo has hung up."
    thread.join(5)
    with pytest.raises(DemoGoneError, match="No demo listens"):
        DeskLine(socket_path, lambda _desk: None)


def test_rubbish_on_the_line_is_left_alone(socket_path: Path) -> None:
    pressed: queue.SimpleQueue[str] = queue.SimpleQueue()
    with DeskServer(socket_path, pressed.put):
        line = DeskLine(socket_path, lambda _desk: None)
        line.press("x" * 20_000)
        line.press("good")
        wait_until(lambda: not pressed.empty() and pressed.get() == "good", 5, "the good order")
        line.close()


# --- the window ---------------------------------------------------------------------------------------------


@pytest.fixture
def ticket(tmp_path: Path) -> Path:
    file = tmp_path / "ticket.png"
    Image.new("L", (576, 900), 255).save(file)
    return file


def test_everything_in_the_window_is_readable_and_can_be_pressed(
    table: Table, ticket: Path, kivy_window: KivyWindow, make_kit: MakeKit
) -> None:
    from simulator.windows.desk_view import DeskView  # noqa: PLC0415  it imports Kivy

    pressed: list[str] = []
    desktop = arrange(1920, 1080)
    _, _, width, height = desktop.desk
    scale = desktop.desk_px_per_mm
    view = DeskView(make_kit(Panel(width / scale, height / scale, width, height)), pressed.append)
    kivy_window.show(view)
    shown = table.desk.shown()
    papers = tuple(Paper(str(ticket), f"Ticket {number} · 14.05.09") for number in (3, 2, 1))
    for order in (one.order for group in shown.groups for line in group.lines for one in line.buttons):
        table.desk.obey(order)
        view.show(Desk(papers, table.desk.shown().groups, table.desk.shown().news))
        kivy_window.settle()
        assert kivy_window.problems() == []
        place = kivy_window.find(order).rect_px
        kivy_window.tap(order)
        assert pressed[-1] == order
        assert kivy_window.find(order).rect_px == place, "a button has moved under the hand"


def test_pile_is_leafed_through_and_a_new_paper_comes_to_the_front(
    ticket: Path, kivy_window: KivyWindow, make_kit: MakeKit
) -> None:
    from simulator.windows.desk_view import DeskView  # noqa: PLC0415  it imports Kivy

    view = DeskView(make_kit(Panel(317, 640, 476, 960)), lambda _order: None)
    kivy_window.show(view)
    papers = [Paper(str(ticket), f"Ticket {number}") for number in range(1, 5)]
    view.show(Desk(tuple(reversed(papers[:3])), ()))
    kivy_window.settle()
    assert kivy_window.find("pile.words").label == "Ticket 3"
    kivy_window.tap("Older")
    assert kivy_window.find("pile.words").label == "Ticket 2"
    view.show(Desk(tuple(reversed(papers)), ()))
    kivy_window.settle()
    assert kivy_window.find("pile.words").label == "Ticket 4"
    assert not kivy_window.find("Newer").enabled


def test_window_without_a_demo_ends_with_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "simulator.windows.desk", "--offscreen"),
            *(
                "--socket",
                str(tmp_path / "none"),
                "--state",
                str(tmp_path),
                "--place",
                "0",
                "0",
                "476",
                "960",
            ),
        ],
        env={**os.environ, "SDL_VIDEODRIVER": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.fullmatch(r"No demo listens at .*\.\n", done.stderr)
