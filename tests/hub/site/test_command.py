import json
import subprocess
import sys
from pathlib import Path

import pytest

from hub.site.command import main

ROOT = Path(__file__).parents[3]
GOOD = str(Path(__file__).parent / "good.toml")
BROKEN = str(Path(__file__).parent / "broken" / "keys.toml")


def test_a_fine_site_is_told_in_a_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([GOOD]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{GOOD}: fine"
    assert told[1:] == [
        "  Palvelupiste Mallila (mallila), open Mo-Fr 08:00-16:15; PH off, Europe/Helsinki",
        "  2 authorities with 2 services (tax 1, land-survey 1)",
        "  1 room, 1 desk; 1 zone to wait in",
        "  1 kiosk, 1 wall",
        "  numbers 100–999, sequential; a kiosk holds 3 and 50 for cuts",
        "  numbers of a kiosk's own letter, for a whole day cut off: K at kiosk-1",
        "  kiosk in fi sv en; signs in fi sv",
        "  no alarm points",
        "  ticket and voice name no authority; 2 staff roles: adviser, manager",
    ]


def test_how_services_are_found_and_what_kiosks_ask_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = '{ fi = "Muutto", sv = "Flytt", en = "Moving" }'
    words = 'words = { fi = ["palkka", "veroprosentti"], sv = ["lön"], en = ["salary"] }'
    text = Path(GOOD).read_text()
    text = text.replace('en = "Tax cards" } }', f'en = "Tax cards" }}, {words} }}')
    text = text.replace('kind = "kiosk",', 'kind = "kiosk", offers = "numbers",')
    text += f'[situations]\nmoving = {{ names = {names}, services = ["land-extracts"] }}\n'
    text += '[kiosk]\nparty_most = 6\nshows_way = true\nfollow = "https://turns.example/{ticket}"\n'
    (tmp_path / "site.toml").write_text(text)
    assert main([str(tmp_path / "site.toml")]) == 0
    told = {line.strip() for line in capsys.readouterr().out.splitlines()}
    assert told >= {
        "search at a kiosk: 1 of 2 services by 4 words, and 1 situation of life",
        "kiosks ask for parties of up to 6 and help to the room",
        "kiosk-1 for numbers alone",
        "a turn is followed at https://turns.example/{ticket}",
    }


def test_a_wrong_site_is_told_with_each_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([BROKEN, GOOD]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{BROKEN}: 11 mistakes, 1 warning"
    assert "  mistake: timezome: is not a known key (did you mean timezone?)" in told
    assert f"{GOOD}: fine" in told


def test_a_call_that_cannot_be_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["--unknown", GOOD]) == 2
    assert main([str(tmp_path / "none.toml"), GOOD]) == 2
    assert "none.toml: the file: cannot be read: No such file or directory" in capsys.readouterr().err


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "check-site" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("site", "lines"),
    [
        (
            "pori",
            {
                (
                    "12 rooms, 5 desks, 2 safety rooms, 1 pop-up desk; 2 zones to wait in;"
                    " presence is sensed in 14"
                ),
                "19 alarm points; second way: guard's broker 19",
            },
        ),
        ("porvoo", {"numbers 100–199, sequential", "6 alarm points; second way: relay 6"}),
        (
            "lintulahdenkuja",
            {
                "30 desks, 2 pop-up desks; 2 zones to wait in",
                "kiosk in fi sv en, one tap further ru uk et se ar; signs in fi sv en ru",
            },
        ),
    ],
)
def test_the_example_sites_are_fine(site: str, lines: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ROOT / "sites" / f"{site}.toml")]) == 0
    told = {line.strip() for line in capsys.readouterr().out.splitlines()}
    assert lines <= told


def test_a_check_loads_nothing_of_the_hub_but_the_site(tmp_path: Path) -> None:
    """What is not loaded takes no time: a cold check takes a quarter of a second."""
    script = tmp_path / "check.py"
    script.write_text(
        "import json, sys\n"
        "from vuoro.__main__ import main\n"
        f"code = main(['check-site', {GOOD!r}])\n"
        "print(json.dumps([code, sorted(sys.modules)]))\n"
    )
    done = subprocess.run(
        [sys.executable, script], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    heavy = {"kivy", "paho.mqtt", "starlette", "uvicorn", "sqlite3", "hub.store", "hub.queue", "hub.console"}
    assert not heavy & set(modules)
