import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner.gather import Gathered
from kiosk.scanner.judge import LONGEST


def gather(*pieces: bytes) -> tuple[Gathered, list[bytes]]:
    gathered, scans = Gathered(), list[bytes]()
    for piece in pieces:
        gathered, new = gathered.take(piece)
        scans += new
    return gathered, scans


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_each_line_end_ends_a_scan(end: bytes) -> None:
    gathered, scans = gather(b"A-1" + end + b"B-2" + end)
    assert scans == [b"A-1", b"B-2"]
    assert gathered.begun == b""


def test_a_line_end_cut_in_two_is_one_end() -> None:
    _, scans = gather(b"A-1\r", b"\nB-2\r", b"\n")
    assert scans == [b"A-1", b"B-2"]


def test_a_pause_ends_a_scan_without_an_end() -> None:
    gathered, scans = gather(b"A-", b"1")
    assert scans == []
    gathered, scans = gathered.rest()
    assert scans == (b"A-1",)
    assert gathered.rest()[1] == ()


def test_no_more_is_kept_than_tells_that_it_is_too_much() -> None:
    gathered, scans = gather(*[b"A" * 1000] * 50)
    assert scans == []
    assert len(gathered.begun) == LONGEST + 1
    _, scans = gathered.take(b"\rB-2\r")
    assert [len(scan) for scan in scans] == [LONGEST + 1, 3]


@given(
    codes=st.lists(st.binary(min_size=1, max_size=60).filter(lambda code: not set(code) & {10, 13})),
    end=st.sampled_from([b"\r", b"\n", b"\r\n"]),
    cuts=st.lists(st.integers(1, 30), max_size=40),
)
def test_however_the_bytes_are_cut_the_scans_are_the_same(
    codes: list[bytes], end: bytes, cuts: list[int]
) -> None:
    data = b"".join(code + end for code in codes)
    pieces: list[bytes] = []
    for cut in cuts:
        pieces.append(data[:cut])
        data = data[cut:]
    _, scans = gather(*pieces, data)
    assert scans == codes
