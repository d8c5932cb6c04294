from itertools import count

from hub.notices.congestion import Load
from hub.notices.crowds import Crowds
from hub.notices.stamps import Stamper
from hub.site.schema import Congestion
from hub.store.memory import MemoryStore

MARKS = {"tax": Congestion(waiting=10), "land-survey": None}
QUIET = {"tax": Load(0), "land-survey": Load(0)}
CROWDED = {"tax": Load(12), "land-survey": Load(0)}


def _crowds(store: MemoryStore) -> Crowds:
    ids = count(1)
    return Crowds(MARKS, store, Stamper(), lambda: f"crowd-{next(ids)}")


def test_restart_tells_nothing_twice() -> None:
    store = MemoryStore()
    crowds = _crowds(store)
    assert crowds.look(CROWDED, 1000)
    before = crowds.of("tax")
    again = _crowds(store)
    assert again.of("tax") == before
    assert not again.look(CROWDED, 5000)
    assert again.of("tax") == before


def test_restart_remembers_that_a_person_ended_it() -> None:
    store = MemoryStore()
    crowds = _crowds(store)
    crowds.look(CROWDED, 1000)
    assert crowds.end_by_hand("tax", "crowd-1", Load(12), 2000)
    assert not _crowds(store).look(CROWDED, 3000)


def test_restart_counts_the_quiet_anew() -> None:
    store = MemoryStore()
    crowds = _crowds(store)
    crowds.look(CROWDED, 1000)
    crowds.look(QUIET, 2000)
    again = _crowds(store)
    assert not again.look(QUIET, 181_999)
    assert again.look(QUIET, 362_000)


def test_nothing_is_written_while_nothing_begins_or_ends() -> None:
    class Counting(MemoryStore):
        kept_times = 0

        def keep(self, name: str, value: bytes) -> None:
            self.kept_times += 1
            super().keep(name, value)

    store = Counting()
    crowds = _crowds(store)
    for second in range(1, 500):
        crowds.look(CROWDED if second % 7 else QUIET, second * 1000)
    assert store.kept_times == 1


def test_what_was_kept_and_cannot_be_read_is_begun_anew() -> None:
    store = MemoryStore()
    store.keep("congestion", b"\xff not json")
    assert _crowds(store).of("tax") is None


def test_double_click_raises_one_and_ends_one() -> None:
    crowds = _crowds(MemoryStore())
    assert crowds.raise_by_hand("land-survey", Load(3), 1000)
    assert not crowds.raise_by_hand("land-survey", Load(3), 1001)
    assert crowds.end_by_hand("land-survey", "crowd-1", Load(3), 1002)
    assert not crowds.end_by_hand("land-survey", "crowd-1", Load(3), 1003)


def test_same_command_raises_once_also_after_the_end_and_a_restart() -> None:
    store = MemoryStore()
    crowds = _crowds(store)
    assert crowds.raise_by_hand("tax", Load(3), 1000, "c1")
    crowds.end_by_hand("tax", "crowd-1", Load(3), 1001)
    assert not crowds.raise_by_hand("tax", Load(3), 1002, "c1")
    again = _crowds(store)
    assert not again.raise_by_hand("tax", Load(3), 1003, "c1")
    assert again.raise_by_hand("tax", Load(3), 1004, "c2")


def test_commands_that_cannot_be_read_are_begun_anew() -> None:
    store = MemoryStore()
    store.keep("congestion-commands", b"\xff not json")
    assert _crowds(store).raise_by_hand("tax", Load(3), 1000, "c1")


def test_new_day_forgets_what_began_before_it_over_or_not() -> None:
    store = MemoryStore()
    crowds = _crowds(store)
    crowds.look(CROWDED, 1000)
    crowds.look(None, 2000)
    crowds.raise_by_hand("land-survey", Load(3), 3000)
    crowds.forget(4000)
    for one in (crowds, _crowds(store)):
        assert one.of("land-survey") is one.of("tax") is None
    crowds.look(CROWDED, 5000)
    crowds.forget(4000)
    assert crowds.of("tax") is not None


def test_every_beginning_and_end_has_a_moment_of_its_own() -> None:
    crowds = _crowds(MemoryStore())
    crowds.raise_by_hand("tax", Load(3), 1000)
    crowds.raise_by_hand("land-survey", Load(3), 1000)
    crowds.look(None, 1000)
    moments = [
        moment
        for crowd in (crowds.of("tax"), crowds.of("land-survey"))
        if crowd is not None
        for moment in (crowd.raised_at, crowd.over_at)
    ]
    assert len(set(moments)) == 4
