"""All channels of the language; ``docs/asyncapi.yaml`` is made from this table."""

from typing import Any

from common.wire import alarms, appointments, board, life, notices, presence, requests, site, tickets
from common.wire.channel import Channel

DEVICE = "the device itself"

STATUS = Channel(
    "status",
    "device/{device}/status",
    life.Status,
    DEVICE,
    "where the device is in its life",
    retained=True,
    limit=512,
)
INFO = Channel(
    "info", "device/{device}/info", life.Info, DEVICE, "what the device is", retained=True, limit=1024
)
HEALTH = Channel("health", "device/{device}/health", life.Health, DEVICE, "how it fares", retained=True)
BEAT = Channel("beat", "device/{device}/beat", life.Beat, DEVICE, "every 2 s", qos=0, limit=512)
OUT = Channel(
    "out",
    "device/{device}/out/check-in",
    tickets.Out,
    DEVICE,
    "what must not be lost, until it is acknowledged",
    limit=2048,
)
NUMBERS_REPORT = Channel(
    "numbers-report",
    "device/{device}/request/numbers",
    tickets.NumbersReport,
    DEVICE,
    "which numbers a kiosk holds",
    limit=32_768,
)
ADVISER_REQUEST = Channel(
    "adviser-request",
    "device/{device}/request/adviser",
    requests.AdviserRequest,
    DEVICE,
    "somebody at a screen asks for an adviser",
    limit=512,
)
ALARM_REQUEST = Channel(
    "alarm-request",
    "device/{device}/request/alarm",
    alarms.AlarmRequest,
    DEVICE,
    "shown, seen, help is coming, close",
    limit=8192,
)
POINT_REPORT = Channel(
    "point-report",
    "device/{device}/point/{point}",
    alarms.PointReport,
    "the deviceagent of the point",
    "presses and the state of the line, repeated until the keeper has them",
    limit=8192,
)
PRESENCE = Channel(
    "presence",
    "device/{device}/presence/{place}/{side}",
    presence.Presence,
    "the deviceagent of the room",
    "occupied or not",
    retained=True,
    limit=512,
)
ACK = Channel(
    "ack",
    "to/{device}/ack/check-in",
    tickets.Ack,
    "the hub",
    "which rows of the outbox are committed",
    limit=16384,
)
NUMBERS = Channel(
    "numbers",
    "to/{device}/numbers",
    tickets.Numbers,
    "the hub",
    "which numbers a kiosk may deal",
    limit=32_768,
)
REPLY = Channel(
    "reply", "to/{device}/reply", requests.Reply, "who was asked", "the answer to a request", limit=1024
)
CONFIG = Channel(
    "config",
    "to/{device}/config",
    site.DeviceConfig,
    "the hub",
    "the device's configuration",
    retained=True,
    limit=131_072,
)
HUB_STATUS = Channel(
    "hub-status", "hub/status", life.HubStatus, "the hub", "incarnation and open day", retained=True
)
HUB_BEAT = Channel("hub-beat", "hub/beat", life.OwnerBeat, "the hub", "every 2 s", qos=0, limit=512)
CATALOGUE = Channel(
    "catalogue",
    "hub/catalogue",
    site.Catalogue,
    "the hub",
    "services, hours, places",
    retained=True,
    limit=262_144,
)
APPOINTMENTS = Channel(
    "appointments",
    "hub/appointments",
    appointments.AppointmentBook,
    "the hub",
    "who is expected by appointment, codes only as keyed hashes",
    retained=True,
    limit=262_144,
)
APPOINTMENTS_KEPT = Channel(
    "appointments-kept",
    "hub/appointments/kept",
    appointments.AppointmentsKept,
    "the hub",
    "which appointments were used already",
    retained=True,
    limit=131_072,
)
WAITS = Channel(
    "waits", "hub/waits", board.Waits, "the hub", "how long each queue is", retained=True, limit=32_768
)
BOARD = Channel(
    "board",
    "hub/board/{zone}",
    board.Board,
    "the hub",
    "what a zone's walls show",
    retained=True,
    limit=32_768,
)
ROOM = Channel(
    "room", "hub/room/{place}", board.RoomBoard, "the hub", "what one door shows", retained=True, limit=1024
)
ARRIVALS = Channel(
    "arrivals",
    "notice/{authority}/arrivals",
    notices.Arrivals,
    "the hub",
    "who has come for an authority and was not called yet, where its site file asks for it",
    retained=True,
    limit=16_384,
)
CONGESTION = Channel(
    "congestion",
    "notice/{authority}/congestion",
    notices.CongestionState,
    "the hub",
    "whether an authority's queue is crowded",
    retained=True,
    limit=1024,
)
KEEPER_STATUS = Channel(
    "keeper-status",
    "alarms/status",
    life.KeeperStatus,
    "the keeper",
    "whether the keeper is there",
    retained=True,
    limit=512,
)
KEEPER_BEAT = Channel(
    "keeper-beat", "alarms/beat", life.OwnerBeat, "the keeper", "every 2 s", qos=0, limit=512
)
POINT_STATE = Channel(
    "point-state",
    "alarms/point/{point}",
    alarms.PointState,
    "the keeper",
    "all that is open at one point",
    retained=True,
    limit=16_384,
)

CHANNELS: tuple[Channel[Any], ...] = (
    STATUS,
    INFO,
    HEALTH,
    BEAT,
    OUT,
    NUMBERS_REPORT,
    ADVISER_REQUEST,
    ALARM_REQUEST,
    POINT_REPORT,
    PRESENCE,
    ACK,
    NUMBERS,
    REPLY,
    CONFIG,
    HUB_STATUS,
    HUB_BEAT,
    CATALOGUE,
    APPOINTMENTS,
    APPOINTMENTS_KEPT,
    WAITS,
    BOARD,
    ROOM,
    ARRIVALS,
    CONGESTION,
    KEEPER_STATUS,
    KEEPER_BEAT,
    POINT_STATE,
)
"""Every channel there is; a topic that matches none is refused."""
