"""The one thread that knows what is to be shown: it hears messages and hands pictures to the window."""

import itertools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from common.runtime.clock import Clock
from common.runtime.config_cache import ConfigCache
from common.runtime.inbox import Inbox
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.runtime.station import Station
from common.screen.languages.messages import Languages
from common.wire import topics
from common.wire.channel import Channel, M, Received
from common.wire.site import Catalogue, DeviceConfig, DoorConfig, GuardConfig, WallConfig
from display.guard.scene import GuardScene
from display.moment import Moment
from display.room.scene import DoorScene
from display.scene import Picture, Scene, Word, lane
from display.waiting import WaitingScene
from display.wall.scene import WallScene
from display.zone import ZoneKeeper

logger = logging.getLogger(__name__)

WORKER = "desk"
WAITING_LANGUAGES = ("fi", "sv", "en")

_TICK_S = 0.25
"""What changes with time alone is at most this late: a clock, an age, a silence."""
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and the monotonic clock when it arrived."""

    received: Received[Any]
    ms: int


@dataclass(frozen=True, slots=True)
class Said:
    """The window's word: a touch, or that something is on the screen."""

    word: Word


Item = Heard | Said


class Desk:
    """Everything reaches it through its inbox, from any thread; it alone touches the scene."""

    def __init__(
        self,
        station: Station,
        links: Sequence[Link],
        cache: ConfigCache,
        languages: Languages,
        refusals: Refusals,
        clock: Clock,
        zone: ZoneKeeper,
        show: Callable[[Picture], None],
    ) -> None:
        """``show`` gets a picture whenever it changed, from the desk's thread."""
        self._station = station
        self._links = links
        self._cache = cache
        self._languages = languages
        self._refusals = refusals
        self._clock = clock
        self._zone = zone
        self._show = show
        self._inbox: Inbox[Item] | None = None
        self._words = itertools.count()
        self._catalogue: Catalogue | None = None
        self._config: DeviceConfig | None = None
        self._scene: Scene = WaitingScene(station.box.id, languages.some(WAITING_LANGUAGES))
        self._shown: Picture | None = None

    @property
    def is_configured(self) -> bool:
        """Whether it is known what this display is."""
        return self._config is not None

    @property
    def is_touched(self) -> bool:
        """Whether people touch what is shown."""
        return isinstance(self._scene, GuardScene)

    def open(self, life: Life) -> None:
        """Take things in from now on; before the links start."""
        self._inbox = Inbox(life.stopping)
        kept = self._cache.load()
        if kept is not None:
            self._configure(kept)

    def picture(self) -> Picture:
        """Return the first picture, before the desk's own thread begins."""
        self._shown = self._scene.picture(self._moment())
        return self._shown

    def hear(self, link: Link, received: Received[Any]) -> None:
        """Hand over a message, from a link's thread."""
        if self._inbox is None:
            return
        item = Heard(received, self._clock.monotonic_ms())
        kind = lane(received, link.name)
        if kind is None:
            self._inbox.put(item)
        elif not self._inbox.note(kind, item):
            self._refusals.count("crowded", f"{received.channel.name} has too many topics at once")

    def say(self, word: Word) -> None:
        """Hand over what the window says; never blocks."""
        if self._inbox is not None:
            self._inbox.note(("window", next(self._words)), Said(word))

    def run(self, life: Life) -> None:
        """Serve until the process ends (a worker of :class:`Life`)."""
        if self._inbox is None:
            raise RuntimeError("The desk was not opened before it began to work.")
        while not life.stopping.is_set():
            life.pulse(WORKER)
            for item in self._inbox.take(_TICK_S, _BATCH):
                self._handle(item)
            self._turn()

    def _handle(self, item: Item) -> None:
        if isinstance(item, Said):
            self._scene.touched(item.word)
            return
        message = item.received.message
        if isinstance(message, DeviceConfig):
            self._configure(message)
            return
        if isinstance(message, Catalogue):
            self._catalogue = message
            self._zone.learn(message.timezone)
        self._scene.hear(item.received, self._moment(item.ms))

    def _turn(self) -> None:
        moment = self._moment()
        self._scene.speak(self._say, moment)
        picture = self._scene.picture(moment)
        if picture != self._shown:
            self._shown = picture
            self._show(picture)

    def _say(self, channel: Channel[M], message: M, **ids: str) -> bool:
        said = [link.publish(channel, message, **ids) for link in self._links]  # on every line, not on one
        return any(said)

    def _moment(self, ms: int | None = None) -> Moment:
        now = self._clock.monotonic_ms()
        ms = now if ms is None else ms
        return Moment(
            ms=ms,
            wall_ms=self._clock.wall_ms() - (now - ms),
            zone=self._zone.zone,
            lines_up=sum(link.is_up for link in self._links),
            lines=len(self._links),
        )

    def _configure(self, config: DeviceConfig) -> None:
        """Become what the hub says. A display has nothing under way that a change would interrupt."""
        if self._config is not None and config.body == self._config.body:
            self._station.configured(config.revision)
            return
        scene = self._scene_for(config)
        if scene is None:
            kind = type(config.body).__name__
            self._refusals.count("config", f"the configuration is one of a {kind}, not of a display")
            return
        self._config = config
        self._scene = scene
        for link in self._links:
            link.listen([*common_filters(self._station.box.site, self._station.box.id), *self._filters()])
        self._keep(config)
        self._station.configured(config.revision)

    def _filters(self) -> list[tuple[str, int]]:
        return self._scene.filters(self._station.box.site)

    def _scene_for(self, config: DeviceConfig) -> Scene | None:
        device = self._station.box.id
        match config.body:
            case WallConfig() as body:
                return WallScene(device, body, self._languages.some(body.languages), self._catalogue)
            case DoorConfig() as body:
                return DoorScene(body, self._languages.some(body.languages))
            case GuardConfig() as body:
                messages = self._languages.some(body.languages)[0]
                if isinstance(self._scene, GuardScene):
                    self._scene.configure(body, messages)
                    return self._scene
                return GuardScene(device, body, messages, self._refusals, self._moment())
            case _:
                return None

    def _keep(self, config: DeviceConfig) -> None:
        if self._cache.load() == config:
            return
        try:
            self._cache.store(config)
        except OSError as error:
            logger.warning("the configuration cannot be kept for the next start: %s", error)


def common_filters(site: str, device: str) -> list[tuple[str, int]]:
    """Return what every display reads: its own status, its configuration, and the site's catalogue."""
    return [
        (topics.STATUS.filter(site, device=device), 1),
        (topics.CONFIG.filter(site, device=device), 1),
        (topics.CATALOGUE.filter(site), 1),
    ]
