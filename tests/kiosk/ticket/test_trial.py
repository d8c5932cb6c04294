"""The trial that staff print: each language of the kiosk, and how the printer is."""

import msgspec
import pytest

from common.screen.languages.messages import load_languages
from kiosk.printer.port import Condition, PrinterState
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.layout import Code, Cut, Figures, Text
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.trial import state_words, trial_blocks
from tests.kiosk.house import NOW, SITE

LANGUAGES = load_languages()
READY = PrinterState(Condition.READY)


def _texts(state: PrinterState | None = READY) -> list[str]:
    blocks = trial_blocks("kiosk-1", SITE, LANGUAGES, NOW, state)
    return [block.text.replace("\u00a0", " ") for block in blocks if isinstance(block, Text)]


def test_it_says_where_and_when_it_was_printed_and_how_the_printer_is() -> None:
    title, where, when, how, *_ = _texts()
    assert title == "Koetuloste"
    assert where == "Suomi-piste Pori · kiosk-1"
    assert when == "ma 23.11.2026 klo 10.24"
    assert how == "Tulostin: kunnossa"


def test_it_has_a_line_of_each_language_and_every_figure() -> None:
    lines = [text for text in _texts() if " · " in text]
    assert [line.split(" · ")[0] for line in lines[1:]] == ["Suomi", "Svenska", "English"]
    blocks = trial_blocks("kiosk-1", SITE, LANGUAGES, NOW, None)
    assert [sorted(block.text) for block in blocks if isinstance(block, Figures)] == [sorted("0123456789")]
    assert any(isinstance(block, Code) for block in blocks)
    assert isinstance(blocks[-1], Cut)


def test_what_nobody_knows_of_the_printer_is_left_out() -> None:
    assert not any(text.startswith("Tulostin") for text in _texts(None))


@pytest.mark.parametrize("language", LANGUAGES.codes)
@pytest.mark.parametrize("condition", Condition)
def test_each_state_of_a_printer_has_its_words(condition: Condition, language: str) -> None:
    assert state_words(LANGUAGES.get(language), PrinterState(condition))


def test_paper_near_its_end_is_said_while_it_prints() -> None:
    low = PrinterState(Condition.READY, paper_near_end=True)
    assert state_words(LANGUAGES.get("fi"), low) == "Tulostin: paperi loppuu pian"


@pytest.mark.parametrize("dots", [576, 384])
def test_every_language_there_is_comes_out(dots: int) -> None:
    everywhere = msgspec.structs.replace(SITE.config, languages=LANGUAGES.codes)
    site = type(SITE)(SITE.catalogue, everywhere, SITE.zone)
    blocks = trial_blocks("kiosk-1", site, LANGUAGES, NOW, READY)
    assert TicketEncoder(TicketPaper(dots), debian_fonts()).encode(blocks)
