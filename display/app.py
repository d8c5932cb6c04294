"""Wires a display: its lines, the desk that decides what is shown, and the one window."""

import logging
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from common.runtime.broker import Broker
from common.runtime.clock import SystemClock, boot_id
from common.runtime.config_cache import ConfigCache
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.runtime.renew import open_or_renew
from common.runtime.station import WORKER as STATION
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.screen.environment import ScreenKind, prepare
from common.screen.fonts import find_fonts
from common.screen.kit import Kit
from common.screen.languages.messages import SITE_FOLDER, load_languages
from common.screen.mailbox import Post
from common.screen.sound.player import AbsentPlayer, SoundName
from common.screen.sound.wav import write_sounds
from common.version import program_version
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.life import Health
from display.box import DisplayBox
from display.desk import WORKER as DESK
from display.desk import Desk, common_filters
from display.scene import Picture
from display.zone import ZoneKeeper

logger = logging.getLogger(__name__)

WINDOW = "window"

_CHANNELS = (
    topics.STATUS,
    topics.CONFIG,
    topics.CATALOGUE,
    topics.HUB_BEAT,
    topics.BOARD,
    topics.ROOM,
    topics.KEEPER_BEAT,
    topics.POINT_STATE,
    topics.POINT_REPORT,
    topics.REPLY,
)
_NANOSECONDS_PER_MS = 1e6


def run(box: DisplayBox) -> int:
    """Show what the hub says until the process is told to stop; return its exit code.

    Raises :class:`OSError` or :class:`sqlite3.Error` where the box's state cannot be used, and
    :class:`common.screen.fonts.FontsMissingError`.
    """
    database, _ = open_or_renew(box.box.state / "display.db", (), boot_id=boot_id())
    boot = database.boot
    database.close()
    return _Process(box, Life(Notifier()), boot).run()


class _Process:
    """The parts and the lines between them; every callback of a line only hands over."""

    def __init__(self, box: DisplayBox, life: Life, boot: int) -> None:
        self._box = box
        self._life = life
        self._refusals = Refusals()
        self._silent: str | None = None
        self._station = Station(
            box=box.box,
            part="display",
            version=program_version(),
            clock=SystemClock(),
            boot=boot,
            health=self._health,
        )
        self._links = [self._link("site", box.brokers.site)]
        if box.brokers.guard is not None:
            self._links.append(self._link("guard", box.brokers.guard))
        for link in self._links:
            self._station.add(link)
        self._fonts = find_fonts()
        self._languages = load_languages(box.box.state / SITE_FOLDER, missing=self._fonts.missing)
        self._desk = Desk(
            self._station,
            self._links,
            ConfigCache(box.box.state),
            self._languages,
            self._refusals,
            SystemClock(),
            ZoneKeeper(box.box.state),
            self._show,
        )
        self._painter: Any = None

    def run(self) -> int:
        """Open the window and live; the window has the main thread."""
        self._desk.open(self._life)
        # A loop for fingers, if this was a guard's panel when it last heard; a wall's wakes for messages and
        # reads fingers 15 times a second, which does until the next start.
        kind = ScreenKind.TOUCH if self._desk.is_touched else ScreenKind.WALL
        settings = self._box.window_settings(kind)
        prepare(settings, self._box.box.state)
        # Kivy makes its window when it is imported, and only now is everything ready for it.
        from common.screen.window.app import WindowApp  # noqa: PLC0415 — as the line above says
        from display.drawing.painter import Painter  # noqa: PLC0415 — as above

        kit = Kit.of(self._box.panel, self._fonts)
        painter = self._painter = Painter(kit, self._desk.picture(), self._desk.say, _now_ms)
        app = WindowApp(settings, painter.first_screen, lambda: self._life.pulse(WINDOW))
        painter.attach(app)
        app.first_frame = lambda: self._first_frame(app.mailbox.post)
        self._life.watch(WINDOW)
        self._life.at_end(app.stop_soon)
        self._life.worker(DESK, lambda: self._desk.run(self._life))
        self._life.worker(STATION, lambda: self._station.run(self._life))
        self._life.start()
        for link in self._links:
            link.start()
        app.run()
        code = self._life.finish()
        for link in self._links:
            link.stop()
        return code

    def _show(self, picture: Picture) -> None:
        self._painter.show(picture)

    def _first_frame(self, post: Post) -> None:
        """Something stands on the screen: say so, and make the sounds (a second at the first start)."""
        self._station.ready()
        self._life.ready()
        threading.Thread(target=self._make_sounds, args=(post,), name="sounds", daemon=True).start()

    def _make_sounds(self, post: Post) -> None:
        if not self._box.sound.enabled:
            post(lambda: self._painter.use(AbsentPlayer()))
            return
        try:
            files = write_sounds(self._box.box.state / "sounds")
        except OSError as error:
            reason = f"the sounds cannot be written: {error}"
            post(lambda: self._use_absent(reason))
            return
        post(lambda: self._use_sounds(files))

    def _use_sounds(self, files: Mapping[str, Path]) -> None:
        from common.screen.window.sounds import make_player  # noqa: PLC0415 — it opens the sound card

        player = make_player(files, _started)
        self._silent = player.absent_because
        self._painter.use(player)

    def _use_absent(self, reason: str) -> None:
        self._silent = reason
        self._painter.use(AbsentPlayer(reason))

    def _link(self, name: str, broker: Broker) -> Link:
        site, device = self._box.box.site, self._box.box.id
        return Link(
            broker,
            name=name,
            site=site,
            client_id=device,
            codec=Codec(site, _CHANNELS),
            filters=common_filters(site, device),
            will=self._station.will(),
            refusals=self._refusals,
            on_message=self._on_message,
            on_up=self._station.on_up,
            fail=self._life.fail,
        )

    def _on_message(self, link: Link, received: Received[Any]) -> None:
        if received.channel is topics.STATUS:
            if not self._life.stopping.is_set():
                self._station.on_own_status(link, received.message)
        else:
            self._desk.hear(link, received)

    def _health(self) -> Health:
        faults = () if self._silent is None else ("no-sound",)
        if not self._desk.is_configured:
            faults = (*faults, "not-configured")
        return Health(refused=self._refusals.counts(), faults=(*faults, *self._languages.faults))


def _now_ms() -> float:
    """The machine's monotonic clock, the one that the brokers' clients are measured by as well."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) / _NANOSECONDS_PER_MS


def _started(name: SoundName, _monotonic_s: float) -> None:
    """The mixer has taken the first sample."""
    logger.info("sound: %s at %.1f ms", name, _now_ms())
