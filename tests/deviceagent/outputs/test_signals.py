"""Which lamp and which relay is on."""

import pytest
from gpiozero import GPIOZeroError

from deviceagent.faults import Faults
from deviceagent.outputs.panel import OutputPanel, open_output
from deviceagent.outputs.port import AbsentOutput
from deviceagent.outputs.settings import OutputSettings
from deviceagent.outputs.signals import BLINK_NS, OpenPress, is_on

S = 1_000_000_000
RELAY = OutputSettings(pin=5, role="second-way", longest_s=60)
LAMP = OutputSettings(pin=6, role="desk-lamp", points=("room-1",))


def test_second_way_is_on_at_once_and_without_any_network() -> None:
    assert is_on(RELAY, [OpenPress("room-1", 10 * S)], 10 * S)


def test_second_way_is_off_when_all_is_closed_or_after_its_longest_time() -> None:
    assert not is_on(RELAY, [], 10 * S)
    assert is_on(RELAY, [OpenPress("room-1", 10 * S)], 70 * S - 1)
    assert not is_on(RELAY, [OpenPress("room-1", 10 * S)], 70 * S)


def test_new_press_starts_the_second_way_again() -> None:
    assert is_on(RELAY, [OpenPress("room-1", 10 * S), OpenPress("room-2", 100 * S)], 101 * S)


def test_desk_lamp_is_dark_then_blinks_then_is_steady() -> None:
    moments = [index * BLINK_NS for index in range(4)]

    def lamp(**known: bool) -> list[bool]:
        return [is_on(LAMP, [OpenPress("room-1", 0, **known)], now_ns) for now_ns in moments]

    assert lamp() == [False] * 4
    assert lamp(received=True) == [True, False, True, False]
    assert lamp(received=True, seen=True) == [True] * 4


def test_desk_lamp_tells_of_the_newest_press() -> None:
    presses = [OpenPress("room-1", 1, received=True, seen=True), OpenPress("room-1", 2)]
    assert not is_on(LAMP, presses, 0)


def test_desk_lamp_tells_nothing_of_other_points() -> None:
    assert not is_on(LAMP, [OpenPress("room-2", 1, received=True, seen=True)], 0)


class Switched:
    """An output that remembers how it was switched."""

    def __init__(self) -> None:
        self.history: list[bool] = []
        self.closed = False
        self.broken: Exception | None = None

    def switch(self, *, on: bool) -> None:
        if self.broken is not None:
            raise self.broken
        self.history.append(on)

    def close(self) -> None:
        if self.broken is not None:
            raise self.broken
        self.closed = True


def test_panel_switches_only_what_changes() -> None:
    relay, lamp = Switched(), Switched()
    outputs = {"relay": (RELAY, relay), "lamp": (LAMP, lamp)}
    panel = OutputPanel(
        {name: settings for name, (settings, _) in outputs.items()},
        lambda settings: relay if settings is RELAY else lamp,
    )
    for _ in range(3):
        panel.show([OpenPress("room-1", 0)], S)
    assert panel.on == {"relay": True, "lamp": False}
    panel.show([], S)
    assert (relay.history, lamp.history) == ([True, False], [])
    panel.close()
    assert (relay.closed, lamp.closed) == (True, True)


@pytest.mark.parametrize(
    "error",
    [OSError(5, "gone"), GPIOZeroError("closed"), Exception("GPIO busy")],
    ids=["os", "gpiozero", "lgpio"],
)
def test_broken_relay_is_a_fault_keeps_no_lamp_and_is_tried_again(error: Exception) -> None:
    relay, lamp, faults = Switched(), Switched(), Faults()
    pressed = [OpenPress("room-1", 0, received=True)]
    panel = OutputPanel(
        {"relay": RELAY, "lamp": LAMP}, lambda settings: relay if settings is RELAY else lamp, faults
    )
    relay.broken = error
    panel.show(pressed, 0)
    assert panel.on == {"relay": False, "lamp": True}
    assert faults.names() == ("output-relay-stuck",)
    relay.broken = None
    panel.show(pressed, 0)
    assert (relay.history, lamp.history) == ([True], [True])
    assert panel.on["relay"]
    assert faults.names() == ()


def test_relay_that_may_be_on_though_it_failed_is_switched_off() -> None:
    relay, faults = Switched(), Faults()
    panel = OutputPanel({"relay": RELAY}, lambda _: relay, faults)
    relay.broken = OSError()
    panel.show([OpenPress("room-1", 0)], S)
    relay.broken = None
    panel.show([], S)
    assert relay.history == [False]
    assert faults.names() == ()


def test_output_that_cannot_be_given_back_keeps_none_of_the_others() -> None:
    relay, lamp = Switched(), Switched()
    panel = OutputPanel({"relay": RELAY, "lamp": LAMP}, lambda settings: relay if settings is RELAY else lamp)
    relay.broken = OSError()
    panel.close()
    assert lamp.closed


def test_absent_output_is_switched_without_harm() -> None:
    output = open_output(OutputSettings(pin=5, role="desk-lamp", hardware="absent"))
    assert isinstance(output, AbsentOutput)
    output.switch(on=True)
    output.close()
