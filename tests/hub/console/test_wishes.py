import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.runtime.settings import load
from hub.console.refused import Refused, Why
from hub.console.wishes import (
    AFTERWARDS,
    AT_ONCE,
    LARGEST_PARTY,
    ROWS,
    Further,
    Sending,
    details_of,
    further_of,
    language_of,
    languages_of,
    sending_of,
)
from hub.queue.details import Details
from hub.site.schema import Site
from tests.hub.hub_process import SITE

HOUSE = load(SITE, Site)

rows = st.lists(
    st.tuples(st.sampled_from(["", *HOUSE.services]), st.sampled_from([AT_ONCE, AFTERWARDS])), max_size=ROWS
)


def test_form_without_details_says_nothing_of_the_customer() -> None:
    assert details_of({}, HOUSE) == Details()
    assert further_of({}, HOUSE) == Further()


def test_details_are_what_was_ticked_with_notes_in_the_order_of_the_site() -> None:
    fields = {"party": ["3"], "help": ["on"], "urgent": ["on"], "note": ["wheelchair", "interpreter"]}
    assert details_of(fields, HOUSE) == Details(
        party=3, needs_help=True, urgent=True, notes=("interpreter", "wheelchair")
    )


@given(text=st.text(max_size=5))
def test_party_is_a_number_of_people_or_refused(text: str) -> None:
    try:
        party = details_of({"party": [text]}, HOUSE).party
    except Refused as refused:
        assert refused.why is Why.BAD_PARTY  # noqa: PT017 — either is right, and each is held to its own
    else:
        assert 1 <= party <= LARGEST_PARTY


def test_note_that_is_no_word_of_the_site_is_refused() -> None:
    with pytest.raises(Refused, match="malformed"):
        details_of({"note": ["Matti Meikäläinen"]}, HOUSE)


@given(filled=rows)
def test_further_services_keep_the_order_of_their_rows(filled: list[tuple[str, str]]) -> None:
    fields = {f"further-{row}": [service] for row, (service, _when) in enumerate(filled, 1)}
    fields |= {f"when-{row}": [when] for row, (_service, when) in enumerate(filled, 1)}
    further = further_of(fields, HOUSE)
    assert further.also == tuple(service for service, when in filled if service and when == AT_ONCE)
    assert further.later == tuple(service for service, when in filled if service and when == AFTERWARDS)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"further-1": ["fortune"], "when-1": [AT_ONCE]}, Why.UNKNOWN_SERVICE),
        ({"further-1": ["tax-personal"], "when-1": ["never"]}, Why.MALFORMED),
        ({"further-1": ["tax-personal"]}, Why.MALFORMED),
    ],
)
def test_further_service_that_makes_no_sense_is_refused(fields: dict[str, list[str]], why: Why) -> None:
    with pytest.raises(Refused, match=why):
        further_of(fields, HOUSE)


def test_sending_names_a_service_a_desk_and_an_hour() -> None:
    fields = {"service": ["land-extracts"], "to_desk": ["room-2"], "hour": ["13:05"]}
    assert sending_of(fields, HOUSE) == Sending("land-extracts", "room-2", dt.time(13, 5))
    assert sending_of({"service": ["tax-personal"]}, HOUSE) == Sending("tax-personal")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, Why.UNKNOWN_SERVICE),
        ({"service": ["fortune"]}, Why.UNKNOWN_SERVICE),
        ({"service": ["tax-personal", "tax-business"]}, Why.UNKNOWN_SERVICE),
        ({"service": ["tax-personal"], "to_desk": ["room-2"]}, Why.UNKNOWN_DESK),
        ({"service": ["tax-personal"], "to_desk": ["cellar"]}, Why.UNKNOWN_DESK),
        ({"service": ["tax-personal"], "hour": ["25:00"]}, Why.BAD_HOUR),
        ({"service": ["tax-personal"], "hour": ["noon"]}, Why.BAD_HOUR),
    ],
)
def test_sending_to_nowhere_is_refused(fields: dict[str, list[str]], why: Why) -> None:
    with pytest.raises(Refused, match=why):
        sending_of(fields, HOUSE)


def test_languages_are_those_of_the_site() -> None:
    assert languages_of({"spoken": ["sv", "fi"]}, HOUSE) == ("fi", "sv")
    assert languages_of({}, HOUSE) == ()
    assert language_of({}, HOUSE) == ""
    with pytest.raises(Refused, match="unknown-service"):
        languages_of({"spoken": ["xx"]}, HOUSE)
    with pytest.raises(Refused, match="unknown-service"):
        language_of({"language": ["xx"]}, HOUSE)
