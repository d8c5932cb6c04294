"""A played day says so when the queue refuses, forgets, or does something twice: each kind in turn."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from hub.engine import Engine
from hub.queue.answers import Answer, Code, Refusal
from hub.queue.commands import (
    AdviserCheckIn,
    AnyCommand,
    CallNext,
    CheckIn,
    Command,
    HearRival,
    Start,
    StrikeOff,
)
from hub.queue.stamps import Now
from simulator.day import command as simulate
from simulator.day import house
from simulator.day.played import PlayedDay
from simulator.day.player import play
from simulator.day.scenario import Scenario
from simulator.day.scenarios import eight_desks
from tests.simulator.day.rare import restless

_PORVOO = Path(__file__).parents[3] / "sites" / "porvoo.toml"

NEVER_PLAYED = {HearRival, StrikeOff}
"""A second hub, and a kiosk that is struck off."""

PLAYED = sorted(set(get_args(AnyCommand)) - NEVER_PLAYED, key=lambda kind: kind.__name__)


def day_with(kind: type[AnyCommand]) -> Scenario:
    """Return a day on which such a command is sent: advisers check in where there is no kiosk."""
    day = restless(eight_desks())
    return dataclasses.replace(day, kiosks=()) if kind is AdviserCheckIn else day


def played_with(monkeypatch: pytest.MonkeyPatch, engine: type[Engine], scenario: Scenario) -> PlayedDay:
    monkeypatch.setattr(house, "Engine", engine)
    return play(scenario, 1)


def refusing(kind: type[AnyCommand], code: Code) -> type[Engine]:
    """Return an engine that refuses every command of a kind."""

    class Refusing(Engine):
        def handle(self, commands: Sequence[AnyCommand], now: Now) -> list[Answer]:
            return [
                Refusal(code=code) if isinstance(one, kind) else super(Refusing, self).handle([one], now)[0]
                for one in commands
            ]

    return Refusing


@pytest.mark.parametrize("kind", PLAYED, ids=lambda kind: kind.__name__)
def test_what_is_always_refused_is_a_fault(monkeypatch: pytest.MonkeyPatch, kind: type[AnyCommand]) -> None:
    day = played_with(monkeypatch, refusing(kind, Code.UNKNOWN_DEVICE), day_with(kind))
    told = [fault for fault in day.account.faults if fault.startswith(f"{kind.__name__} was refused")]
    assert told, day.account.faults
    assert len(told) == 1
    assert "unknown-device" in told[0]


def test_nobody_waiting_is_a_fault_where_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    day = played_with(monkeypatch, refusing(CallNext, Code.NOBODY_WAITING), eight_desks())
    assert any("somebody waited" in fault for fault in day.account.faults)


def test_refusal_ends_the_command_with_one_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(house, "Engine", refusing(Start, Code.NO_VISIT))
    assert simulate.main(["--site", str(_PORVOO), "--day", "2026-11-24"]) == 1
    captured = capsys.readouterr()
    assert "Start was refused: no-visit" in captured.err
    assert "Every visit is accounted for" not in captured.out


class Forgetful(Engine):
    """Knows no command again that it has done."""

    count = 0

    def handle(self, commands: Sequence[AnyCommand], now: Now) -> list[Answer]:
        answers: list[Answer] = []
        for one in commands:
            Forgetful.count += 1
            new = msgspec.structs.replace(one, id=f"x{Forgetful.count}") if isinstance(one, Command) else one
            answers += super().handle([new], now)
        return answers


@pytest.mark.parametrize("share", ["doubled", "late_again"])
def test_what_is_done_again_is_a_fault(monkeypatch: pytest.MonkeyPatch, share: str) -> None:
    shares = {"doubled": 0.0, "late_again": 0.0, share: 1.0}
    day = played_with(monkeypatch, Forgetful, dataclasses.replace(eight_desks(), **shares))
    assert any("sent twice was done twice" in fault for fault in day.account.faults)


def test_every_kind_of_command_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = set[type[AnyCommand]]()

    class Noting(Engine):
        def handle(self, commands: Sequence[AnyCommand], now: Now) -> list[Answer]:
            sent.update(map(type, commands))
            return super().handle(commands, now)

    for kind in (CheckIn, AdviserCheckIn):
        day = played_with(monkeypatch, Noting, day_with(kind))
        assert day.account.faults == ()
    assert sent == set(PLAYED)
