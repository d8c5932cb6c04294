"""The table of steps says what was seen, and only that."""

from pathlib import Path

import pytest

from simulator.demo.steps import Steps


def test_play_that_stops_early_is_not_complete() -> None:
    steps = Steps()
    with steps.step("something"):
        pass

    assert not steps.complete()


def test_play_that_ends_with_every_step_seen_is_complete() -> None:
    steps = Steps()
    with steps.step("something"):
        pass
    steps.ended = True

    assert steps.complete()


def test_failing_step_is_told_with_its_reason(tmp_path: Path) -> None:
    steps = Steps()
    with pytest.raises(ValueError, match="the wall is dark"), steps.step("the wall shows it"):
        raise ValueError("the wall is dark")
    steps.ended = True
    steps.save(tmp_path)

    assert not steps.complete()
    assert "NOT SEEN" in (tmp_path / "steps.txt").read_text(encoding="utf-8")
    assert "the wall is dark" in (tmp_path / "steps.txt").read_text(encoding="utf-8")
