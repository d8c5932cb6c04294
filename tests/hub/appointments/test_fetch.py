import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.appointments import fetch
from hub.appointments.fetch import Fetched, HttpFetch, fetch_file, read_token
from hub.appointments.rows import Cause, FeedError
from simulator.feed import Feed, Manner
from tests.hub.clock import HandClock
from tests.waiting import wait_until


@pytest.fixture
def feed() -> Iterator[Feed]:
    with Feed("start;code\n2026-11-23T10:30;AB-1234\n") as running:
        yield running


def get(feed: Feed, version: str = "", **headers: str) -> Fetched:
    return HttpFetch(feed.url, headers, version).run()


def cause_of(feed: Feed) -> Cause:
    with pytest.raises(FeedError) as raised:
        get(feed)
    return raised.value.cause


def test_what_a_server_says_is_read_once_and_then_only_when_it_has_changed(feed: Feed) -> None:
    first = get(feed)
    assert first.content == feed.content.encode()
    assert get(feed, first.version).content is None
    assert feed.unchanged == 1
    feed.content += "2026-11-23T11:00;CD-5678\n"
    assert get(feed, first.version).content == feed.content.encode()


@pytest.mark.parametrize(
    ("manner", "cause"),
    [
        (Manner.ERROR, Cause.REFUSED),
        (Manner.MISSING, Cause.NOT_THERE),
        (Manner.FORBIDDEN, Cause.REFUSED),
        (Manner.TRUNCATED, Cause.TORN),
        (Manner.HUGE, Cause.TOO_LARGE),
        (Manner.ENDLESS, Cause.TOO_LARGE),
        (Manner.COMPRESSED, Cause.ENCODING),
        (Manner.UNMEASURED, Cause.TORN),
        (Manner.ELSEWHERE, Cause.REDIRECT),
        (Manner.CIRCLE, Cause.REDIRECT),
    ],
)
def test_a_server_that_behaves_badly_is_refused_with_a_cause(
    feed: Feed, manner: Manner, cause: Cause
) -> None:
    feed.manner = manner
    assert cause_of(feed) is cause


def test_a_server_may_lead_to_another_path_of_its_own(feed: Feed) -> None:
    feed.manner = Manner.MOVED
    assert get(feed).content == feed.content.encode()


def test_a_slow_server_is_given_up(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "WHOLE_S", 0.3)
    feed.manner = Manner.SLOW
    assert cause_of(feed) is Cause.SLOW


def test_a_silent_server_is_given_up(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "STEP_S", 0.3)
    feed.manner = Manner.SILENT
    assert cause_of(feed) is Cause.SLOW


@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.SLOW])
def test_who_waits_for_a_server_can_be_let_go_from_outside(feed: Feed, manner: Manner) -> None:
    feed.manner = manner
    request = HttpFetch(feed.url, {}, "")
    causes: list[Cause] = []

    def run() -> None:
        try:
            request.run()
        except FeedError as error:
            causes.append(error.cause)

    waiting = threading.Thread(target=run)
    waiting.start()
    wait_until(lambda: bool(feed.asked), 5, "the server is asked")
    begun = time.monotonic()
    request.abandon()
    waiting.join(5)
    assert causes == [Cause.SLOW]
    assert time.monotonic() - begun < 3


def make_certificate(folder: Path) -> tuple[Path, Path]:
    openssl = shutil.which("openssl")
    assert openssl is not None
    command = f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=feed"
    command += " -addext subjectAltName=IP:127.0.0.1"
    files = folder / "cert.pem", folder / "key.pem"
    subprocess.run([*command.split(), "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


def test_only_a_server_that_the_machine_trusts_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    with Feed("start;code\n", certificate=certificate) as feed:
        assert cause_of(feed) is Cause.CERTIFICATE
        assert feed.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert get(feed).content == b"start;code\n"


def test_nobody_at_the_address_is_said(feed: Feed) -> None:
    feed.__exit__()
    assert cause_of(feed) is Cause.NOT_THERE


def test_an_address_that_is_none_is_said() -> None:
    for url in ("http://127.0.0.1:99999/", "http://nowhere.invalid/", "http:///x"):
        with pytest.raises(FeedError) as raised:
            HttpFetch(url, {}, "").run()
        assert raised.value.cause is Cause.NOT_THERE


def test_the_token_is_brought_along(feed: Feed) -> None:
    feed.token = "Bearer abc"
    assert cause_of(feed) is Cause.REFUSED
    assert get(feed, Authorization="Bearer abc").content == feed.content.encode()


def test_a_token_lies_in_a_file_or_among_the_credentials(tmp_path: Path) -> None:
    (tmp_path / "tax-feed").write_text("Bearer abc\n")
    assert read_token(tmp_path / "tax-feed", None) == "Bearer abc"
    assert read_token(Path("tax-feed"), tmp_path) == "Bearer abc"


@pytest.mark.parametrize("content", [None, "", "a\nb: c", "ä", "x" * 5000])
def test_what_is_no_token_is_not_sent(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_text(content)
    with pytest.raises(FeedError) as raised:
        read_token(path, None)
    assert raised.value.cause is Cause.TOKEN


def old_file(path: Path, content: bytes = b"start;code\n", age_s: int = 60) -> Path:
    path.write_bytes(content)
    written_s = HandClock().wall // 1000 - age_s
    os.utime(path, (written_s, written_s))
    return path


def test_a_file_is_read_once_and_then_only_when_it_has_changed(tmp_path: Path) -> None:
    path = old_file(tmp_path / "a.csv")
    first = fetch_file(path, "", HandClock())
    assert first.content == b"start;code\n"
    assert fetch_file(path, first.version, HandClock()).content is None
    old_file(path, b"start;code\nx", 30)
    assert fetch_file(path, first.version, HandClock()).content == b"start;code\nx"


def file_cause(path: Path) -> Cause:
    with pytest.raises(FeedError) as raised:
        fetch_file(path, "", HandClock())
    return raised.value.cause


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    assert file_cause(tmp_path / "none.csv") is Cause.NOT_THERE
    assert file_cause(tmp_path) is Cause.NOT_THERE
    os.mkfifo(tmp_path / "pipe")
    assert file_cause(tmp_path / "pipe") is Cause.NOT_THERE


def test_a_file_that_was_written_just_now_is_left_to_settle(tmp_path: Path) -> None:
    path = old_file(tmp_path / "a.csv", age_s=1)
    assert fetch_file(path, "v1", HandClock()) == Fetched(None, "v1", settling=True)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SIZE_LIMIT", 5)
    assert file_cause(old_file(tmp_path / "a.csv")) is Cause.TOO_LARGE
