import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import paho.mqtt.publish as bare
import pytest

from common.runtime import link as link_module
from common.runtime.broker import Broker
from common.runtime.link import Link, Said
from common.wire import topics
from common.wire.board import RoomBoard
from common.wire.life import OwnerBeat, Status
from simulator.broker import SiteBroker
from simulator.mosquitto import HOST, Mosquitto, account
from tests.broker import OpenBroker
from tests.lines import DEADLINE_S, Other
from tests.waiting import wait_until

BEAT = OwnerBeat(incarnation="first", at_ms=1)


def _room(revision: int) -> RoomBoard:
    return RoomBoard(incarnation="first", revision=revision, at_ms=0)


def _status(state: str) -> Status:
    return Status(state="ready" if state == "ready" else "lost", start="start-1")


WILL = Said(topics.STATUS, _status("lost"), {"device": "kiosk-1"})


def _bare(broker: OpenBroker, topic: str, payload: bytes) -> None:
    bare.single(topic, payload, qos=1, hostname=HOST, port=broker.port)


def test_what_one_says_the_other_hears(broker: OpenBroker) -> None:
    with Other(broker.settings) as speaker, Other(broker.settings) as listener:
        speaker.say(topics.HUB_BEAT, BEAT)
        assert listener.wait_for(topics.HUB_BEAT) == BEAT


def test_the_line_is_back_within_a_second_of_the_broker(broker: OpenBroker) -> None:
    with Other(broker.settings) as other:
        broker.kill()
        wait_until(lambda: other.downs == 1, DEADLINE_S, "the loss is noticed")
        with socket.create_server((HOST, broker.port)) as nobody:
            for _attempt in range(4):  # then the pause between two has grown to its most
                nobody.accept()[0].close()
        broker.start()
        back = time.monotonic()
        wait_until(lambda: other.link.is_up, DEADLINE_S, "the line is up again")
        assert time.monotonic() - back < 2  # the cap is 1 s; the rest is a busy machine's
        other.say(topics.HUB_BEAT, BEAT)
        assert other.wait_for(topics.HUB_BEAT) == BEAT  # subscribed anew
        assert (other.ups, other.downs) == (2, 1)


def test_a_line_listens_to_other_topics_from_now_on_and_after_a_loss(broker: OpenBroker) -> None:
    with Other(broker.settings) as speaker, Other(broker.settings) as listener:
        speaker.say(topics.ROOM, _room(1), place="room-1")
        assert listener.wait_for(topics.ROOM) == _room(1)
        listener.link.listen([(topics.ROOM.filter("pori", place="room-1"), 1)])
        # What is retained there comes once more, and tells that the broker has heard of the change.
        wait_until(lambda: len(listener.messages(topics.ROOM)) > 1, DEADLINE_S, "the retained one comes")
        speaker.say(topics.HUB_BEAT, BEAT)
        broker.restart()
        wait_until(lambda: speaker.link.is_up and listener.ups == 2, DEADLINE_S, "both lines are up again")
        speaker.say(topics.HUB_BEAT, BEAT)
        speaker.say(topics.ROOM, _room(2), place="room-1")
        wait_until(lambda: _room(2) in listener.messages(topics.ROOM), DEADLINE_S, "it listens still")
        assert listener.messages(topics.HUB_BEAT) == []


def test_while_the_line_is_down_nothing_is_said(broker: OpenBroker) -> None:
    other = Other(broker.settings)
    assert not other.link.publish(topics.HUB_BEAT, BEAT)
    with other:
        broker.kill()
        wait_until(lambda: not other.link.is_up, DEADLINE_S, "the loss is noticed")
        assert not other.link.publish(topics.HUB_BEAT, BEAT)
        broker.start()
        wait_until(lambda: other.link.is_up, DEADLINE_S, "the line is up again")
    assert other.messages(topics.HUB_BEAT) == []
    assert not other.link.publish(topics.HUB_BEAT, BEAT)


def test_what_was_in_flight_at_a_loss_is_not_said_again(broker: OpenBroker) -> None:
    """An old snapshot after the new one of ``on_up`` would stay at the broker."""

    def say_new(link: Link) -> None:
        link.publish(topics.ROOM, _room(2), place="room-1")

    with Other(broker.settings) as speaker:
        broker.freeze()
        speaker.say(topics.ROOM, _room(1), place="room-1")
        broker.kill()
        wait_until(lambda: speaker.downs == 1, DEADLINE_S, "the loss is noticed")
        speaker.__dict__["_on_up"] = say_new
        broker.start()
        with Other(broker.settings) as listener:
            listener.wait_for(topics.ROOM, lambda room: room.revision == 2)
            speaker.say(topics.HUB_BEAT, BEAT)
            listener.wait_for(topics.HUB_BEAT)
            assert {room.revision for room in listener.messages(topics.ROOM)} == {2}


def test_a_stopped_line_leaves_its_will(broker: OpenBroker) -> None:
    with Other(broker.settings) as listener:
        with Other(broker.settings, will=WILL) as other:
            other.say(topics.STATUS, _status("ready"), device="kiosk-1")
        listener.wait_for(topics.STATUS, lambda status: status.state == "lost")
        assert [status.state for status in listener.messages(topics.STATUS)] == ["ready", "lost"]
    assert other.downs == 0


_FALLS = """
import sys, threading
from common.runtime.broker import Broker
from common.runtime.link import Said
from common.wire import topics
from common.wire.life import Status
from tests.lines import Other
will = Said(topics.STATUS, Status(state="lost", start="start-1"), {"device": "kiosk-1"})
with Other(Broker(port=int(sys.argv[1])), will=will):
    print("up", flush=True)
    threading.Event().wait()
"""


def test_a_killed_process_leaves_its_will(broker: OpenBroker) -> None:
    command = [sys.executable, "-c", _FALLS, str(broker.port)]
    with (
        Other(broker.settings) as listener,
        subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}) as process,
    ):
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"up\n"
        finally:
            process.send_signal(signal.SIGKILL)
        listener.wait_for(topics.STATUS, lambda status: status.state == "lost")


@pytest.mark.parametrize(
    ("topic", "payload", "cause"),
    [
        ("vuoro/1/pori/hub/beat", b"{", "malformed"),
        ("vuoro/1/pori/hub/beat", b"", "malformed"),
        ("vuoro/1/pori/hub/beat", b'{"v":2,"incarnation":5}', "version"),
        ("vuoro/1/pori/hub/beat", bytes(topics.HUB_BEAT.limit + 1), "oversized"),
        ("vuoro/1/pori/nothing/here", b"{}", "topic"),
    ],
)
def test_what_cannot_be_read_is_counted_and_kills_nothing(
    broker: OpenBroker, topic: str, payload: bytes, cause: str
) -> None:
    with Other(broker.settings) as other:
        _bare(broker, topic, payload)
        wait_until(lambda: other.refusals.counts() == {cause: 1}, DEADLINE_S, f"counted as {cause}")
        other.say(topics.HUB_BEAT, BEAT)
        assert other.wait_for(topics.HUB_BEAT) == BEAT
        assert other.failures == []


def test_taking_a_retained_message_away_is_no_mistake(broker: OpenBroker) -> None:
    with Other(broker.settings) as speaker, Other(broker.settings) as listener:
        speaker.say(topics.ROOM, _room(1), place="room-1")
        assert speaker.link.clear(topics.ROOM, place="room-1")
        speaker.say(topics.HUB_BEAT, BEAT)
        listener.wait_for(topics.HUB_BEAT)
        with Other(broker.settings) as late:
            speaker.say(topics.HUB_BEAT, BEAT)
            late.wait_for(topics.HUB_BEAT)
            assert late.messages(topics.ROOM) == []
        assert listener.refusals.counts() == {}


def test_a_callback_that_raises_ends_the_process_instead_of_a_thread(broker: OpenBroker) -> None:
    def stumble(_link: Link, _received: object) -> None:
        raise LookupError("a mistake in a callback")

    with Other(broker.settings, on_message=stumble) as other:
        other.say(topics.HUB_BEAT, BEAT)
        wait_until(lambda: other.failures, DEADLINE_S, "the failure is told")


def test_a_message_over_its_limit_is_not_sent(broker: OpenBroker) -> None:
    with Other(broker.settings) as other, pytest.raises(ValueError, match="over the limit of 512"):
        other.link.publish(topics.HUB_BEAT, OwnerBeat(incarnation="x" * 600, at_ms=0))


def test_stopping_from_a_callback_does_not_hang(broker: OpenBroker) -> None:
    stopped = threading.Event()

    def stop(link: Link, _received: object) -> None:
        link.stop()
        stopped.set()

    with Other(broker.settings, on_message=stop) as other:
        other.say(topics.HUB_BEAT, BEAT)
        assert stopped.wait(DEADLINE_S)


def test_a_line_that_never_started_can_be_stopped(broker: OpenBroker) -> None:
    Other(broker.settings).link.stop()


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A port that takes connections and says nothing."""
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(DEADLINE_S)
        yield server


def _settings_of(server: socket.socket) -> Broker:
    return Broker(host=HOST, port=server.getsockname()[1])


def test_stopping_in_the_middle_of_connecting_takes_a_moment(silent: socket.socket) -> None:
    other = Other(_settings_of(silent))
    other.link.start()
    with silent.accept()[0]:
        began = time.monotonic()
        other.link.stop()
        assert time.monotonic() - began < 1.5
    assert not other.link.is_up


def test_a_broker_that_says_nothing_is_tried_again(
    silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "_CONNECT_TIMEOUT_S", 0.2)
    other = Other(_settings_of(silent))
    other.link.start()
    with silent.accept()[0], silent.accept()[0]:
        assert not other.link.is_up
    other.link.stop()
    assert (other.ups, other.downs) == (0, 0)


def test_a_welcome_after_giving_up_does_not_count(
    silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line would else say it is up with nobody behind it."""
    monkeypatch.setattr(link_module, "_CONNECT_TIMEOUT_S", 0.2)
    other = Other(_settings_of(silent))
    other.link.start()
    with silent.accept()[0] as first:
        first.settimeout(DEADLINE_S)
        packets = first.recv(4096)
        while b"\xe0\x01\x04" not in packets:  # its DISCONNECT with the will
            more = first.recv(4096)
            assert more
            packets += more
        first.sendall(bytes([0x20, 3, 0, 0, 0]))  # CONNACK, late
        with silent.accept()[0]:
            assert not other.link.is_up
    other.link.stop()
    assert other.ups == 0


def test_a_frozen_broker_does_not_hold_up_the_end(broker: OpenBroker) -> None:
    with Other(broker.settings) as other:
        broker.freeze()
        other.say(topics.ROOM, _room(1), place="room-1")
        began = time.monotonic()
        other.link.stop()
        assert time.monotonic() - began < 3


def test_a_line_waits_for_its_password_file(tmp_path: Path) -> None:
    site = SiteBroker(tmp_path / "site", "pori", ["hub"])
    site.start()
    password = site.password_file("hub")
    kept = password.read_text(encoding="utf-8")
    password.unlink()
    other = Other(site.settings("hub"))
    other.link.start()
    try:
        assert not other.link.wait_until_up(0.3)
        password.write_text("wrong", encoding="utf-8")
        wait_until(lambda: "not authorised" in site.log, DEADLINE_S, "the broker refused us")
        assert not other.link.is_up
        password.write_text(f"{kept}\n", encoding="utf-8")
        assert other.link.wait_until_up(DEADLINE_S)
        assert other.downs == 0
    finally:
        other.link.stop()
        site.stop()


def test_what_the_broker_denies_is_counted(tmp_path: Path) -> None:
    site = SiteBroker(tmp_path / "site", "pori", ["kiosk-1"])
    site.start()
    try:
        with Other(site.settings("kiosk-1")) as other:
            other.say(topics.HUB_STATUS, topics.HUB_STATUS.kind(state="ready", incarnation="mine"))
            wait_until(lambda: other.refusals.counts() == {"denied": 1}, DEADLINE_S, "counted as denied")
    finally:
        site.stop()


_TLS = """\
listener {port} 127.0.0.1
allow_anonymous true
certfile {folder}/certificate.pem
keyfile {folder}/key.pem
user {user}
log_dest stderr
"""


def _certify(folder: Path) -> Path:
    openssl = shutil.which("openssl")
    assert openssl is not None
    command = f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=site -keyout key.pem"
    extension = ["-out", "certificate.pem", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command.split(), *extension], cwd=folder, check=True, capture_output=True)
    return folder / "certificate.pem"


# paho leaves the socket of a failed handshake to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_over_tls_only_the_sites_own_authority_is_believed(tmp_path: Path) -> None:
    ours, stranger = tmp_path / "ours", tmp_path / "stranger"
    ours.mkdir()
    stranger.mkdir()
    certificate = _certify(ours)
    broker = Mosquitto(tmp_path / "broker", lambda port: _TLS.format(port=port, folder=ours, user=account()))
    broker.start()
    try:
        with Other(Broker(host=HOST, port=broker.port, ca_file=certificate)) as other:
            other.say(topics.HUB_BEAT, BEAT)
            other.wait_for(topics.HUB_BEAT)
        doubting = Other(Broker(host=HOST, port=broker.port, ca_file=_certify(stranger)))
        doubting.link.start()
        assert not doubting.link.wait_until_up(0.5)
        doubting.link.stop()
    finally:
        broker.kill()


def test_a_line_reads_other_topics_when_told_also_after_a_reconnect(broker: OpenBroker) -> None:
    with Other(broker.settings) as speaker, Other(broker.settings) as reader:

        def hears_room(revision: int) -> bool:
            speaker.link.publish(topics.ROOM, _room(revision), place="room-1")
            return revision in {room.revision for room in reader.messages(topics.ROOM)}

        reader.link.listen([(topics.HUB_BEAT.filter("pori"), 1)])
        reader.link.listen([(topics.ROOM.filter("pori"), 1)])
        wait_until(lambda: hears_room(1), DEADLINE_S, "the room is heard")
        broker.restart()
        wait_until(lambda: speaker.ups == reader.ups == 2, DEADLINE_S, "both are back")
        speaker.say(topics.HUB_BEAT, BEAT)
        wait_until(lambda: hears_room(2), DEADLINE_S, "the room is heard again")
        assert reader.messages(topics.HUB_BEAT) == []
