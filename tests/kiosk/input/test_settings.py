import re
import tomllib
from pathlib import Path

import pytest

from common.runtime.settings import SettingsError, convert
from kiosk.box import KioskBox
from kiosk.input.keys import TYPED, USAGES, name_of
from kiosk.input.settings import KEYPAD_ABSENT, Command, KeypadSettings


def test_the_usual_keys_need_no_settings() -> None:
    commands = convert({}, KeypadSettings).commands()
    assert commands[USAGES["up"]] is Command.UP
    assert commands[USAGES["f16"]] is Command.HEADSET_OUT
    assert set(commands.values()) == set(Command)
    assert KeypadSettings().typing_keys() == ()


def test_a_pad_with_other_keys_is_told_by_their_names() -> None:
    settings = convert({"select": ["f21"], "back": ["f22", "f23"], "sound": []}, KeypadSettings)
    commands = settings.commands()
    assert commands[USAGES["f21"]] is Command.SELECT
    assert commands[USAGES["f23"]] is Command.BACK
    assert Command.SOUND not in commands.values()
    assert USAGES["enter"] not in commands


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"up": ["Page Up"]}, 'did you mean "page-up"'),
        ({"select": ["f99"]}, 'names "f99", which is no key'),
        ({"back": ["up"]}, 'the key "up" stands in `up` and in `back`'),
        ({"path": "by-id/pad"}, "must be a whole path"),
        ({"select": "enter"}, "a list of at most 8 names of keys"),
    ],
)
def test_a_wrong_key_is_told_with_what_was_meant(table: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError) as error:
        convert(table, KeypadSettings)
    assert told in str(error.value)


def test_keys_that_a_scanner_types_too_are_told() -> None:
    assert KeypadSettings(select=("5",), up=("keypad-8",)).typing_keys() == ("keypad-8", "5")


def test_a_scanner_that_types_and_a_keypad_that_does_are_not_taken_together() -> None:
    box: dict[str, object] = {
        "box": {"site": "pori", "id": "kiosk-1", "state": "/var/lib/vuoro"},
        "brokers": {"site": {"host": "192.0.2.10"}},
        "panel": {"width_mm": 194, "height_mm": 345, "width_px": 1080, "height_px": 1920},
        "keypad": {"select": ["5", "enter"]},
    }
    assert convert({**box, "scanner": {"kind": "absent"}}, KioskBox).keypad.typing_keys() == ("5",)
    with pytest.raises(SettingsError, match="the scanner types the keys 5 of `\\[keypad\\]` too"):
        convert({**box, "scanner": {"kind": "keyboard"}}, KioskBox)


def test_a_keypad_that_is_looked_for_is_missed(tmp_path: Path) -> None:
    settings = KeypadSettings(path=f"{tmp_path}/usb-*-event-kbd")
    assert settings.fault == KEYPAD_ABSENT
    (tmp_path / "usb-Pad-event-kbd").touch()
    assert settings.fault is None
    assert KeypadSettings().fault is None


def test_the_keys_of_the_document_are_the_usual_ones() -> None:
    text = (Path(__file__).parents[3] / "docs" / "box-file.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(\[keypad\]\n.*?)```", text, re.DOTALL)
    told = convert(tomllib.loads(block)["keypad"], KeypadSettings)
    assert told.commands() == KeypadSettings().commands()


def test_names_and_usages_are_one_to_one() -> None:
    assert len(set(USAGES.values())) == len(USAGES)
    assert all(name_of(usage) == name for name, usage in USAGES.items())
    assert name_of(250) == "key 250"
    assert set(TYPED) <= set(USAGES.values())
