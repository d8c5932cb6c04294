"""The words on a ticket: the customer's language, the site's first one, and no authority unless asked for."""

import msgspec
from msgspec.structs import replace

from common.screen.languages.messages import load_languages
from kiosk.ticket.content import content_of
from kiosk.ticket.ticket import Expected
from tests.kiosk.house import SITE, ticket, wall_ms

LANGUAGES = load_languages()


def test_a_ticket_speaks_the_customers_language_and_then_the_sites_first() -> None:
    content = content_of(ticket(language="sv"), SITE, LANGUAGES, copy=False)
    own, first = content.texts
    assert (content.site, content.number, content.direction) == ("Suomi-piste Björneborg", "214", "left")
    assert (own.language, own.where) == ("sv", "Vänta här: Väntområde B, till vänster")
    assert first.where == "Odota täällä: Odotusalue B, vasemmalla"
    assert first.wait.replace("\u00a0", " ") == "Edessäsi 6 · noin 15–25 min"
    assert first.moment.replace("\u00a0", " ") == "ma 23.11.2026 klo 10.23"


def test_one_language_is_said_once() -> None:
    assert len(content_of(ticket(), SITE, LANGUAGES, copy=False).texts) == 1


def test_an_authority_is_named_only_where_the_site_asks_for_it() -> None:
    assert content_of(ticket(), SITE, LANGUAGES, copy=False).texts[0].authority == ""
    asked = replace(SITE, config=msgspec.structs.replace(SITE.config, name_authority=True))
    assert content_of(ticket(), asked, LANGUAGES, copy=False).texts[0].authority == "Verohallinto"


def test_a_copy_says_that_it_is_one() -> None:
    plain = content_of(ticket(), SITE, LANGUAGES, copy=False).texts[0]
    copy = content_of(ticket(), SITE, LANGUAGES, copy=True).texts[0]
    assert plain.notice == ""
    assert "tuloste" in copy.notice
    assert copy.instructions == plain.instructions


def test_an_appointment_says_its_time_in_place_of_the_wait() -> None:
    booked = replace(ticket(), appointment_ms=wall_ms(23, 10, 30))
    wait = content_of(booked, SITE, LANGUAGES, copy=False).texts[0].wait
    assert wait.replace("\u00a0", " ") == "Aikasi on klo 10.30"


def test_a_code_to_follow_the_turn_comes_only_where_the_site_has_an_address() -> None:
    assert content_of(ticket(), SITE, LANGUAGES, copy=False).follow_address == ""
    followed = msgspec.structs.replace(SITE.config, follow="https://pori.example/v/{ticket}?a={b}")
    content = content_of(ticket(), replace(SITE, config=followed), LANGUAGES, copy=False)
    assert content.follow_address == "https://pori.example/v/t-214?a={b}"
    assert content.texts[0].follow


def test_what_nobody_knows_is_left_out() -> None:
    unknown = replace(ticket(), expected=Expected())
    assert content_of(unknown, SITE, LANGUAGES, copy=False).texts[0].wait == ""


def test_a_ticket_of_a_service_that_is_gone_is_printed_all_the_same() -> None:
    content = content_of(ticket(service="gone"), SITE, LANGUAGES, copy=False)
    assert (content.number, content.texts[0].where, content.direction) == ("214", "Suomi-piste Pori", None)
