"""Which words of a kiosk are a trouble for somebody at the point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.wire.life import Beat, Health
from common.wire.message import Reading
from hub.floor.devices import Device, Devices
from hub.floor.troubles import Trouble, Word, trouble_of
from hub.site.devices import Kiosk, Panel, Part

NOW = 1_000_000
ALL_PARTS = tuple(Part)


def kiosk(*parts: Part) -> Kiosk:
    return Kiosk(zone="lobby", panel=Panel(width_mm=336, height_mm=597), parts=parts)


def heard(health: Health, at_ms: int = NOW) -> Device:
    devices = Devices(("kiosk-1",))
    devices.hear("kiosk-1", Beat(start="s", at=Reading(boot=1, clock_ms=1, wall_ms=1, synced=True)), NOW)
    devices.hear("kiosk-1", health, at_ms)
    return devices.all()[0]


def words(health: Health, *parts: Part) -> list[str]:
    found = trouble_of(heard(health), kiosk(*parts), NOW, in_day=True)
    return [] if found is None else [word.word for word in found.words]


@pytest.mark.parametrize(
    "printer",
    [
        "cover-open", "cutter-error", "error", "hot", "paper-out", "offline", "silent", "paper-near-end",
        "a-word-of-next-year",
    ],
)  # fmt: skip
def test_printer_that_is_not_well_is_a_trouble(printer: str) -> None:
    assert words(Health(printer=printer), Part.PRINTER) == [printer]


def test_kiosk_that_is_well_has_none() -> None:
    assert trouble_of(heard(Health(printer="ready")), kiosk(*ALL_PARTS), NOW, in_day=True) is None
    assert trouble_of(heard(Health()), kiosk(), NOW, in_day=True) is None


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("speech-absent", [Part.HEADSET, Part.LOUDSPEAKER]),
        ("scanner-absent", [Part.SCANNER]),
        ("keypad-absent", [Part.KEYPAD]),
    ],
)
def test_part_that_is_away_matters_where_it_belongs_to_the_kiosk(word: str, parts: list[Part]) -> None:
    others = [part for part in ALL_PARTS if part not in parts]
    assert words(Health(faults=(word,)), *others) == []
    for part in parts:
        assert words(Health(faults=(word,)), part) == [word]


def test_printer_that_is_away_matters_where_it_belongs_to_the_kiosk() -> None:
    assert words(Health(printer="absent"), Part.PRINTER) == ["absent"]
    assert words(Health(printer="absent"), Part.KEYPAD) == []


def test_all_that_is_wrong_is_told_the_printer_first() -> None:
    health = Health(printer="silent", faults=("disk", "closed-by-staff", "language-so"))
    assert words(health, Part.PRINTER) == ["silent", "disk", "closed-by-staff", "language-so"]


def test_each_word_is_told_with_when_it_was_heard_first() -> None:
    devices = Devices(("kiosk-1",))
    reading = Reading(boot=1, clock_ms=1, wall_ms=1, synced=True)
    devices.hear("kiosk-1", Health(printer="paper-near-end"), NOW - 9000)
    devices.hear("kiosk-1", Health(printer="paper-near-end", faults=("disk",)), NOW - 5000)
    devices.hear("kiosk-1", Beat(start="s", at=reading), NOW)
    expected = Trouble(
        "kiosk-1", (Word("printer", "paper-near-end", NOW - 9000), Word("fault", "disk", NOW - 5000))
    )
    assert trouble_of(devices.all()[0], kiosk(Part.PRINTER), NOW, in_day=True) == expected
    devices.hear("kiosk-1", Health(faults=("disk",)), NOW - 3000)
    devices.hear("kiosk-1", Health(printer="paper-near-end", faults=("disk",)), NOW - 1000)
    again = trouble_of(devices.all()[0], kiosk(Part.PRINTER), NOW, in_day=True)
    assert again is not None
    assert [word.since_ms for word in again.words] == [NOW - 1000, NOW - 5000]


def test_of_a_silent_kiosk_nothing_else_is_known() -> None:
    device = heard(Health(printer="paper-out"))
    later = NOW + 5001
    assert trouble_of(device, kiosk(Part.PRINTER), later, in_day=True) == Trouble(
        "kiosk-1", (Word("lost", "lost", NOW),)
    )
    assert trouble_of(device, kiosk(Part.PRINTER), later, in_day=False) is None


def test_kiosk_that_was_never_heard_is_no_trouble() -> None:
    assert trouble_of(Device("kiosk-1"), kiosk(), NOW, in_day=True) is None


@given(
    st.builds(
        Health,
        printer=st.none() | st.sampled_from(["ready", "absent", "paper-out", "x"]),
        faults=st.lists(st.sampled_from(["disk", "scanner-absent", "y"]), max_size=3).map(tuple),
    ),
    st.lists(st.sampled_from(ALL_PARTS), unique=True),
    st.integers(0, 20_000),
    st.booleans(),
)
def test_what_is_told_was_said_and_a_trouble_is_never_empty(
    health: Health,
    parts: list[Part],
    later_ms: int,
    in_day: bool,  # noqa: FBT001 hypothesis hands it by name
) -> None:
    found = trouble_of(heard(health), kiosk(*parts), NOW + later_ms, in_day=in_day)
    if found is not None:
        told = [word.word for word in found.words]
        assert told
        assert set(told) <= {health.printer, *health.faults, "lost"}
