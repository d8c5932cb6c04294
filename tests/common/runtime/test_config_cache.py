from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.runtime.config_cache import ConfigCache
from common.wire.site import AgentConfig, DeviceConfig, DoorConfig

CONFIG = DeviceConfig(revision=3, body=DoorConfig(place="room-5", languages=("fi", "sv")))


def test_what_was_kept_is_there_after_a_start(tmp_path: Path) -> None:
    ConfigCache(tmp_path / "state").store(CONFIG)
    assert ConfigCache(tmp_path / "state").load() == CONFIG


def test_the_last_one_kept_counts(tmp_path: Path) -> None:
    cache = ConfigCache(tmp_path)
    cache.store(CONFIG)
    later = DeviceConfig(revision=4, body=AgentConfig())
    cache.store(later)
    assert cache.load() == later
    assert [path.name for path in tmp_path.iterdir()] == ["config.json"]


def test_without_one_there_is_none(tmp_path: Path) -> None:
    assert ConfigCache(tmp_path).load() is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.integers(min_value=0, max_value=len(msgspec.json.encode(CONFIG)) - 1))
def test_a_torn_file_is_as_none(tmp_path: Path, kept: int) -> None:
    (tmp_path / "config.json").write_bytes(msgspec.json.encode(CONFIG)[:kept])
    assert ConfigCache(tmp_path).load() is None


@pytest.mark.parametrize("content", [b"\xff\xfe", b'{"v":2,"revision":1}', b"[" * 100_000, b"null"])
def test_a_file_that_cannot_be_read_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.json").write_bytes(content)
    assert ConfigCache(tmp_path).load() is None


def test_a_store_that_was_cut_off_leaves_the_one_before(tmp_path: Path) -> None:
    ConfigCache(tmp_path).store(CONFIG)
    (tmp_path / "config.new").write_bytes(b'{"v":1,"revi')
    assert ConfigCache(tmp_path).load() == CONFIG
