"""The scanner's worker on a real terminal, with a scanner that behaves badly."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.runtime.life import Life
from common.runtime.refusals import Refusals
from common.runtime.systemd import Notifier
from kiosk.scanner.choose import choose_scanner
from kiosk.scanner.port import SCANNER_ABSENT
from kiosk.scanner.settings import Kind, ScannerSettings
from simulator.scanner import SimulatedScanner
from tests.kiosk.ending import ends_at_once
from tests.waiting import wait_until


class Listening:
    """A worker that runs, and what it has heard."""

    def __init__(self, pattern: str) -> None:
        self.heard: list[str] = []
        self.refusals = Refusals()
        self.life = Life(Notifier())
        settings = ScannerSettings(kind=Kind.SERIAL, path=pattern)
        self.scanner = choose_scanner(settings, lambda scan: self.heard.append(scan.text), self.refusals)
        self._thread = threading.Thread(target=self.scanner.run, args=(self.life,))
        self._thread.start()

    def stop(self) -> None:
        self.life.stop()
        self._thread.join()

    def wait_for(self, *texts: str) -> None:
        wait_until(lambda: self.heard == list(texts), 20, f"{texts} to be heard")

    def wait_until_there(self, *, there: bool = True) -> None:
        wanted = None if there else SCANNER_ABSENT
        wait_until(lambda: self.scanner.fault == wanted, 20, f"the scanner to be there: {there}")

    def wait_for_count(self, cause: str, count: int = 1) -> None:
        wait_until(lambda: self.refusals.counts().get(cause, 0) >= count, 20, f"{count} times {cause}")


@pytest.fixture
def device(tmp_path: Path) -> Iterator[SimulatedScanner]:
    with SimulatedScanner(tmp_path / "usb-Scanner-1") as scanner:
        yield scanner


@pytest.fixture
def listening(device: SimulatedScanner) -> Iterator[Listening]:
    listening = Listening(str(device.link.parent / "usb-Scanner-*"))
    listening.wait_until_there()
    yield listening
    listening.stop()


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n", b""])
def test_codes_are_heard_whatever_ends_them(
    device: SimulatedScanner, listening: Listening, ending: bytes
) -> None:
    device.ending = ending
    device.show("ABC-123")
    listening.wait_for("ABC-123")
    device.show("https://example.org/visit?code=DEF-456")
    listening.wait_for("ABC-123", "https://example.org/visit?code=DEF-456")
    assert listening.refusals.counts() == {}


def test_ten_kilobytes_are_one_refusal_and_the_next_code_is_heard(
    device: SimulatedScanner, listening: Listening
) -> None:
    device.flood()
    listening.wait_for_count("scan-too-long")
    device.show("ABC-123")
    listening.wait_for("ABC-123")
    assert listening.refusals.counts() == {"scan-too-long": 1}


def test_rubbish_is_counted_and_kills_nothing(device: SimulatedScanner, listening: Listening) -> None:
    for _ in range(50):
        device.rubbish()
    device.show(b"\r\x1b]0;x\x07")  # what the rubbish has begun ends here
    listening.wait_for_count("scan-control-characters")
    device.show("ABC-123")
    wait_until(lambda: listening.heard[-1:] == ["ABC-123"], 20, "the code after it")
    assert sum(listening.refusals.counts().values()) > 10


def test_a_scanner_pulled_out_in_the_middle_of_a_code_is_found_under_another_path(
    device: SimulatedScanner, listening: Listening
) -> None:
    device.half("ABC-123")
    device.unplug()
    listening.wait_until_there(there=False)
    device.plug(device.link.with_name("usb-Scanner-2"))
    listening.wait_until_there()
    device.show("DEF-456")
    # The half that came through before the plug was pulled may have been ended by the pause.
    wait_until(lambda: listening.heard[-1:] == ["DEF-456"], 20, "the code after it")
    assert listening.heard in (["DEF-456"], ["ABC", "DEF-456"])


def test_what_was_scanned_while_nobody_listened_checks_nobody_in(
    device: SimulatedScanner, tmp_path: Path
) -> None:
    device.show("OLD-111")
    listening = Listening(str(tmp_path / "usb-Scanner-1"))
    listening.wait_until_there()
    device.show("NEW-222")
    listening.wait_for("NEW-222")
    listening.stop()


def test_a_scanner_that_is_not_there_is_told_and_waited_for(tmp_path: Path) -> None:
    listening = Listening(str(tmp_path / "usb-*"))
    assert listening.scanner.fault == SCANNER_ABSENT
    with SimulatedScanner(tmp_path / "usb-Late") as device:
        listening.wait_until_there()
        device.show("ABC-123")
        listening.wait_for("ABC-123")
    listening.wait_until_there(there=False)
    listening.stop()


def test_a_line_is_read_by_one_process_alone(device: SimulatedScanner, listening: Listening) -> None:
    second = Listening(str(device.link))
    device.show("ABC-123")
    listening.wait_for("ABC-123")
    assert second.scanner.fault == SCANNER_ABSENT
    assert second.heard == []
    second.stop()


def test_no_code_stands_in_the_log(
    device: SimulatedScanner, listening: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    device.show("ABC-123")
    device.show("ABC-123\x07")
    listening.wait_for_count("scan-control-characters")
    device.half("ABC-12345678")
    device.unplug()
    listening.wait_until_there(there=False)
    assert "ABC" not in caplog.text
    assert "scanner is gone" in caplog.text


def test_the_worker_ends_at_once(device: SimulatedScanner) -> None:
    settings = ScannerSettings(kind=Kind.SERIAL, path=str(device.link))
    assert ends_at_once(choose_scanner(settings, lambda _scan: None, Refusals()).run)
