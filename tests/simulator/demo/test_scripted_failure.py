"""A play that fails early says why, and leaves what is needed to find out."""

from pathlib import Path

import pytest

from simulator.demo import scripted


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(scripted, "build_house", build)


@pytest.mark.parametrize("error", [RuntimeError("no broker here"), KeyError("no broker here")])
def test_house_that_was_never_built_tells_its_reason(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(error, monkeypatch)
    assert scripted.play(tmp_path / "output") == 1
    assert "no broker here" in capsys.readouterr().out
    trace = (tmp_path / "output" / "logs" / "play.log").read_text(encoding="utf-8")
    assert "Traceback" in trace
    assert type(error).__name__ in trace
