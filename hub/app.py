"""Wires the hub: the queue's office, the line to the broker, and the console."""

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from common.runtime.clock import Clock, SystemClock, boot_id
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.runtime.systemd import Notifier
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from common.wire.requests import Reply
from hub import office as office_module
from hub.accounts.kiosk_code import CodeDesk
from hub.appointments.reader import AppointmentReader
from hub.appointments.standing import AppointmentDesk
from hub.box import HubBox
from hub.console.server import ConsoleServer
from hub.engine import Engine
from hub.floor.devices import Devices
from hub.floor.floor import Floor
from hub.keeper_line import KeeperLine
from hub.numbering import own_letters_of, scheme_of
from hub.office import Office
from hub.publish.configs import make_configs
from hub.queue.policies.table import POLICIES
from hub.queue.projections import Layout, Projections
from hub.queue.rules import Rules
from hub.site.devices import Kiosk
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.speaker import Speaker
from hub.store.port import EventStore
from hub.store.sqlite import SqliteStore

logger = logging.getLogger(__name__)

NEXT_NUMBERS = 6
"""So many numbers that come next stand on a wall."""

STORE_FILE = "queue.db"


def run(site: Site, box: HubBox, clock: Clock | None = None) -> int:
    """Run the hub until it is told to end; return the exit code. Measurements bring their own ``clock``."""
    life = Life(Notifier())
    clock = clock or SystemClock()
    incarnation = mint_id()
    refusals = Refusals()
    floor = Floor(Devices(tuple(site.devices)), sensors_of(site), frozenset(site.points))
    links: list[Link] = []
    appointments, codes = AppointmentDesk(), CodeDesk()
    speaker = Speaker(
        say=lambda said: any(link.say(said) for link in links),
        site=site,
        table=Timetable(site),
        configs=make_configs(site),
        incarnation=incarnation,
        appointments=appointments,
        codes=codes,
    )
    kiosks = tuple(site.devices_of(Kiosk))
    office = Office(engine_opener(site, box.box.state), speaker, floor, clock, kiosks, boot_id())
    keeper = KeeperLine(lambda said: any(link.say(said) for link in links), box.box.id)
    link = make_link(box, life, speaker, office, keeper, refusals)
    links.append(link)
    console = ConsoleServer(site, box, office, keeper, clock, refusals, codes=codes)
    life.worker(office_module.WORKER, lambda: office.run(life))
    life.worker(console.WORKER, lambda: console.run(life))
    if site.appointments:
        # What was kept stands before the first check-in is taken in.
        reader = AppointmentReader(site, box.box.state, clock, appointments, credentials=credentials_folder())
        life.worker(reader.WORKER, lambda: reader.run(life))
    life.start()

    stands = [office.look(lambda view: view.engine.revision), console.bound]
    begun = threading.Lock()

    def begin(_: "Future[Any]") -> None:
        """Speak only once store and port are ours: a second hub must not disturb the one that has them."""
        if all(one.done() and one.exception() is None for one in stands) and begun.acquire(blocking=False):
            link.start()
            life.ready()

    for one in stands:
        one.add_done_callback(begin)
    code = life.wait()
    link.stop()
    return code


def credentials_folder() -> Path | None:
    """Return where systemd has put the credentials of this service, None where it gave none."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) if folder else None


def engine_opener(site: Site, state: Path) -> Callable[[], tuple[EventStore, Engine]]:
    """Return what opens the store and brings the queue back; called by the thread that then owns both."""
    numbering = site.numbering
    rules = Rules(
        scheme=scheme_of(site),
        own=own_letters_of(site),
        policy=POLICIES[site.order.policy],
        lease=numbering.lease,
        reserve=numbering.reserve,
    )
    layout = layout_of(site)

    def open_engine() -> tuple[EventStore, Engine]:
        store = SqliteStore(state / STORE_FILE)
        return store, Engine(store, rules, Projections(layout, rules.policy, NEXT_NUMBERS))

    return open_engine


def layout_of(site: Site) -> Layout:
    """Return which calls and which next numbers each zone's walls show.

    A wall shows a call to every place that somebody who waits in its zone is shown the way to; a place that
    names no direction at all is shown everywhere.
    """
    desks = {
        zone: tuple(
            name
            for name, place in site.places.items()
            if not place.directions or {zone, *site.zones[zone].walls} & place.directions.keys()
        )
        for zone in site.zones
    }
    services = {
        zone: tuple(name for name, service in site.services.items() if service.zone == zone)
        for zone in site.zones
    }
    return Layout(desks=desks, services=services)


def sensors_of(site: Site) -> dict[str, frozenset[str]]:
    """Return the places whose presence each deviceagent watches."""
    agents = {agent for place in site.places.values() for agent in place.presence.values()}
    return {
        agent: frozenset(name for name, place in site.places.items() if agent in place.presence.values())
        for agent in agents
    }


def make_link(
    box: HubBox, life: Life, speaker: Speaker, office: Office, keeper: KeeperLine, refusals: Refusals
) -> Link:
    """Return the line to the site's broker, which hears all devices and the keeper."""
    site = box.box.site
    filters = [
        (channel.filter(site), channel.qos)
        for channel in (
            topics.STATUS,
            topics.INFO,
            topics.HEALTH,
            topics.BEAT,
            topics.NUMBERS_REPORT,
            topics.ADVISER_REQUEST,
            topics.PRESENCE,
            topics.KEEPER_BEAT,
            topics.POINT_STATE,
            topics.HUB_STATUS,
            topics.HUB_BEAT,
        )
    ]
    filters.append((topics.REPLY.filter(site, device=box.box.id), 1))
    # A kiosk says a row again until it is told that it is committed: to acknowledge it to the broker as well
    # adds nothing but a tenth to the hub's CPU.
    filters.append((topics.OUT.filter(site), 0))

    def on_message(_link: Link, received: Received[Any]) -> None:
        if isinstance(received.message, Reply):
            keeper.hear(received.message)
        else:
            office.hear(received)

    return Link(
        box.brokers.site,
        name="site",
        site=site,
        client_id=box.box.id,
        codec=Codec(site),
        filters=filters,
        will=speaker.will(),
        refusals=refusals,
        on_message=on_message,
        on_up=lambda _link: office.line_up(),
        fail=life.fail,
    )
