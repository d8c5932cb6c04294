"""What a box's file may say of its wires, and what not."""

import msgspec
import pytest

from deviceagent.lines.settings import LineSettings
from deviceagent.outputs.settings import OutputSettings
from deviceagent.sensors.settings import PlaceSensors, SensorSettings
from deviceagent.wiring import clashes


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("", "name the pin"),
        ("normally_open = 17\nnormally_closed = 17", "two different pins"),
        ("normally_open = 1", ">= 2"),
        ("normally_open = 28", "<= 27"),
        ('normally_open = "17"', "int"),
        ("normally_open = 17\nbutton = 3", "unknown field"),
        ('normally_open = 17\npull = "none"', "none"),
    ],
)
def test_wrong_line_is_refused_with_a_reason(toml: str, words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        msgspec.toml.decode(toml, type=LineSettings)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('kind = "ld2410"', "needs path"),
        ('kind = "contact"', "needs pin"),
        ('kind = "absent"\npin = 4', "has no pin"),
        ('kind = "ld2410"\npath = "/dev/ttyUSB0"\npin = 4', "has no pin"),
        ('kind = "contact"\npin = 4\nhold_s = 0', ">= 1"),
        ('kind = "camera"', "camera"),
    ],
)
def test_wrong_sensor_is_refused_with_a_reason(toml: str, words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        msgspec.toml.decode(toml, type=SensorSettings)


def test_both_contacts_make_a_supervised_line() -> None:
    assert LineSettings(normally_open=17, normally_closed=27).supervised
    assert not LineSettings(normally_open=17).supervised


def test_wires_named_twice_are_all_told() -> None:
    mistakes = clashes(
        {"a": LineSettings(normally_open=17, normally_closed=27), "b": LineSettings(normally_open=27)},
        {
            "room-1": PlaceSensors(
                customer=SensorSettings(kind="ld2410", path="/dev/radar"),
                staff=SensorSettings(kind="ld2410", path="/dev/radar"),
            ),
            "room-2": PlaceSensors(staff=SensorSettings(kind="contact", pin=17)),
        },
        {"relay": OutputSettings(pin=6, role="second-way", points=("a", "c"))},
    )
    assert mistakes == [
        "lines.b.normally_open: pin 27 is already used by lines.a.normally_closed",
        "sensors.room-1.staff.path: /dev/radar is already used by sensors.room-1.customer.path",
        "sensors.room-2.staff.pin: pin 17 is already used by lines.a.normally_open",
        "outputs.relay.points: there is no [lines.c] in this box",
    ]


def test_box_without_clashes_has_no_mistakes() -> None:
    lines = {"a": LineSettings(normally_open=17)}
    assert clashes(lines, {}, {"relay": OutputSettings(pin=6, role="second-way", points=("a",))}) == []
