import threading
from pathlib import Path

import pytest

from common.screen import other_fonts
from common.screen.charmap import read_charmap
from common.screen.fontfile import FontFile, FontUnreadableError, read_font
from common.screen.fonts import FONT_FOLDERS, FontSet, FontsMissingError, find_fonts
from common.screen.languages.catalogue import read_catalogue
from common.screen.languages.messages import BUILT_IN
from common.screen.other_fonts import OtherFonts, capital_of
from common.screen.text.scripts import script_of
from common.screen.theme import Weight

CATALOGUES = sorted(BUILT_IN.glob("*.toml"))
NOTO = Path("/usr/share/fonts/truetype/noto")
IN_THE_FAMILY = [path for path in CATALOGUES if path.stem != "ar"]


@pytest.mark.parametrize("folder", FONT_FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_letter_of_every_language_can_be_drawn(folder: Path, path: Path) -> None:
    read_catalogue(path)
    assert find_fonts([folder]).missing(path.read_text(encoding="utf-8")) == frozenset()


@pytest.mark.parametrize("folder", FONT_FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("path", IN_THE_FAMILY, ids=lambda path: path.stem)
def test_most_languages_need_no_other_font(folder: Path, path: Path) -> None:
    assert find_fonts([folder]).lacks(path.read_text(encoding="utf-8")) == frozenset()


def test_letters_of_the_languages_to_come_are_in_both_families() -> None:
    letters = "ŽžÕõŠšŊŋŦŧĐđČčÁá Ґґ Єє Її Щщ Ьь Ыы ǥ ǩ ǯ" + "–…·’”«»"
    for folder in FONT_FOLDERS:
        assert find_fonts([folder]).lacks(letters) == frozenset()


def test_a_letter_that_no_font_has_is_told(screen_fonts: FontSet) -> None:
    assert screen_fonts.missing("a\u0378b") == {"\u0378"}
    assert screen_fonts.face_for("\u0378", Weight.BOLD) is None


def test_signs_that_leave_no_mark_need_no_glyph(screen_fonts: FontSet) -> None:
    assert screen_fonts.missing("a\u00adb\u200f\u2067 \u2069\u00a0\n") == frozenset()


@pytest.mark.parametrize("letter", ["ب", "ק", "ก", "አ", "ა"])
def test_other_scripts_are_found_by_name_in_each_weight(screen_fonts: FontSet, letter: str) -> None:
    regular, bold = (screen_fonts.face_for(letter, weight) for weight in (Weight.REGULAR, Weight.BOLD))
    assert regular is not None
    assert bold is not None
    assert (regular.path.stem.endswith("-Regular"), bold.path.stem.endswith("-Bold")) == (True, True)
    assert screen_fonts.missing(letter) == frozenset()


def test_a_site_brings_a_font_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Ours-Regular.ttf").symlink_to(NOTO / "NotoSansArabic-Regular.ttf")
    others = OtherFonts([tmp_path])
    found = others.find("ب", Weight.BOLD)
    assert found is not None
    assert found.path.name == "Ours-Regular.ttf"  # it came without a bold one
    assert others.find("አ", Weight.BOLD) is None


def test_a_damaged_font_among_the_others_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "NotoSansArabic-Regular.ttf").write_bytes(b"\x00\x01\x00\x00\x00\x02" + b"\x00" * 30)
    (tmp_path / "Ours-Regular.ttf").symlink_to(NOTO / "NotoSansArabic-Regular.ttf")
    found = OtherFonts([tmp_path]).find("ب", Weight.REGULAR)
    assert found is not None
    assert found.path.name == "Ours-Regular.ttf"
    assert "NotoSansArabic-Regular.ttf" in caplog.text


def test_letters_of_two_fonts_look_equally_large(screen_fonts: FontSet) -> None:
    for letter, capital in (("አ", 0.714), ("\u0627", 0.632)):
        font = screen_fonts.face_for(letter, Weight.REGULAR)
        assert font is not None
        assert capital_of(font, script_of(letter)) == pytest.approx(capital, abs=0.001)


def test_capitals_of_inter_are_as_high_as_its_makers_say(screen_fonts: FontSet) -> None:
    assert screen_fonts.family == "Inter"
    assert screen_fonts.face(Weight.BOLD).capital_ratio == pytest.approx(0.727, abs=0.001)


def test_the_height_of_a_letter_is_read_where_the_font_tells_it(screen_fonts: FontSet) -> None:
    noto = read_font(NOTO / "NotoSans-Regular.ttf")
    assert noto.height_ratio("H") == pytest.approx(noto.capital_ratio, abs=0.001)
    assert screen_fonts.face(Weight.BOLD).height_ratio("H") is None  # outlines of another kind


def test_without_fonts_the_message_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError, match="fonts-inter"):
        find_fonts([tmp_path])


def test_a_damaged_font_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Inter-Bold.otf"
    path.write_bytes(b"OTTO\x00\x02" + b"\x00" * 30)
    with pytest.raises(FontUnreadableError, match=r"Inter-Bold\.otf"):
        read_font(path)


def test_a_font_that_breaks_off_in_its_table_of_letters_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Inter-Bold.otf"
    whole = (FONT_FOLDERS[0] / "Inter-Bold.otf").read_bytes()
    found = read_font(FONT_FOLDERS[0] / "Inter-Bold.otf")
    assert found.has("a")
    path.write_bytes(whole[:4096])
    with pytest.raises(FontUnreadableError, match=r"Inter-Bold\.otf"):
        read_font(path).has("a")


def test_both_formats_of_the_table_of_letters_say_the_same() -> None:
    plain = read_font(NOTO / "NotoSans-Regular.ttf")
    letters = [chr(code) for code in range(0x20, 0x2C00)]
    narrow = bytes.fromhex("0000 0001 0003 0001 0000000c") + _format_4(
        [ord(x) for x in letters if plain.has(x)]
    )
    lookup = read_charmap(narrow)
    assert [bool(lookup(ord(letter))) for letter in letters] == [plain.has(letter) for letter in letters]
    assert lookup(0x1F600) == 0


def _format_4(codes: list[int]) -> bytes:
    """A table with one segment for each code, as a font with few letters has."""
    ends = [*codes, 0xFFFF]

    def words(numbers: list[int]) -> bytes:
        return b"".join((number & 0xFFFF).to_bytes(2, "big") for number in numbers)

    deltas = words([index + 1 - code for index, code in enumerate(ends)])
    body = words(ends) + words([0]) + words(ends) + deltas + words([0] * len(ends))
    return words([4, (14 + len(body)) & 0xFFFF, 0, 2 * len(ends), 0, 0, 0]) + body


def test_of_a_collection_the_first_face_is_read(tmp_path: Path) -> None:
    font = (NOTO / "NotoSans-Regular.ttf").read_bytes()
    count = int.from_bytes(font[4:6], "big")
    head = bytearray(b"ttcf" + bytes.fromhex("00010000 00000001 00000010") + font[: 12 + 16 * count])
    for place in range(16 + 12 + 8, len(head), 16):  # tables are told from the beginning of the file
        moved = int.from_bytes(head[place : place + 4], "big") + 16
        head[place : place + 4] = moved.to_bytes(4, "big")
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(bytes(head) + font[12 + 16 * count :])
    found = OtherFonts([tmp_path]).find("Ж", Weight.REGULAR)
    assert found is not None
    assert found.path.name == "NotoSansCJK-Regular.ttc"
    assert found.capital_ratio == pytest.approx(0.714)
    assert found.height_ratio("H") == pytest.approx(0.714, abs=0.001)


def test_a_font_that_one_thread_is_opening_is_not_left_out_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opening, go_on = threading.Event(), threading.Event()

    def read_slowly(path: Path) -> FontFile:
        opening.set()
        assert go_on.wait(10)
        return read_font(path)

    monkeypatch.setattr(other_fonts, "read_font", read_slowly)
    others = OtherFonts()
    found: dict[str, FontFile | None] = {}

    def look(letter: str) -> None:
        found[letter] = others.find(letter, Weight.REGULAR)

    threads = [threading.Thread(target=look, args=(letter,)) for letter in "مي"]
    threads[0].start()
    assert opening.wait(10)
    threads[1].start()
    threads[1].join(0.2)  # it may look at what the first has only begun
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert found["ي"] is found["م"] is not None
