"""What a printer says is told apart in any fragmentation and any mixture."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer.port import Condition, PrinterState
from kiosk.printer.status import (
    SAFE_ID_LETTERS,
    Answer,
    Automatic,
    Cleared,
    Completed,
    Noise,
    RealTime,
    RollStatus,
    StatusReader,
    state_from_automatic,
    state_from_real_time,
)

_REAL_TIME = st.sampled_from([b for b in range(256) if b & 0x93 == 0x12])
_PLAIN = st.sampled_from([b for b in range(256) if b & 0x90 == 0])
_AUTOMATIC_START = st.sampled_from([b for b in range(256) if b & 0x93 == 0x10])

_AUTOMATIC = st.builds(
    lambda first, rest: Automatic(bytes((first, *rest))), _AUTOMATIC_START, st.tuples(_PLAIN, _PLAIN, _PLAIN)
)
_COMPLETED = st.builds(
    lambda letters: Completed(bytes(letters)),
    st.lists(st.sampled_from(list(SAFE_ID_LETTERS)), min_size=4, max_size=4),
)
_ORDERED = st.one_of(_AUTOMATIC, _COMPLETED, st.builds(RollStatus, _PLAIN), st.just(Cleared()))


def _wire(answer: Answer) -> bytes:
    match answer:
        case Automatic():
            return answer.data
        case Completed():
            return b"\x37\x22" + answer.process_id + b"\x00"
        case Cleared():
            return b"\x37\x25\x00"
        case _:
            return bytes((answer.byte,))


def _read(data: bytes, cuts: list[int]) -> list[Answer]:
    reader = StatusReader()
    found: list[Answer] = []
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in pairwise(places):
        found += reader.feed(data[start:end])
    return found


@given(st.lists(st.one_of(_ORDERED, st.builds(RealTime, _REAL_TIME))), st.lists(st.integers(0, 400)))
def test_every_kind_is_told_apart_in_any_fragmentation(answers: list[Answer], cuts: list[int]) -> None:
    assert _read(b"".join(map(_wire, answers)), cuts) == answers


@given(st.lists(_ORDERED, min_size=1, max_size=6), st.lists(st.tuples(st.integers(0, 40), _REAL_TIME)))
def test_real_time_answers_may_break_into_any_other(
    answers: list[Answer], inserted: list[tuple[int, int]]
) -> None:
    data = bytearray(b"".join(map(_wire, answers)))
    for place, byte in inserted:
        data.insert(place % (len(data) + 1), byte)
    found = _read(bytes(data), [])
    assert [answer for answer in found if not isinstance(answer, RealTime)] == answers
    assert len(found) == len(answers) + len(inserted)


@given(st.binary(max_size=200), st.lists(st.integers(0, 400)))
def test_rubbish_is_read_the_same_in_any_fragmentation(data: bytes, cuts: list[int]) -> None:
    assert _read(data, cuts) == _read(data, [])


@given(st.sampled_from(sorted(set(range(256)) - set(SAFE_ID_LETTERS))))
def test_a_broken_block_is_noise_and_what_follows_is_read(byte: int) -> None:
    found = _read(bytes((0xFF, 0x37, 0x22, 0x37, 0x22)) + b"ABCD\x00", [])
    assert found == [Noise(0xFF), Noise(0x37), Noise(0x22), Completed(b"ABCD")]
    assert Completed(b"ABCD") not in _read(b"\x37\x22ABC" + bytes((byte,)) + b"\x00", [])


def test_measured_answers_mean_what_they_meant_on_the_printers() -> None:
    # 1A/32/7E paper out, 1A/16/12 cover open, 1A/52/12 cutter: the answers to 1, 2 and 4.
    assert state_from_real_time(0x12, 0x12, 0x12, 0x12) == PrinterState(Condition.READY)
    assert state_from_real_time(0x12, 0x12, 0x12, 0x1E) == PrinterState(Condition.READY, paper_near_end=True)
    assert state_from_real_time(0x1A, 0x32, 0x12, 0x7E).condition is Condition.PAPER_OUT
    assert state_from_real_time(0x1A, 0x16, 0x12, 0x12).condition is Condition.COVER_OPEN
    assert state_from_real_time(0x1A, 0x52, 0x1A, 0x12).condition is Condition.CUTTER_ERROR
    assert state_from_real_time(0x1A, 0x52, 0x52, 0x12).condition is Condition.HOT
    assert state_from_real_time(0x1A, 0x52, 0x32, 0x12).condition is Condition.ERROR
    assert state_from_real_time(0x1A, 0x12, 0x12, 0x12).condition is Condition.OFFLINE


def test_automatic_status_says_the_same() -> None:
    assert state_from_automatic(b"\x10\x00\x00\x00") == PrinterState(Condition.READY)
    assert state_from_automatic(b"\x10\x00\x03\x00") == PrinterState(Condition.READY, paper_near_end=True)
    assert state_from_automatic(b"\x18\x00\x0f\x00").condition is Condition.PAPER_OUT
    assert state_from_automatic(b"\x38\x00\x0f\x00").condition is Condition.COVER_OPEN
    assert state_from_automatic(b"\x18\x08\x00\x00").condition is Condition.CUTTER_ERROR
