import queue
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from common.runtime.broker import Broker
from simulator.broker import SiteBroker, fill

_DEADLINE_S = 5.0
ROOT = "vuoro/1/pori"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteBroker]:
    running = SiteBroker(
        tmp_path_factory.mktemp("site"),
        "pori",
        ["hub", "kiosk-1", "kiosk-2", "agent-1"],
        keeper="guard-box",
        panels=["panel-1"],
        watchers=["recorder"],
        authorities=["tax", "land-survey"],
    )
    running.start()
    yield running
    running.stop()


@dataclass
class Person:
    """Somebody at the broker, by paho alone."""

    client: mqtt.Client
    heard: "queue.SimpleQueue[tuple[str, bytes]]"
    welcome: "queue.SimpleQueue[ReasonCode]"
    sent: "queue.SimpleQueue[tuple[int, ReasonCode]]"
    ready: threading.Event

    def publish(self, topic: str, payload: bytes = b"{}") -> bool:
        """Publish at QoS 1, and tell whether the broker took it."""
        message_id = self.client.publish(topic, payload, qos=1).mid
        answered, reason = self.sent.get(timeout=_DEADLINE_S)
        assert answered == message_id
        return not reason.is_failure

    def subscribe(self, *topics: str) -> None:
        self.ready.clear()
        self.client.subscribe([(topic, 1) for topic in topics])
        assert self.ready.wait(_DEADLINE_S)


Enter = Callable[..., Person]


@pytest.fixture
def enter(site: SiteBroker) -> Iterator[Enter]:
    people: list[Person] = []

    def come(user: str, *, password: str | None = None, client_id: str = "") -> Person:
        settings: Broker = site.settings(user)
        assert settings.password_file is not None
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=client_id or f"{user}-x",
            protocol=mqtt.MQTTv5,
            reconnect_on_failure=False,
        )
        client.username_pw_set(user, password or settings.password_file.read_text(encoding="utf-8"))
        heard: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        welcome: queue.SimpleQueue[ReasonCode] = queue.SimpleQueue()
        sent: queue.SimpleQueue[tuple[int, ReasonCode]] = queue.SimpleQueue()
        ready = threading.Event()

        def on_connect(_c: mqtt.Client, _d: object, _f: object, reason: ReasonCode, _p: object) -> None:
            welcome.put(reason)

        def on_message(_c: mqtt.Client, _d: object, message: mqtt.MQTTMessage) -> None:
            heard.put((message.topic, bytes(message.payload)))

        def on_subscribe(_c: mqtt.Client, _d: object, _m: int, _r: list[ReasonCode], _p: object) -> None:
            ready.set()

        def on_publish(
            _c: mqtt.Client, _d: object, message_id: int, reason: ReasonCode, _p: Properties
        ) -> None:
            sent.put((message_id, reason))

        client.on_connect = on_connect
        client.on_message = on_message
        client.on_subscribe = on_subscribe
        client.on_publish = on_publish
        client.connect(settings.host, settings.port)
        client.loop_start()
        person = Person(client, heard, welcome, sent, ready)
        people.append(person)
        return person

    yield come
    for person in people:
        person.client.disconnect()
        person.client.loop_stop()


def _member(enter: Enter, user: str) -> Person:
    person = enter(user)
    assert not person.welcome.get(timeout=_DEADLINE_S).is_failure
    return person


@pytest.mark.parametrize(
    ("user", "topic"),
    [
        ("kiosk-1", "device/kiosk-1/out/check-in"),
        ("kiosk-1", "device/kiosk-1/status"),
        ("hub", "hub/board/hall"),
        ("hub", "to/kiosk-1/ack/check-in"),
        ("hub", "notice/tax/arrivals"),
        ("hub", "notice/tax/congestion"),
        ("kiosk-1", "device/kiosk-1/info"),
        ("kiosk-1", "device/kiosk-1/health"),
        ("kiosk-1", "device/kiosk-1/beat"),
        ("kiosk-1", "device/kiosk-1/request/numbers"),
        ("kiosk-1", "device/kiosk-1/request/adviser"),
        ("agent-1", "device/agent-1/point/desk-5"),
        ("agent-1", "device/agent-1/presence/desk-5/customer"),
        ("panel-1", "device/panel-1/request/alarm"),
        ("panel-1", "device/panel-1/status"),
        ("hub", "device/hub/request/alarm"),
        ("guard-box", "alarms/point/desk-5"),
        ("guard-box", "to/kiosk-1/reply"),
        ("guard-box", "device/guard-box/beat"),
    ],
)
def test_each_writes_where_it_may(enter: Enter, user: str, topic: str) -> None:
    assert _member(enter, user).publish(f"{ROOT}/{topic}")


@pytest.mark.parametrize(
    ("user", "topic"),
    [
        ("kiosk-1", f"{ROOT}/device/kiosk-2/out/check-in"),
        ("kiosk-1", f"{ROOT}/to/kiosk-2/config"),
        ("kiosk-1", f"{ROOT}/to/kiosk-1/ack/check-in"),
        ("kiosk-1", f"{ROOT}/hub/status"),
        ("kiosk-1", f"{ROOT}/alarms/point/desk-5"),
        ("kiosk-1", "vuoro/1/porvoo/device/kiosk-1/status"),
        ("kiosk-1", "elsewhere"),
        ("kiosk-1", f"{ROOT}/device/kiosk-1/request/alarm"),
        ("agent-1", f"{ROOT}/device/agent-1/request/alarm"),
        ("kiosk-1", f"{ROOT}/device/panel-1/request/alarm"),
        ("panel-1", f"{ROOT}/device/hub/request/alarm"),
        ("guard-box", f"{ROOT}/device/panel-1/request/alarm"),
        ("kiosk-1", f"{ROOT}/device/kiosk-1/anything-else"),
        ("panel-1", f"{ROOT}/device/agent-1/point/desk-5"),
        ("hub", f"{ROOT}/alarms/point/desk-5"),
        ("hub", f"{ROOT}/device/kiosk-1/status"),
        ("guard-box", f"{ROOT}/hub/status"),
        ("guard-box", f"{ROOT}/to/kiosk-1/config"),
        ("recorder", f"{ROOT}/hub/status"),
        ("recorder", f"{ROOT}/device/recorder/status"),
        ("authority-tax", f"{ROOT}/notice/tax/arrivals"),
        ("authority-tax", f"{ROOT}/hub/status"),
        ("authority-tax", f"{ROOT}/device/authority-tax/status"),
        ("authority-tax", f"{ROOT}/device/authority-tax/out/check-in"),
        ("authority-tax", f"{ROOT}/device/authority-tax/request/numbers"),
        ("authority-tax", f"{ROOT}/device/tax/status"),
        ("authority-tax", f"{ROOT}/device/kiosk-1/status"),
        ("kiosk-1", f"{ROOT}/notice/tax/congestion"),
    ],
)
def test_nobody_writes_elsewhere(enter: Enter, user: str, topic: str) -> None:
    assert not _member(enter, user).publish(topic)


EVERYTHING = [
    ("hub", "hub/status"),
    ("hub", "hub/beat"),
    ("hub", "hub/board/hall"),
    ("hub", "hub/catalogue"),
    ("hub", "to/authority-tax/config"),
    ("hub", "to/tax/config"),
    ("hub", "to/kiosk-1/config"),
    ("hub", "to/kiosk-2/config"),
    ("hub", "notice/tax/arrivals"),
    ("hub", "notice/land-survey/congestion"),
    ("guard-box", "alarms/status"),
    ("guard-box", "to/kiosk-1/reply"),
    ("agent-1", "device/agent-1/point/desk-5"),
    ("agent-1", "device/agent-1/beat"),
    ("kiosk-1", "device/kiosk-1/status"),
    ("kiosk-2", "device/kiosk-2/status"),
]
TOLD = {"hub/status", "hub/beat"}
COMMON = TOLD | {"hub/board/hall", "hub/catalogue", "alarms/status"}


@pytest.mark.parametrize(
    ("reader", "hears"),
    [
        ("kiosk-1", COMMON | {"to/kiosk-1/config", "to/kiosk-1/reply", "device/kiosk-1/status"}),
        ("panel-1", COMMON | {"device/agent-1/point/desk-5"}),
        ("hub", COMMON | {topic for _, topic in EVERYTHING if topic.startswith("device/")}),
        ("guard-box", COMMON | {topic for _, topic in EVERYTHING if topic.startswith("device/")}),
        ("authority-tax", TOLD | {"notice/tax/arrivals"}),
        ("authority-land-survey", TOLD | {"notice/land-survey/congestion"}),
        ("recorder", {topic for _, topic in EVERYTHING}),
    ],
)
def test_each_hears_what_it_may_and_nothing_else(enter: Enter, reader: str, hears: set[str]) -> None:
    """A denied subscription is "granted" all the same, so only what arrives tells."""
    writers = {user: _member(enter, user) for user in {user for user, _ in EVERYTHING} - {reader}}
    person = writers[reader] = _member(enter, reader)
    person.subscribe("#", f"{ROOT}/device/#", f"{ROOT}/to/#", f"{ROOT}/notice/#")
    for user, topic in EVERYTHING:
        assert writers[user].publish(f"{ROOT}/{topic}")
    # What the hub says last, everybody hears: then nothing more is on its way.
    assert writers["hub"].publish(f"{ROOT}/hub/beat", b"last")
    heard: set[str] = set()
    while (arrived := person.heard.get(timeout=_DEADLINE_S))[1] != b"last":
        heard.add(arrived[0].removeprefix(f"{ROOT}/"))
    assert heard == hears


def test_a_wrong_password_is_refused(enter: Enter) -> None:
    assert enter("kiosk-1", password="guessed").welcome.get(timeout=_DEADLINE_S).is_failure


def test_a_name_that_is_taken_over_by_its_client_id_keeps_its_connection(enter: Enter) -> None:
    kiosk = _member(enter, "kiosk-1")
    thief = enter("kiosk-2", client_id="kiosk-1")
    assert not thief.welcome.get(timeout=_DEADLINE_S).is_failure
    assert kiosk.publish(f"{ROOT}/device/kiosk-1/beat")


def test_a_packet_over_the_limit_is_not_taken(enter: Enter) -> None:
    kiosk = _member(enter, "kiosk-1")
    gone = threading.Event()

    def on_disconnect(_c: mqtt.Client, _d: object, _f: object, _r: ReasonCode, _p: object) -> None:
        gone.set()

    kiosk.client.on_disconnect = on_disconnect
    kiosk.client.publish(f"{ROOT}/device/kiosk-1/status", bytes(400_000), qos=1)
    assert gone.wait(_DEADLINE_S)


def test_only_this_account_may_read_the_secrets(site: SiteBroker) -> None:
    files = [site.password_file(user) for user in site.users]
    files.append(files[0].with_name("passwords"))
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    hashed = files[-1].read_text(encoding="utf-8")
    for user in site.users:
        assert site.password_file(user).read_text(encoding="utf-8") not in hashed


def test_the_guards_broker_starts_with_its_own_configuration(tmp_path: Path) -> None:
    guard = SiteBroker(tmp_path, "pori", ["agent-1"], panels=["panel-1"], kind="guard")
    guard.start()
    try:
        assert guard.settings("panel-1").port == guard.port
    finally:
        guard.stop()


def test_a_user_that_is_no_identifier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="kiosk #"):
        SiteBroker(tmp_path, "pori", ["kiosk #"])


def test_an_authority_that_is_no_identifier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tax #"):
        SiteBroker(tmp_path, "pori", ["kiosk-1"], authorities=["tax #"])


def test_a_user_without_an_account_has_no_password(site: SiteBroker) -> None:
    with pytest.raises(KeyError):
        site.password_file("stranger")


def test_a_placeholder_without_a_value_is_named() -> None:
    with pytest.raises(KeyError, match="PORT"):
        fill("listener @PORT@", {})
