"""The office as others see it: it answers from any thread, and its end leaves nobody waiting."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread, current_thread

import pytest

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.wire import topics
from common.wire.life import BEAT_INTERVAL_S
from hub import inbox as inbox_module
from hub.engine import Engine
from hub.house_rules import Bar, Barred
from hub.matters import NotNowError, View
from hub.office import Office
from hub.queue.answers import Done
from hub.queue.commands import AdviserCheckIn
from hub.site.devices import Kiosk
from hub.store.port import EventStore
from tests.hub.clock import HandClock
from tests.hub.shop import Shop, open_engine
from tests.waiting import wait_until

_SOON_S = 10


class Running:
    """An office in its thread, over the store and the line of a :class:`Shop`."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder, clock=HandClock())
        self.shop.close()  # its office is another: it lends its site, its floor and its line
        self.life = Life(Notifier({}))
        kiosks = tuple(self.shop.site.devices_of(Kiosk))
        shop = self.shop
        self.office = Office(self.open_engine, shop.speaker, shop.floor, shop.clock, kiosks, "boot-1")
        self.error: BaseException | None = None
        self.thread = Thread(target=self._run, name="office")

    def start(self) -> "Running":
        self.thread.start()
        return self

    def end(self) -> None:
        self.life.stopping.set()
        self.office.line_up()  # wakes it
        if self.thread.is_alive():
            self.thread.join(_SOON_S)

    def open_engine(self) -> tuple[EventStore, Engine]:
        """Open the store; SQLite wants it to be the office's thread that does."""
        self.store, engine = open_engine(self.shop.folder, self.shop.site)
        return self.store, engine

    def _run(self) -> None:
        try:
            self.office.run(self.life)
        except BaseException as error:  # noqa: BLE001 — the test looks at it
            self.error = error


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path)
    yield made
    made.end()


def adviser(name: str) -> AdviserCheckIn:
    return AdviserCheckIn(id=name, staff="s", service="tax-personal", language="fi")


def test_questions_are_answered_in_the_offices_thread(running: Running) -> None:
    running.start()
    name = running.office.look(lambda _view: current_thread().name).result(_SOON_S)
    assert name == "office"


def test_who_gave_up_waiting_does_not_end_the_office(running: Running) -> None:
    hold = Event()

    async def give_up_early() -> None:
        held = running.office.look(lambda _view: hold.wait(_SOON_S))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await asyncio.wrap_future(running.office.look(lambda _view: 1))
        hold.set()
        await asyncio.wrap_future(held)

    running.start()
    with ThreadPoolExecutor(1) as elsewhere:  # a browser's test before this one may have left a loop in ours
        elsewhere.submit(asyncio.run, give_up_early()).result(_SOON_S)
    assert running.office.look(lambda _view: 2).result(_SOON_S) == 2
    assert running.error is None


def test_full_inbox_answers_staff_at_once_that_it_is_not_now(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "MOST_ASKED", 3)
    futures = [running.office.look(lambda _view: None) for _ in range(3)]  # nobody serves yet
    assert not any(future.done() for future in futures)
    for refused in (running.office.look(lambda _view: None), running.office.do(adviser("a"))):
        with pytest.raises(NotNowError):
            refused.result(0)
    running.office.line_up()
    running.start()
    for future in futures:
        future.result(_SOON_S)


def test_full_inbox_drops_what_devices_say_and_tells_it_once(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(inbox_module, "MOST_HEARD", 3)
    for _ in range(20):
        running.office.hear(running.shop.beat().received)
    assert caplog.text.count("more is said to the hub than it can hear") == 1


def test_end_leaves_nobody_waiting(running: Running) -> None:
    running.start()
    running.office.look(lambda _view: None).result(_SOON_S)
    running.end()
    assert running.error is None
    for late in (running.office.look(lambda _view: None), running.office.change(lambda _floor: None)):
        with pytest.raises(NotNowError):
            late.result(0)


def test_failing_disk_ends_the_office_and_answers_those_of_the_batch(running: Running) -> None:
    running.start()
    running.office.hear(running.shop.report().received)
    running.office.look(lambda _view: None).result(_SOON_S)
    running.store.full = True
    with pytest.raises(NotNowError):
        running.office.do(adviser("a")).result(_SOON_S)
    running.thread.join(_SOON_S)
    assert isinstance(running.error, OSError)


def test_store_that_cannot_be_opened_ends_the_office_and_nobody_waits(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> tuple[EventStore, Engine]:
        raise OSError("no disk")

    monkeypatch.setattr(running.office, "_open_engine", fail)
    early = running.office.look(lambda _view: None)
    running.start()
    with pytest.raises(NotNowError):
        early.result(_SOON_S)
    running.thread.join(_SOON_S)
    assert str(running.error) == "no disk"


def test_change_of_the_floor_is_told_to_listeners(running: Running) -> None:
    told = Event()
    running.start()
    running.office.look(lambda _view: None).result(_SOON_S)
    running.office.on_change(told.set)
    assert running.office.change(lambda floor: floor.adviser_calls.open()).result(_SOON_S) == ()
    assert told.wait(_SOON_S)


def test_act_is_answered_with_what_the_house_says_of_it(running: Running) -> None:
    barred = Barred(code=Bar.TOO_SOON, seconds=5)
    running.start()
    assert running.office.act("c", lambda _view: barred).result(_SOON_S) == barred


def test_commands_from_many_threads_are_all_done_once(running: Running) -> None:
    running.start()
    running.office.hear(running.shop.report().received)
    running.office.line_up()
    wait_until(lambda: running.office.look(grants).result(_SOON_S), _SOON_S, "numbers may be dealt")
    done: list[Done] = []

    def work(worker: int) -> None:
        for one in range(10):
            answer = running.office.do(adviser(f"{worker}-{one % 5}")).result(_SOON_S)
            assert isinstance(answer, Done)
            done.append(answer)

    threads = [Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_SOON_S)
    assert len(done) == 40
    assert len({answer.number for answer in done}) == 20


def test_beat_goes_on_without_anything_to_do(running: Running) -> None:
    running.start()
    running.office.line_up()

    def beats() -> bool:
        running.shop.clock.advance(round(BEAT_INTERVAL_S * 1000))
        return len(running.shop.line.take(topics.HUB_BEAT)) > 0

    wait_until(beats, _SOON_S, "the hub beats")


def grants(view: View) -> bool:
    return view.engine.state.grants
