import msgspec

from common.wire.appointments import hash_code
from hub.appointments.plan import Planned
from hub.appointments.seal import hash_expert, seal
from tests.hub.appointments.sources import KEYS, TODAY
from tests.hub.shop import SITE

ONE = Planned(
    date=TODAY,
    at_ms=1_795_422_240_000,
    service="tax-personal",
    identity="booking-17",
    code="ab1234",
    language="sv",
    party=2,
    expert="maija m.",
)


def test_a_sealed_one_says_what_kiosks_need_and_nothing_of_whose_it_is() -> None:
    (sealed,) = seal([ONE], "tax", KEYS, SITE)
    entry = sealed.entry
    assert (entry.service, entry.at_ms, entry.language, entry.party) == (
        "tax-personal", ONE.at_ms, "sv", 2,
    )  # fmt: skip
    assert (ONE.at_ms - entry.opens_ms, entry.closes_ms - ONE.at_ms) == (30 * 60_000, 15 * 60_000)
    assert entry.code == hash_code("ab1234", KEYS[TODAY])
    assert entry.expert
    text = msgspec.json.encode(sealed).decode()
    assert not any(word in text for word in ("ab1234", "booking", "maija"))


def test_the_same_appointment_has_the_same_id_however_often_it_is_read() -> None:
    moved = msgspec.structs.replace(ONE, at_ms=ONE.at_ms + 3_600_000, party=3)
    (first,), (second,) = seal([ONE], "tax", KEYS, SITE), seal([moved], "tax", KEYS, SITE)
    assert first.entry.id == second.entry.id


def test_ids_differ_between_sources_and_dates() -> None:
    other_day = msgspec.structs.replace(ONE, date="2026-11-24")
    made = [
        *seal([ONE, other_day], "tax", KEYS, SITE),
        *seal([ONE], "tax-2", KEYS, SITE),
    ]
    assert len({one.entry.id for one in made}) == 3
    assert len({one.expert for one in made}) == 2


def test_broken_letters_are_no_obstacle() -> None:
    broken = msgspec.structs.replace(ONE, identity="\ud800", expert="\udfff")
    (sealed,) = seal([broken], "tax", KEYS, SITE)
    assert sealed.expert


def test_without_a_key_nothing_is_kept() -> None:
    assert seal([ONE], "tax", {}, SITE) == ()


def test_an_expert_is_known_by_the_name_however_it_is_written() -> None:
    (sealed,) = seal([ONE], "tax", KEYS, SITE)
    assert sealed.expert == hash_expert(" MAIJA M.", KEYS[TODAY])
    assert sealed.expert != hash_expert("maija n.", KEYS[TODAY])
