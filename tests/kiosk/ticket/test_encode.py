"""Tickets as a printer prints them: letters right, numbers read back by an independent program."""

import subprocess
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageOps

from common.screen.theme import Weight
from kiosk.printer.network import NetworkLine
from kiosk.printer.port import Outcome, PrintJob
from kiosk.printer.pos import Limits, PosPrinter
from kiosk.printer.settings import Confirm
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.layout import Figures, Text, TicketContent, TicketTexts, lay_out
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.picture import Fonts, UnprintableTextError, debian_fonts, draw_text
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.printer.strip import Piece

FI = TicketTexts(
    language="fi",
    moment="ma 23.11.2026 klo 10.24",
    where="Odotusalue B, vasemmalla",
    wait="Edessäsi 6 · noin 15\u201325 min",
    instructions=("Kun numerosi näkyy näytöllä, mene sen vieressä olevaan paikkaan. Öljyä, Åbo, ÅÄÖ.",),
    follow="Seuraa vuoroasi puhelimella",
)
SV = TicketTexts(
    language="sv",
    moment="må 23.11.2026 kl. 10.24",
    where="Väntområde B, till vänster",
    wait="Före dig 6 · cirka 15\u201325 min",
    instructions=("När ditt nummer visas på skärmen, gå till platsen bredvid numret.",),
    follow="Följ din tur på telefonen",
)
EN = TicketTexts(
    language="en",
    moment="Mon 23 Nov 2026, 10.24",
    where="Waiting area B, on the left",
    wait="6 ahead of you · about 15\u201325 min",
    instructions=("When your number is on the screen, go to the place beside it.",),
    follow="Follow your turn on your phone",
)
SE = msgspec.structs.replace(FI, language="se", where="Vuordinsadji B, gurutbealde", wait="Čájet đŋŧž 6")
AR = msgspec.structs.replace(FI, language="ar", where="منطقة الانتظار B، على اليسار", mirrored=True)
ADDRESS = "https://pori.example/v/2a8f91c3"


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return debian_fonts()


@pytest.fixture(scope="module")
def encoder(fonts: Fonts) -> TicketEncoder:
    return TicketEncoder(TicketPaper(576), fonts)


def _ticket(*texts: TicketTexts, number: str = "214", address: str = "") -> TicketContent:
    return TicketContent(
        site="Suomi-piste Pori", number=number, texts=texts, direction="left", follow_address=address
    )


def _print(data: bytes, folder: Path, dots: int = 576) -> Piece:
    model = Model(dots=dots, mm_per_s=float("inf"))
    with SimulatedPrinter.over_tcp(folder, model=model) as simulated:
        printer = PosPrinter(NetworkLine("127.0.0.1", int(simulated.where)), Confirm.AUTO, Limits())
        assert printer.print(PrintJob(data, "1")).outcome is Outcome.PRINTED
        (piece,) = simulated.tickets()
        return piece


def _read(picture: Path) -> list[str]:
    """Read words as printed and at a quarter, since tesseract takes figures of 20 mm for a drawing."""
    words: list[str] = []
    for scale in (1, 0.25):
        with Image.open(picture) as ticket:
            scaled = ImageOps.expand(ImageOps.scale(ticket.convert("L"), scale), border=20, fill=255)
        at_scale = picture.with_name("scaled.png")
        scaled.save(at_scale)
        command = ["tesseract", str(at_scale), "-", "--psm", "11", "-l", "fin"]
        found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30)
        words += found.stdout.split()
    return words


@pytest.mark.parametrize("dots", [576, 384])
@pytest.mark.parametrize("texts", [(FI,), (SV, FI), (EN, FI)], ids=["fi", "sv", "en"])
def test_every_letter_is_printed_right(
    texts: tuple[TicketTexts, ...], dots: int, fonts: Fonts, tmp_path: Path
) -> None:
    encoder = TicketEncoder(TicketPaper(dots), fonts)
    piece = _print(encoder.encode(lay_out(_ticket(*texts))), tmp_path, dots)
    printed = piece.text.replace("\n", " ")
    for own in texts:
        for text in (own.where, own.wait, *own.instructions):
            # A middle dot at the end of a line is said by the line's end.
            assert text.replace(" · ", " ") in printed.replace(" · ", " ")
    assert texts[0].moment in printed
    assert "?" not in printed


@pytest.mark.parametrize(("number", "texts"), [("214", (FI,)), ("587", (SV, FI)), ("903", (EN, FI))])
def test_number_and_time_are_read_back_from_the_paper(
    number: str, texts: tuple[TicketTexts, ...], encoder: TicketEncoder, tmp_path: Path
) -> None:
    piece = _print(encoder.encode(lay_out(_ticket(*texts, number=number))), tmp_path)
    words = _read(piece.picture)
    assert number in words
    assert "10.24" in words


def test_the_number_of_printers_own_letters_is_read_back(fonts: Fonts, tmp_path: Path) -> None:
    encoder = TicketEncoder(TicketPaper(576, draw_figures=False), fonts)
    data = encoder.encode(lay_out(_ticket(FI)))
    assert len(data) < 1_000  # 9600 baud: under a second, most of it the arrow and the rule
    piece = _print(data, tmp_path)
    assert "214" in piece.text.splitlines()
    assert "214" in _read(piece.picture)


def test_without_any_font_the_printers_own_letters_carry_the_ticket(tmp_path: Path) -> None:
    encoder = TicketEncoder(TicketPaper(576), Fonts(None))
    piece = _print(encoder.encode(lay_out(_ticket(FI))), tmp_path)
    assert "214" in piece.text.splitlines()


def test_the_code_is_read_back_from_the_paper(encoder: TicketEncoder, tmp_path: Path) -> None:
    piece = _print(encoder.encode(lay_out(_ticket(FI, address=ADDRESS))), tmp_path)
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(piece.picture)],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert found.stdout.strip() == ADDRESS


@pytest.mark.parametrize("number", ["1", "214", "9999", "A1204"])
def test_a_ticket_of_own_letters_stays_small(number: str, encoder: TicketEncoder) -> None:
    assert len(encoder.encode(lay_out(_ticket(SV, FI, number=number, address=ADDRESS)))) < 4_500


def test_only_what_the_printer_lacks_is_an_image(encoder: TicketEncoder, tmp_path: Path) -> None:
    piece = _print(encoder.encode(lay_out(_ticket(SE, FI))), tmp_path)
    assert SE.wait not in piece.text
    assert piece.text.splitlines().count(FI.moment) == 1
    assert "Vuordinsadji" in piece.text
    images = [line for line in piece.text.splitlines() if line.startswith("[image")]
    assert len(images) == 5  # the number, the arrow, one line with Sámi letters, two rules


def test_arabic_is_drawn_and_its_time_read_back(encoder: TicketEncoder, tmp_path: Path) -> None:
    piece = _print(encoder.encode(lay_out(_ticket(AR))), tmp_path)
    assert "10.24" in _read(piece.picture)
    assert "?" not in piece.text


@pytest.mark.parametrize(
    "text",
    [
        "أهلاً Väestötietovirasto Åbo 15\u201325",  # letters that no Arabic font has
        "ሰላም B 6 · 15\u201325",
        "คิวของคุณ 214 ที่ Väntområde",
        "המתינו כאן: אזור B",
        "გთხოვთ დაელოდოთ 6",
    ],
    ids=["arabic", "amharic", "thai", "hebrew", "georgian"],
)
def test_a_language_that_a_site_adds_is_drawn_with_every_letter(text: str, encoder: TicketEncoder) -> None:
    assert encoder.encode((Text(text, high=2, mirrored=True),))


def test_figures_run_the_same_way_in_arabic(fonts: Fonts) -> None:
    _, runs = fonts.runs("حوالي 15\u201325 دقيقة", Weight.REGULAR, mirrored=True)
    assert [run.text.strip() for run in runs if run.text.strip()[:1].isdigit()] == ["15\u201325"]
    assert runs[-1].text.strip() == "حوالي"


def test_a_name_alone_on_its_line_keeps_its_comma_on_the_side_of_its_sentence(fonts: Fonts) -> None:
    def ink_at_the_left(text: str, *, mirrored: bool) -> int:
        line = draw_text(text, fonts, width=330, height=58, bold=True, mirrored=mirrored)[0]
        rows = (line.data[n : n + line.width_bytes] for n in range(0, len(line.data), line.width_bytes))
        return sum(row[0].bit_count() for row in rows)

    # A comma has less ink than the capital O.
    arabic = ink_at_the_left("Odotusalue B, على اليسار", mirrored=True)
    assert 0 < arabic < ink_at_the_left("Odotusalue B, vasemmalla", mirrored=False)


def test_no_line_cuts_its_tallest_letters(fonts: Fonts) -> None:
    (line,) = draw_text("Ǻ قِّ ấ", fonts, width=500, height=20, bold=False)
    rows = [line.data[n : n + line.width_bytes] for n in range(0, len(line.data), line.width_bytes)]
    assert line.height > 20
    assert not any(rows[0])
    assert not any(rows[-1])


def test_cyrillic_is_own_text_only_where_the_printer_is_trusted_with_it(fonts: Fonts) -> None:
    trusted = TicketPaper(576, profile="TM-T20II", code_pages=("CP437", "CP1252", "CP866"))
    assert TicketEncoder(trusted, fonts).own_page("Привет") == ("CP866", "Привет")
    assert TicketEncoder(TicketPaper(576), fonts).own_page("Привет") is None


def test_a_finer_mark_may_become_a_plain_one_but_a_letter_never(fonts: Fonts) -> None:
    plain = TicketEncoder(TicketPaper(576, code_pages=("CP437",)), fonts)
    assert plain.own_page("15\u201325\u00a0min") == ("CP437", "15-25 min")
    assert plain.own_page("a\u0308iti") == ("CP437", "äiti")
    assert plain.own_page("Šárká") is None


def test_a_letter_that_no_font_has_is_refused_with_its_text(encoder: TicketEncoder) -> None:
    with pytest.raises(UnprintableTextError) as refused:
        encoder.encode((Text("numero \U0010fffd"),))
    assert refused.value.text == "numero \U0010fffd"


def test_a_picture_never_spells_a_real_time_command(encoder: TicketEncoder) -> None:
    for number in range(1, 1000, 7):
        data = encoder.encode((Figures(str(number)),))
        assert not any(bad in data for bad in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def test_an_unknown_profile_is_refused(fonts: Fonts) -> None:
    with pytest.raises(ValueError, match="TM-T1000"):
        TicketEncoder(TicketPaper(576, profile="TM-T1000"), fonts)


def test_a_printer_that_starts_in_two_byte_letters_is_taken_out_of_them(fonts: Fonts) -> None:
    data = TicketEncoder(TicketPaper(576, leave_two_byte_mode=True), fonts).encode(lay_out(_ticket(FI)))
    assert data.startswith(b"\x1b\x40\x1c\x2e")
