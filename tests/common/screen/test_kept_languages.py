"""Catalogues that are kept: the same as those in the files, whatever lies in the folder."""

from pathlib import Path

import pytest

from common.screen.languages.catalogue import CatalogueError, read_catalogue
from common.screen.languages.kept import KeptCatalogues
from common.screen.languages.messages import BUILT_IN, load_languages

FI = BUILT_IN / "fi.toml"


def only_file(folder: Path) -> Path:
    (kept,) = folder.iterdir()
    return kept


def test_what_is_kept_is_what_the_file_says(tmp_path: Path) -> None:
    kept = KeptCatalogues(tmp_path / "kept")
    assert [kept.read(FI), kept.read(FI)] == [read_catalogue(FI)] * 2
    written = only_file(tmp_path / "kept").stat()
    assert KeptCatalogues(tmp_path / "kept").read(FI) == read_catalogue(FI)
    assert only_file(tmp_path / "kept").stat() == written


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    copy = tmp_path / "fi.toml"
    copy.write_text(FI.read_text(encoding="utf-8"), encoding="utf-8")
    kept = KeptCatalogues(tmp_path / "kept")
    assert kept.read(copy).texts["kiosk.rest.welcome"] == "Tervetuloa"
    copy.write_text(FI.read_text(encoding="utf-8").replace('"Tervetuloa"', '"Päivää"'), encoding="utf-8")
    assert kept.read(copy).texts["kiosk.rest.welcome"] == "Päivää"


@pytest.mark.parametrize("rubbish", [b"", b"\xc1", b"\x92\xa1", b"\xff" * 5000])
def test_what_a_power_cut_left_is_not_believed(tmp_path: Path, rubbish: bytes) -> None:
    kept = KeptCatalogues(tmp_path)
    whole = kept.read(FI)
    only_file(tmp_path).write_bytes(rubbish)
    assert kept.read(FI) == whole
    only_file(tmp_path).write_bytes(only_file(tmp_path).read_bytes()[:-9])
    assert kept.read(FI) == whole


def test_without_a_folder_to_write_in_files_are_read_as_ever(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert KeptCatalogues(tmp_path / "kept").read(FI) == read_catalogue(FI)


def test_a_damaged_file_is_told_and_not_kept(tmp_path: Path) -> None:
    (tmp_path / "fi.toml").write_text("[language]\n", encoding="utf-8")
    with pytest.raises(CatalogueError):
        KeptCatalogues(tmp_path / "kept").read(tmp_path / "fi.toml")
    assert not (tmp_path / "kept").exists()


def test_languages_speak_from_what_is_kept(tmp_path: Path) -> None:
    for _ in range(2):
        languages = load_languages(read=KeptCatalogues(tmp_path).read)
        assert languages.get("sv").text("kiosk.rest.welcome") == "Välkommen"
