from pathlib import Path

import pytest

from hub.app import STORE_FILE
from hub.figures.command import EMPTY, FINE, LOG_FILE, UNUSABLE, main, usual
from hub.figures.tally import By
from hub.queue.commands import AdviserCheckIn
from hub.store.sqlite import SqliteStore
from tests.hub.figures.played import MINUTE, MONDAY, Played
from vuoro.__main__ import COMMANDS

PORI = Path(__file__).parents[3] / "sites/pori.toml"
DAYS = ("--from", "2026-11-01", "--to", "2026-11-30")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "queue.db")
    played = Played(store).open()
    for service in ("tax-personal", "tax-personal", "dvv-notary"):
        command = AdviserCheckIn(id=played.name(), staff="s", service=service, language="fi")
        played.done(command, after=70 * MINUTE)
    store.close()
    return tmp_path


def run(state: Path, *more: str) -> int:
    return main(["--site", str(PORI), "--state", str(state), *DAYS, *more])


def test_command_is_there_under_its_name() -> None:
    assert COMMANDS["figures"][0] == "hub.figures.command"


def test_log_has_the_name_that_the_hub_gives_it() -> None:
    assert LOG_FILE == STORE_FILE


def test_usual_report_tells_customers_by_authority_hour_and_day(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(state) == FINE
    said = capsys.readouterr().out
    assert said.startswith("Suomi-piste Pori · 1.11.2026–30.11.2026\n")
    for heading in ("Viranomaisittain", "Aukiolotunneittain", "Päivittäin"):
        assert f"\n{heading}\n" in said


def test_longer_reports_go_by_month_and_one_authoritys_by_its_services() -> None:
    assert usual(MONDAY, MONDAY.replace(year=2027))[-1] is By.MONTH
    assert usual(MONDAY, MONDAY, "tax")[0] is By.SERVICE


@pytest.mark.parametrize(
    ("form", "begin"), [("csv", "by,key,"), ("picture", "<svg "), ("table", "Suomi-piste")]
)
def test_each_form_can_be_written_to_a_file(
    state: Path, form: str, begin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = state / "out"
    assert run(state, "--format", form, "--out", str(out), "--language", "en") == FINE
    assert out.read_bytes().decode().startswith(begin)
    assert capsys.readouterr().out == ""


def test_log_can_be_named_itself(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = str(state / "queue.db")
    assert main(["--site", str(PORI), "--log", log, *DAYS, "--by", "authority", "--format", "csv"]) == FINE
    assert "\r\nauthority,tax,,,2,2," in capsys.readouterr().out


def test_days_without_a_visit_are_told_in_a_sentence(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = ("--from", "2025-11-01", "--to", "2025-11-02", "--language", "en")
    assert main(["--site", str(PORI), "--state", str(state), *nothing]) == EMPTY
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "The log holds no visit from 1/11/2025–2/11/2025. Check the dates.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "2026-11-02", "--to", "2026-11-01"), "Turn them round."),
        (("--authority", "nobody"), "There is no authority 'nobody'"),
        (("--from", "1.11.2026"), "argument --from"),
        (("--least", "-1"), "argument --least"),
        (("--by", "total"), "argument --by"),
    ],
)
def test_wrong_call_is_told_in_a_sentence(
    state: Path, arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(state, *arguments) == UNUSABLE
    assert sentence in capsys.readouterr().err


def test_file_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "nowhere") == UNUSABLE
    assert "There is no log" in capsys.readouterr().err
    (state / "queue.db").write_bytes(b"x" * 5000)
    (state / "queue.db-wal").unlink(missing_ok=True)
    assert run(state) == UNUSABLE
    assert "cannot be read as the hub's log" in capsys.readouterr().err
    missing = ["--site", str(tmp_path / "no.toml"), "--state", str(state), *DAYS]
    assert main(missing) == UNUSABLE
    assert "no.toml" in capsys.readouterr().err


def test_small_counts_are_left_out_on_request(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(state, "--least", "5", "--by", "authority", "--format", "csv") == FINE
    assert "\r\nauthority,tax,,,,," in capsys.readouterr().out
