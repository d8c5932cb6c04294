"""How each part ends: cleanly when it is asked to, with 1 when a worker of it dies or its disk refuses."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from simulator.demo.world import DOOR, WALL
from simulator.processes import Part
from tests.site.full import full_point, shows, take
from tests.site.point import AGENT, GUARD, KEEPER, KIOSK, PATIENCE_S, Point, now
from tests.site.poison import Poison
from tests.waiting import wait_until

FOLDERS = {
    "hub": "hub",
    KIOSK: "kiosk",
    WALL: "display",
    DOOR: "display",
    GUARD: "display",
    AGENT: "deviceagent",
    KEEPER: "alarms",
}
"""The folder in which the code of each process lies."""

WORKERS = [
    ("hub", "queue"),
    ("hub", "console"),
    (KIOSK, "tickets"),
    (KIOSK, "printer"),
    (WALL, "desk"),
    (AGENT, "agent"),
    (AGENT, "lines"),
    (KEEPER, "keeper"),
    (KEEPER, "station"),
]

_FULL = "CREATE TRIGGER full BEFORE INSERT ON {} BEGIN SELECT RAISE(FAIL, 'disk full'); END"


@pytest.fixture(scope="module")
def poison(tmp_path_factory: pytest.TempPathFactory) -> Poison:
    return Poison(tmp_path_factory.mktemp("poison"))


@pytest.fixture(scope="module")
def whole(poison: Poison) -> Iterator[Point]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in poison.environment.items():
            patch.setenv(name, value)
        with full_point() as point:
            yield point


@pytest.fixture
def point(whole: Point) -> Point:
    """The site with everything there: what an earlier test has ended is started again."""
    for name in whole.parts.names():
        if not whole.parts[name].runs:
            start(whole, name)
    return whole


def start(point: Point, name: str) -> None:
    """Start a part and wait until it says that it is ready."""
    since = now()
    point.parts[name].start()
    if name == "hub":
        point.wait_for_hub(since)
    else:
        point.wait_for_ready(name, since)


def exit_code(part: Part) -> int:
    """Wait until a part has ended by itself; return its exit code."""
    wait_until(lambda: not part.runs, PATIENCE_S, f"{part.name} ends")
    return part.stop()


def is_lost(point: Point, name: str, since: float) -> None:
    topic = "hub/status" if name == "hub" else f"device/{name}/status"
    point.hear(topic, lambda said: said["state"] == "lost", since=since)


def test_every_part_ends_with_0_when_asked_and_is_known_to_be_lost(point: Point) -> None:
    names = list(point.parts.names())
    random.shuffle(names)
    for name in names:
        since = now()
        assert point.parts[name].stop() == 0, point.parts[name].report()
        is_lost(point, name, since)


def test_every_part_has_loaded_nothing_of_the_others(point: Point, poison: Poison) -> None:
    parts = set(FOLDERS.values())
    for name, folder in FOLDERS.items():
        loaded = poison.modules(point.parts[name].pid)
        assert loaded & parts == {folder}, name
        assert ("kivy" in loaded) == (folder in {"kiosk", "display"}), name
        assert ("starlette" in loaded) == (folder == "hub"), name


@pytest.mark.parametrize(("name", "worker"), WORKERS)
def test_part_whose_worker_dies_ends_and_comes_back(
    name: str, worker: str, point: Point, poison: Poison
) -> None:
    part = point.parts[name]
    since = now()
    poison.give(part.pid, worker)
    assert exit_code(part) == 1
    assert "MemoryError" in part.log.read_text(encoding="utf-8")
    is_lost(point, name, since)
    start(point, name)


def test_hub_that_cannot_write_its_log_ends(point: Point) -> None:
    with closing(sqlite3.connect(point.hub_database)) as log:
        log.execute(_FULL.format("log"))
    assert point.refusal_of_check_in_or_gone()
    assert exit_code(point.parts["hub"]) == 1
    with closing(sqlite3.connect(point.hub_database)) as log:
        log.execute("DROP TRIGGER full")
    start(point, "hub")  # which gives numbers again when the kiosk has told what it holds
    wait_until(lambda: point.refusal_of_check_in().startswith("number"), PATIENCE_S, "somebody is checked in")


def test_keeper_that_cannot_record_ends(point: Point) -> None:
    record = point.state(KEEPER) / "alarms.db"
    with closing(sqlite3.connect(record)) as database:
        database.execute(_FULL.format("record"))
    since = now()
    point.button("panic-room-9").press(120)
    shows(point.eyes(GUARD), "Palveluhuone 9", "Nähty")
    assert exit_code(point.parts[KEEPER]) == 1
    with closing(sqlite3.connect(record)) as database:
        database.execute("DROP TRIGGER full")
    start(point, KEEPER)
    point.hear("alarms/point/panic-room-9", lambda said: bool(said["presses"]), ear="guard", since=since)


def test_kiosk_whose_database_breaks_under_it_ends_and_comes_back_with_new_numbers(point: Point) -> None:
    before = take(point)
    database = point.kiosk_database()
    point.parts[KIOSK].kill()
    for suffix in ("-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    with database.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 20_000)
    since = now()
    start(point, KIOSK)
    point.wait_for_numbers(KIOSK, since)
    assert database.with_name(database.name + ".broken").exists()
    assert take(point) != before
