from pathlib import Path

import pytest

from common.runtime.settings import SettingsError, load
from hub.box import HubBox


def _box(folder: Path, *lines: str) -> HubBox:
    path = folder / "box.toml"
    text = "\n".join(("[box]", 'site = "mallila"', 'id = "hub"', f'state = "{folder}"', "[console]", *lines))
    path.write_text(text, encoding="utf-8")
    return load(path, HubBox)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.7", "hub.example"])  # noqa: S104 the very case
def test_console_that_others_reach_without_tls_is_refused_in_one_sentence(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match=r"without TLS.*plain_http = true") as refused:
        _box(tmp_path, f'host = "{host}"')
    assert len(refused.value.mistakes) == 1


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ('host = "::1"',),
        ('host = "localhost"',),
        ('host = "127.0.0.2"', 'address = "http://127.0.0.2:8080"'),
        ('host = "0.0.0.0"', 'certificate = "c.pem"', 'key = "k.pem"'),
        ('host = "0.0.0.0"', 'address = "https://vuoro.example"'),
        ('host = "0.0.0.0"', "plain_http = true"),
    ],
)
def test_console_of_one_machine_or_under_tls_or_meant_so_is_taken(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    assert _box(tmp_path, *lines).console.port == 8080


def test_plain_address_does_not_make_a_plain_console_safe(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="without TLS"):
        _box(tmp_path, 'host = "0.0.0.0"', 'address = "http://vuoro.example"')
