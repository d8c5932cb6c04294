"""A simulated radar, read by the real reader over a pseudo-terminal."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deviceagent.sensors.frames import FrameReader, Target, TargetFrame
from deviceagent.sensors.ld2410 import Ld2410
from deviceagent.sensors.port import Reading
from simulator.radar import SimulatedRadar, basic_frame
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20.0


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "radar"


@pytest.fixture
def radar(link: Path) -> Iterator[SimulatedRadar]:
    radar = SimulatedRadar(link, interval_s=0.02)
    radar.start()
    yield radar
    radar.stop()


@pytest.fixture
def sensor(link: Path) -> Iterator[Ld2410]:
    sensor = Ld2410(str(link))
    yield sensor
    sensor.close()


def wait_for(sensor: Ld2410, *, detected: bool) -> Reading:
    def hears() -> Reading | None:
        reading = sensor.read(0.2)
        return reading if reading and reading.detected == detected else None

    reading = wait_until(hears, PATIENCE_S, f"a reading that says {detected}")
    assert reading
    return reading


def test_radar_speaks_the_protocol() -> None:
    stream = basic_frame(0) + basic_frame(1, 81) + basic_frame(2, 300) + basic_frame(3, 30)
    assert [len(basic_frame(state)) for state in range(4)] == [23] * 4
    assert FrameReader().feed(stream) == [
        TargetFrame(Target(0), 0),
        TargetFrame(Target.MOVING, 81),
        TargetFrame(Target.STILL, 300),
        TargetFrame(Target.MOVING | Target.STILL, 30),
    ]


def test_presence_is_read_over_the_line(radar: SimulatedRadar, sensor: Ld2410) -> None:
    wait_for(sensor, detected=False)
    radar.see(still=True)
    wait_for(sensor, detected=True)
    radar.see()
    wait_for(sensor, detected=False)
    assert sensor.trouble is None


def test_rubbish_and_cut_frames_cost_only_themselves(radar: SimulatedRadar, sensor: Ld2410) -> None:
    wait_for(sensor, detected=False)
    for _ in range(5):
        radar.rubbish()
        radar.cut()
        radar.see(moving=True)
        wait_for(sensor, detected=True)
        radar.see()
        wait_for(sensor, detected=False)
    assert sensor.refused > 0


def test_unplugged_radar_is_found_again_on_another_terminal(
    radar: SimulatedRadar, sensor: Ld2410, link: Path
) -> None:
    wait_for(sensor, detected=False)
    radar.unplug()
    wait_until(lambda: sensor.read(0.1) is None and sensor.trouble, PATIENCE_S, "trouble")
    assert not link.exists()
    radar.see(moving=True)
    radar.plug()
    wait_for(sensor, detected=True)
    assert sensor.trouble is None


def test_silent_radar_gives_no_reading(radar: SimulatedRadar, sensor: Ld2410) -> None:
    wait_for(sensor, detected=False)
    radar.silence(silent=True)
    wait_until(lambda: sensor.read(0.1) is None, PATIENCE_S, "silence")
    assert sensor.trouble is None
    radar.silence(silent=False)
    wait_for(sensor, detected=False)


def test_second_reader_gets_nothing(radar: SimulatedRadar, sensor: Ld2410, link: Path) -> None:
    wait_for(sensor, detected=False)
    second = Ld2410(str(link))
    assert second.read(0) is None
    assert second.trouble
    assert radar


def test_missing_line_is_trouble_and_no_error(sensor: Ld2410) -> None:
    assert sensor.read(0) is None
    assert sensor.read(0) is None
    assert sensor.trouble


def test_radar_runs_as_a_program(link: Path, sensor: Ld2410) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "simulator.radar", "--link", str(link)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        program.stdin.write("present\nfly\n")
        program.stdin.flush()
        assert [program.stdout.readline() for _ in range(2)] == ["present\n", "unknown: fly\n"]
        wait_for(sensor, detected=True)
        program.stdin.write("end\n")
        program.stdin.flush()
        assert program.wait(PATIENCE_S) == 0
