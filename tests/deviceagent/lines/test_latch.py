"""Presses stay until they are settled, through a restart too."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deviceagent.lines.kept import KeptPresses
from deviceagent.lines.latch import MOST_PER_POINT, Latch, LatchedPress


@pytest.fixture
def latch() -> Latch:
    numbers: Iterator[int] = count(1)
    return Latch(lambda: f"press-{next(numbers)}")


def test_press_stays_until_it_is_settled(latch: Latch) -> None:
    first, second = latch.press("room-1", 10), latch.press("room-2", 20)
    assert first
    assert latch.settle([first.id])
    assert latch.presses == (second,)
    assert latch.of("room-1") == ()
    assert not latch.settle([first.id])


def test_each_press_has_an_id_of_its_own(latch: Latch) -> None:
    presses = [latch.press("room-1", 10), latch.press("room-1", 20)]
    assert [press and press.id for press in presses] == ["press-1", "press-2"]


def test_button_still_down_after_a_restart_is_the_kept_press() -> None:
    kept = LatchedPress("kept", "room-1", 5)
    latch = Latch(lambda: "new", [kept])
    assert latch.press("room-1", 10, since_start=True) is None
    assert latch.press("room-2", 10, since_start=True) == LatchedPress("new", "room-2", 10)
    assert latch.press("room-1", 20) == LatchedPress("new", "room-1", 20)


def test_no_more_presses_of_a_point_are_kept_than_a_report_may_hold(latch: Latch) -> None:
    presses = [latch.press("room-1", at_ns) for at_ns in range(MOST_PER_POINT + 1)]
    assert presses[-1] is None
    assert len(latch.of("room-1")) == MOST_PER_POINT
    assert latch.press("room-2", 1)


def test_age_counts_from_the_press() -> None:
    press = LatchedPress("a", "room-1", 2_000_000)
    assert press.age_ms(5_999_999) == 3
    assert press.age_ms(1) == 0


def test_kept_presses_come_back_as_they_were(tmp_path: Path) -> None:
    presses = (LatchedPress("a1", "room-1", 5), LatchedPress("b2", "room-2", 7))
    KeptPresses(tmp_path / "presses.json", "boot-1").save(presses)
    assert KeptPresses(tmp_path / "presses.json", "boot-1").load(100) == presses


def test_press_of_an_earlier_boot_stands_with_an_age_from_now(tmp_path: Path) -> None:
    KeptPresses(tmp_path / "presses.json", "boot-1").save([LatchedPress("a1", "room-1", 5_000)])
    assert KeptPresses(tmp_path / "presses.json", "boot-2").load(100) == (LatchedPress("a1", "room-1", 100),)


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    assert KeptPresses(tmp_path / "presses.json", "boot-1").load(100) == ()


NOT_UTF8 = b'{"boot":"\xff","presses":[]}'
BEFORE_THE_BOOT = b'{"boot":"boot-1","presses":[{"id":"a","point":"b","at_ns":-1}]}'


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"boot":1,"presses":[]}', b"\xff\xfe", NOT_UTF8, b"[" * 100_000, BEFORE_THE_BOOT],
    ids=["empty", "cut", "wrong", "no-json", "no-utf8", "deep", "negative"],
)
def test_file_that_cannot_be_read_is_put_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "presses.json"
    path.write_bytes(content)
    assert KeptPresses(path, "boot-1").load(100) == ()
    assert not path.exists()
    assert path.with_suffix(".broken").read_bytes() == content


@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.binary(max_size=20), st.binary(max_size=20)).map(
            lambda parts: b'{"boot":"%b","presses":[{"id":"a","point":"b","at_ns":%b}]}' % parts
        ),
    )
)
def test_no_content_of_the_file_keeps_the_box_from_starting(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "presses.json"
    path.write_bytes(content)
    kept = KeptPresses(path, "boot-1")
    assert all(0 <= press.at_ns <= 100 for press in kept.load(100))
    kept.save(kept.load(100))
    assert isinstance(kept.load(100), tuple)
