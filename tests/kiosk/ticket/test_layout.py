"""What stands on a ticket, in which order and size."""

from itertools import pairwise

import msgspec
import pytest

from kiosk.ticket.layout import (
    Code,
    Cut,
    Figures,
    Pointer,
    Text,
    TicketContent,
    TicketTexts,
    lay_out,
)

FI = TicketTexts(
    language="fi",
    moment="ma 23.11.2026 klo 10.24",
    where="Odotusalue B, vasemmalla",
    wait="Edessäsi 6",
    instructions=("Kun numerosi näkyy näytöllä, mene sen vieressä olevaan paikkaan.",),
    follow="Seuraa vuoroasi puhelimella",
)
SV = msgspec.structs.replace(FI, language="sv", where="Väntområde B, till vänster", wait="Före dig 6")
TICKET = TicketContent(site="Suomi-piste Pori", number="214", texts=(FI,), direction="left")


def _texts(content: TicketContent) -> list[str]:
    return [block.text for block in lay_out(content) if isinstance(block, Text | Figures)]


def test_number_then_where_then_the_wait_then_the_rest() -> None:
    assert _texts(TICKET) == [
        "Suomi-piste Pori",
        FI.moment,
        "214",
        FI.where,
        FI.wait,
        *FI.instructions,
    ]


def test_the_place_stands_larger_than_all_other_text() -> None:
    sizes = {block.text: block.wide * block.high for block in lay_out(TICKET) if isinstance(block, Text)}
    assert sizes.pop(FI.where) > max(sizes.values())


def test_the_invitation_stands_before_the_place_and_smaller() -> None:
    invites = msgspec.structs.replace(FI, where="Odota täällä: Odotusalue B, vasemmalla")
    blocks = lay_out(msgspec.structs.replace(TICKET, texts=(invites,)))
    sizes = {block.text: block.wide for block in blocks if isinstance(block, Text)}
    assert sizes["Odota täällä:"] < sizes["Odotusalue B, vasemmalla"]


def test_what_must_be_known_of_the_paper_stands_above_the_number() -> None:
    copy = msgspec.structs.replace(FI, notice="Uusi tuloste samasta numerosta")
    texts = _texts(msgspec.structs.replace(TICKET, texts=(copy,)))
    assert texts.index(copy.notice) < texts.index("214")


def test_the_way_of_reading_goes_with_each_language() -> None:
    arabic = msgspec.structs.replace(SV, language="ar", mirrored=True)
    blocks = lay_out(msgspec.structs.replace(TICKET, texts=(arabic, FI)))
    ways = {block.text: block.mirrored for block in blocks if isinstance(block, Text)}
    assert ways[arabic.where]
    assert not ways[FI.where]


def test_the_sites_language_follows_the_customers() -> None:
    both = msgspec.structs.replace(TICKET, texts=(SV, FI))
    texts = _texts(both)
    assert texts.index(SV.where) < texts.index(SV.wait) < texts.index(FI.where) < texts.index(FI.wait)
    assert texts.count("214") == 1
    assert FI.moment in texts


def test_an_authority_stands_there_only_where_it_is_given() -> None:
    assert "Verohallinto" not in _texts(TICKET)
    named = msgspec.structs.replace(FI, authority="Verohallinto")
    assert "Verohallinto" in _texts(msgspec.structs.replace(TICKET, texts=(named,)))


def test_a_code_comes_only_with_an_address_and_says_what_it_is_for() -> None:
    assert not any(isinstance(block, Code) for block in lay_out(TICKET))
    blocks = lay_out(msgspec.structs.replace(TICKET, follow_address="https://pori.example/v/2a8f"))
    assert Code("https://pori.example/v/2a8f") in blocks
    assert any(isinstance(block, Text) and block.text == FI.follow for block in blocks)


def test_empty_texts_leave_no_empty_lines() -> None:
    bare = TicketTexts(language="fi", moment="ma", where="Aula")
    blocks = lay_out(TicketContent(site="Pori", number="1", texts=(bare,)))
    assert not any(isinstance(block, Text) and not block.text for block in blocks)
    assert not any(isinstance(block, Pointer) for block in blocks)
    assert all(type(one) is not type(other) for one, other in pairwise(blocks))


def test_a_ticket_ends_with_one_cut() -> None:
    blocks = lay_out(TICKET)
    assert [block for block in blocks if isinstance(block, Cut)] == [blocks[-1]]


@pytest.mark.parametrize("wrong", [{"number": ""}, {"texts": ()}])
def test_a_ticket_without_number_or_words_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="number"):
        lay_out(msgspec.structs.replace(TICKET, **wrong))
