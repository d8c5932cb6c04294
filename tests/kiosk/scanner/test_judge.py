import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner.judge import LONGEST, SAME_SHOWING_S, Showing, judge
from kiosk.scanner.port import Scan


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"ABC-123", "ABC-123"),
        (b"  ABC 123\t", "ABC 123"),
        (b"https://example.org/a?c=ABC-123", "https://example.org/a?c=ABC-123"),
        ("Käynti 12 – Ääkkönen".encode(), "Käynti 12 – Ääkkönen"),
        ("١٢٣٤".encode(), "١٢٣٤"),
        (b"7" * LONGEST, "7" * LONGEST),
    ],
)
def test_text_is_handed_on_as_it_was_read(data: bytes, text: str) -> None:
    assert judge(data) == Scan(text)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "scan-empty"),
        (b" \t ", "scan-empty"),
        (b"7" * (LONGEST + 1), "scan-too-long"),
        (b"A" * 10_000, "scan-too-long"),
        (b"\xff\xfeA", "scan-not-text"),
        (b"\xc3", "scan-not-text"),
        (b"ABC\x1dDEF", "scan-control-characters"),
        (b"\x02ABC\x03", "scan-control-characters"),
        (b"\x1b[2J", "scan-control-characters"),
        (b"A\x00B", "scan-control-characters"),
        ("A\u202eB".encode(), "scan-control-characters"),
        ("\ufeffA".encode(), "scan-control-characters"),
        ("A\u2028B".encode(), "scan-control-characters"),
    ],
)
def test_rubbish_is_refused_with_its_reason(data: bytes, cause: str) -> None:
    assert judge(data) == cause


@given(data=st.binary(max_size=400))
def test_any_bytes_are_judged(data: bytes) -> None:
    judged = judge(data)
    if isinstance(judged, Scan):
        assert judged.text == judged.text.strip(" \t")
        assert 0 < len(judged.text.encode()) <= LONGEST
        assert judged.text.isprintable() or any(letter.isspace() for letter in judged.text)


def test_a_code_that_lies_before_the_scanner_is_one_showing() -> None:
    showing, fresh = Showing().hear(Scan("A-1"), 10.0)
    assert fresh
    for turn in range(20):
        showing, fresh = showing.hear(Scan("A-1"), 10.3 + 0.3 * turn)
        assert not fresh
    showing, fresh = showing.hear(Scan("B-2"), 16.5)
    assert fresh
    showing, fresh = showing.hear(Scan("B-2"), 16.5 + SAME_SHOWING_S)
    assert fresh


def test_no_repr_tells_a_code() -> None:
    assert "ABC" not in repr(Showing().hear(Scan("ABC"), 1.0))
