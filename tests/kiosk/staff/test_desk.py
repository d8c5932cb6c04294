"""Codes that are looked at in a worker, and what staff have set over a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.wire.staff_codes import seal_code
from kiosk.staff.desk import WORKER, StaffDesk
from kiosk.staff.pauses import FIRST_PAUSE_S, TRIES
from tests.kiosk.ending import ends_at_once
from tests.kiosk.ticket.conftest import HandClock
from tests.waiting import wait_until


class Desk:
    """A staff desk whose worker runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock()
        self.changes = 0
        self.life = Life(Notifier())
        self.desk = StaffDesk(path, self.clock, self._count)
        self.life.worker(WORKER, lambda: self.desk.run(self.life))
        self.life.start()

    def _count(self) -> None:
        self.changes += 1

    def check(self, code: str, right: str = "482913") -> tuple[bool, int]:
        answers: list[tuple[bool, int]] = []
        self.desk.check(code, seal_code(right), lambda ok, pause: answers.append((ok, pause)))
        wait_until(lambda: bool(answers), 20, "the answer")
        return answers[0]

    def stop(self) -> None:
        self.life.stop()
        self.life.finish()


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Desk]:
    """Start a desk on the same file."""

    def start() -> Desk:
        desk = Desk(tmp_path / "staff.json")
        request.addfinalizer(desk.stop)
        return desk

    return start


def test_after_too_many_wrong_codes_not_even_the_right_one_opens(make: Callable[[], Desk]) -> None:
    desk = make()
    for _ in range(TRIES - 1):
        assert desk.check("000000") == (False, 0)
    assert desk.check("000000") == (False, FIRST_PAUSE_S * 1000)
    assert desk.check("482913") == (False, FIRST_PAUSE_S * 1000)
    desk.clock.go_on(FIRST_PAUSE_S * 1000)
    assert desk.check("482913") == (True, 0)
    assert desk.check("000000") == (False, 0)


def test_a_restart_gives_no_new_tries(make: Callable[[], Desk]) -> None:
    desk = make()
    for _ in range(TRIES):
        desk.check("000000")
    desk.stop()
    right, pause = make().check("482913")
    assert not right
    assert pause == FIRST_PAUSE_S * 1000


def test_a_site_without_a_code_opens_to_none(make: Callable[[], Desk]) -> None:
    desk = make()
    answers: list[bool] = []
    desk.desk.check("", None, lambda right, _pause: answers.append(right))
    wait_until(lambda: bool(answers), 20, "the answer")
    assert answers == [False]


def test_a_closed_kiosk_is_closed_over_a_restart_until_it_is_opened(make: Callable[[], Desk]) -> None:
    desk = make()
    assert not desk.desk.closed
    desk.desk.set_closed(True)
    wait_until(lambda: desk.changes == 1, 20, "the news")
    desk.stop()
    again = make()
    assert again.desk.closed
    again.desk.set_closed(False)
    wait_until(lambda: not again.desk.closed, 20, "the opening")


def test_a_broken_file_leaves_the_kiosk_open(make: Callable[[], Desk], tmp_path: Path) -> None:
    (tmp_path / "staff.json").write_bytes(b"\xff{")
    assert not make().desk.closed


def test_a_code_stands_in_no_log(make: Callable[[], Desk], caplog: pytest.LogCaptureFixture) -> None:
    desk = make()
    desk.check("135790")
    desk.check("482913")
    assert "135790" not in caplog.text
    assert "482913" not in caplog.text


def test_the_worker_ends_at_once(tmp_path: Path) -> None:
    assert ends_at_once(StaffDesk(tmp_path / "staff.json", HandClock(), lambda: None).run)
