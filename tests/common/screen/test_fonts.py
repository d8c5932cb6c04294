from pathlib import Path

import pytest

from common.screen.fontfile import FontUnreadableError, read_font
from common.screen.fonts import FONT_FOLDERS, FontSet, FontsMissingError, find_fonts
from common.screen.languages.catalogue import read_catalogue
from common.screen.languages.messages import BUILT_IN
from common.screen.theme import Weight

CATALOGUES = sorted(BUILT_IN.glob("*.toml"))


@pytest.mark.parametrize("folder", FONT_FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_letter_of_every_language_is_in_either_family(folder: Path, path: Path) -> None:
    read_catalogue(path)
    assert find_fonts([folder]).missing(path.read_text(encoding="utf-8")) == frozenset()


def test_letters_of_the_languages_to_come_are_in_both_families() -> None:
    letters = "ŽžÕõŠšŊŋŦŧĐđČčÁá Ґґ Єє Її Щщ Ьь Ыы ǥ ǩ ǯ" + "–…·’”«»"
    for folder in FONT_FOLDERS:
        assert find_fonts([folder]).missing(letters) == frozenset()


def test_a_letter_that_a_font_lacks_is_told(screen_fonts: FontSet) -> None:
    assert screen_fonts.missing("a漢b") == {"漢"}


def test_capitals_of_inter_are_as_high_as_its_makers_say(screen_fonts: FontSet) -> None:
    assert screen_fonts.family == "Inter"
    assert screen_fonts.face(Weight.BOLD).capital_ratio == pytest.approx(0.727, abs=0.001)


def test_without_fonts_the_message_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError, match="fonts-inter"):
        find_fonts([tmp_path])


def test_a_damaged_font_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Inter-Bold.otf"
    path.write_bytes(b"OTTO\x00\x02" + b"\x00" * 30)
    with pytest.raises(FontUnreadableError, match=r"Inter-Bold\.otf"):
        read_font(path)
