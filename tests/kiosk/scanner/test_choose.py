import threading
from pathlib import Path

import pytest

from common.runtime.life import Life
from common.runtime.refusals import Refusals
from common.runtime.settings import SettingsError, convert
from common.runtime.systemd import Notifier
from kiosk.scanner.choose import choose_scanner
from kiosk.scanner.port import SCANNER_ABSENT
from kiosk.scanner.settings import Kind, ScannerSettings


def test_a_kiosk_has_no_scanner_unless_it_is_told() -> None:
    settings = convert({}, ScannerSettings)
    assert settings.kind is Kind.ABSENT
    assert choose_scanner(settings, lambda _: None, Refusals()).fault is None


@pytest.mark.parametrize(
    "table",
    [{"kind": "serial"}, {"kind": "serial", "path": "ttyACM0"}, {"kind": "keyboard", "path": "by-id"}],
)
def test_a_path_must_be_whole(table: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="must be a whole path"):
        convert(table, ScannerSettings)


def test_a_scanner_that_types_is_missed_where_it_is_looked_for(tmp_path: Path) -> None:
    settings = ScannerSettings(kind=Kind.KEYBOARD, path=f"{tmp_path}/usb-*-event-kbd")
    scanner = choose_scanner(settings, lambda _: None, Refusals())
    assert scanner.fault == SCANNER_ABSENT
    (tmp_path / "usb-Scanner-event-kbd").touch()
    assert scanner.fault is None


def test_a_worker_without_a_line_ends_when_the_process_does() -> None:
    life = Life(Notifier())
    scanner = choose_scanner(ScannerSettings(), lambda _: None, Refusals())
    thread = threading.Thread(target=scanner.run, args=(life,))
    thread.start()
    life.stop()
    thread.join(10)
    assert not thread.is_alive()
