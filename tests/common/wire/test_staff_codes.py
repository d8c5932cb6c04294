"""The code of the service page: it is known without being kept."""

import msgspec
import pytest

from common.wire import staff_codes
from common.wire.site import StaffCode
from common.wire.staff_codes import fits, mint_code, seal_code


def test_code_fits_what_was_kept_of_it_and_no_other_does() -> None:
    kept = seal_code("012345")
    assert fits("012345", kept)
    for other in ("012346", "12345", "", " 012345", "०१२३४५", "\ud800"):
        assert not fits(other, kept)


def test_same_code_is_kept_otherwise_each_time() -> None:
    one, other = seal_code("000000"), seal_code("000000")
    assert one.salt != other.salt
    assert one.digest != other.digest


def test_what_is_kept_does_not_hold_the_code_and_travels() -> None:
    kept = seal_code("736152")
    sent = msgspec.json.encode(kept)
    assert b"736152" not in sent
    assert fits("736152", msgspec.json.decode(sent, type=StaffCode))


def test_nothing_fits_where_there_is_no_code() -> None:
    assert not fits("", None)
    assert not fits("000000", None)


@pytest.mark.parametrize(
    "changed",
    [
        {"n": 0},
        {"n": 2**40},
        {"n": 3},
        {"r": 2**52},
        {"p": 0},
        {"salt": "not-hexadecimal"},
        {"digest": "nor this"},
        {"digest": ""},
    ],
)
def test_what_makes_no_sense_fits_nothing_and_hurts_nobody(changed: dict[str, object]) -> None:
    kept = msgspec.structs.replace(seal_code("012345"), **changed)
    assert not fits("012345", kept)


def test_codes_have_six_digits_with_zeros_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def lowest(below: int) -> int:
        asked.append(below)
        return 42

    monkeypatch.setattr(staff_codes.secrets, "randbelow", lowest)
    assert mint_code() == "000042"
    assert asked == [1_000_000]
