import os
from pathlib import Path

import pytest

from common.runtime.durable_file import replace_file


def test_file_and_folder_are_made_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "state" / "config.json"
    replace_file(path, b"a long first content")
    replace_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert [one.name for one in path.parent.iterdir()] == ["config.json"]


def test_content_and_name_are_on_the_disk_when_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "timezone"
    synced: list[tuple[str, bool]] = []
    real = os.fsync

    def fsync(number: int) -> None:
        synced.append((str(Path(f"/proc/self/fd/{number}").readlink()), path.exists()))
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(path, b"Europe/Helsinki")
    assert synced == [(str(path.with_suffix(".new")), False), (str(tmp_path), True)]


def test_old_content_stays_where_the_new_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    replace_file(path, b"old")
    path.with_suffix(".new").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
