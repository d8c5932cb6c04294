"""From a call in the console to the picture on the wall, and to the first sample of its chime."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import site
from bench.hub_house import HubHouse
from bench.rows import Row, measured
from bench.samples import in_turn
from bench.screen_house import WALL, ToldWindow, make_house
from bench.setting import Setting
from bench.window import ProbedWindow

_PICTURES, _SOUNDS = 1000, 60
_PICTURES_S, _SOUNDS_S = 105.0, 30.0
_BLOCK, _SOUND_BLOCK, _WARM = 50, 10, 3
_MS = 1000


def run(setting: Setting) -> Iterator[Row]:
    """Call customers one by one before a real wall; tell an empty window a number in turn with it."""
    room = setting.room("pictures")
    samples = _Samples()
    with contextlib.ExitStack() as stack:
        window = stack.enter_context(ProbedWindow(room / "wall", loud=True))
        house = stack.enter_context(make_house(room / "house", (WALL,), {site.WALL: window}))
        hub = stack.enter_context(HubHouse(house))
        house.start_screen(site.WALL)
        bare = stack.enter_context(ToldWindow(house, room / "bare", WALL, site.AGENT, loud=True))
        window.wait_for_text(site.NAME_ON_SIGNS)
        calls = _Calls(hub, window)
        for to in (_Samples(), samples):  # the first ones are not counted: sounds are made, caches filled
            in_turn(
                _WARM if to is not samples else setting.count(_SOUNDS),
                _SOUND_BLOCK,
                lambda block, to=to: calls.take(to, block, with_sound=True),
                lambda block, to=to: _take_words(bare, to, block, with_sound=True),
                limit_s=setting.limit_s(_SOUNDS_S),
            )
        in_turn(
            setting.count(_PICTURES) if setting.wants("call-to-picture") else 0,
            _BLOCK,
            lambda block: calls.take(samples, block, with_sound=False),
            lambda block: _take_words(bare, samples, block, with_sound=False),
            limit_s=setting.limit_s(_PICTURES_S),
        )
    yield measured("call-to-picture", samples.pictures, samples.bare_pictures)
    yield measured("call-to-sound", samples.sounds, samples.bare_sounds)


@dataclass(slots=True)
class _Samples:
    """Times in ms."""

    pictures: list[float] = field(default_factory=list[float])
    sounds: list[float] = field(default_factory=list[float])
    bare_pictures: list[float] = field(default_factory=list[float])
    bare_sounds: list[float] = field(default_factory=list[float])


@dataclass(slots=True)
class _Calls:
    """Calls before a wall that is at rest before each of them."""

    hub: HubHouse
    wall: ProbedWindow
    made: int = 0

    def take(self, samples: _Samples, count: int, *, with_sound: bool) -> None:
        hub, wall = self.hub, self.wall
        hub.kiosks.say_beats()
        for _ in range(count):
            desk = site.DESKS[self.made % len(site.DESKS)]
            ticket = hub.kiosks.all[self.made % len(site.KIOSKS)].check_in()
            self.made += 1
            hub.kiosks.wait_for_acknowledgements()
            if with_sound:
                wall.hush()
            wanted = {str(ticket), site.desk_on_signs(desk)}
            began = time.monotonic()
            hub.call(desk)
            drawn = wall.wait_for(lambda one, them=wanted: them <= set(one.shown), "a call")
            samples.pictures.append((drawn.at - began) * _MS)
            if with_sound:
                samples.sounds.append((wall.wait_for_sound() - began) * _MS)
            hub.serve(desk)
            wall.wait_for_text(site.NAME_ON_SIGNS)


def _take_words(bare: ToldWindow, samples: _Samples, count: int, *, with_sound: bool) -> None:
    for _ in range(count):
        if with_sound:
            bare.window.hush()
        began, drawn = bare.tell()
        samples.bare_pictures.append((drawn.at - began) * _MS)
        if with_sound:
            samples.bare_sounds.append((bare.window.wait_for_sound() - began) * _MS)
