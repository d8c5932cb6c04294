from pathlib import Path

import pytest

from common.runtime.clock import SystemClock, boot_id
from hub.accounts.account import Account, Invitation
from hub.accounts.database import open_staff_file
from hub.accounts.register import Register
from hub.invite import main
from tests.hub.hub_process import SITE


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "box.toml"
    path.write_text(
        f'[box]\nsite = "mallila"\nid = "hub"\nstate = "{tmp_path / "state"}"\n'
        '[console]\naddress = "https://vuoro.example"\n'
    )
    return path


def _found(folder: Path, link: str) -> Invitation | None:
    database = open_staff_file(folder, boot_id())
    try:
        return Register(database, SystemClock(), boot_id()).invitation(link.rsplit("/", 1)[1])
    finally:
        database.close()


def test_link_is_printed_alone_and_is_good(
    box: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--box", str(box), "--site", str(SITE), "--role", "expert", "--authority", "tax"]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("https://vuoro.example/join/")
    assert _found(tmp_path / "state", printed.strip()) == Invitation(role="expert", authorities=("tax",))


def test_unknown_role_and_authority_are_named_with_those_there_are(
    box: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--box", str(box), "--site", str(SITE), "--role", "boss"]) == 2
    assert "expert" in capsys.readouterr().err
    words = ["--box", str(box), "--site", str(SITE), "--role", "expert", "--authority", "vero"]
    assert main(words) == 2
    assert "land-survey" in capsys.readouterr().err


def test_account_whose_password_was_forgotten_gets_a_link(
    box: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_staff_file(tmp_path / "state", boot_id())
    register = Register(database, SystemClock(), boot_id())
    account = register.accept(register.invite(Invitation(role="guard")), "Liisa", "hash")
    database.close()
    assert isinstance(account, Account)
    assert main(["--box", str(box), "--account", "liisa"]) == 0
    found = _found(tmp_path / "state", capsys.readouterr().out.strip())
    assert found is not None
    assert found.account == account.id
    assert main(["--box", str(box), "--account", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_box_file_that_is_wrong_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--box", str(tmp_path / "none.toml"), "--role", "guard"]) == 2
    assert "none.toml" in capsys.readouterr().err
