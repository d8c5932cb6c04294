"""A real kiosk's screens in a window of their own: what they cost while people change and use them.

``python -m bench.visited_window STATE WIDTH HEIGHT changes COUNT`` changes one thing after the other, as one
press does (the screen, the language, the look), in turn with an empty screen of another colour; it prints
``{"own": […], "bare": […], "worst": {…}}``: ms from the change to the last picture that it led to, drawn and
finished, and the longest one by what had changed. The wait for the loop's next turn, 33 ms at most, is not in
it.

``… visits COUNT [EACH]`` shows every screen and lets so many customers come; after every 200 (``EACH``) it
prints its memory in MB.
"""

import ctypes
import gc
import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.machine import own_mb
from common.screen.environment import ScreenKind, WindowSettings, prepare
from common.screen.fonts import find_fonts
from common.screen.kit import Kit
from common.screen.languages.messages import Languages, load_languages
from common.screen.measure import Panel
from common.screen.theme import Look
from kiosk.box import drawn
from kiosk.flow.event import (
    AdditionKept,
    AddToVisit,
    AuthorityChosen,
    CallAdviser,
    Effect,
    Event,
    HelpAnswered,
    LanguageChosen,
    NumberDealt,
    PaperOut,
    Press,
    ServiceChosen,
    TakeNumber,
    Ticked,
)
from kiosk.flow.moves import fresh
from kiosk.flow.state import Rest
from kiosk.flow.step import step
from kiosk.flow.timing import is_untouched
from kiosk.gallery.example_site import NOW, ticket
from kiosk.gallery.examples import EXAMPLES
from kiosk.gallery.looks import LOOKS
from kiosk.surroundings import Moment

if TYPE_CHECKING:
    from bench.drawn_screens import DrawnScreens

WEIGHED_EACH = 200

_MM = (336, 597)
_BLOCK = 25
_SEED = 4
_MS = 1000
_LONG_MS = 200_000
"""Longer than any screen waits for a touch, warning included."""
_MOST_WAITS = 20


def main(arguments: Sequence[str]) -> int:
    """Run one of both and print what came of it."""
    state, width, height, what, count, *each = arguments
    size = int(width), int(height)
    prepare(
        WindowSettings(
            kind=ScreenKind.TOUCH, width_px=size[0], height_px=size[1], offscreen=True, hurried=True
        ),
        Path(state),
    )
    from bench.drawn_screens import DrawnScreens  # noqa: PLC0415 - Kivy makes its window when it is imported

    languages = load_languages()
    screens = DrawnScreens(Kit.of(drawn(Panel(*_MM, *size)), find_fonts()), languages)
    if what == "changes":
        print(json.dumps(_changes(screens, languages, int(count))), flush=True)
    else:
        for weight in _visits(screens, languages, int(count), int(each[0]) if each else WEIGHED_EACH):
            print(json.dumps(weight), flush=True)
    return 0


def _changes(screens: "DrawnScreens", languages: Languages, count: int) -> dict[str, object]:
    chance = random.Random(_SEED)
    own: list[float] = []
    bare: list[float] = []
    worst: defaultdict[str, float] = defaultdict(float)
    now: tuple[str, str, str] = ("rest", "fi", "normal")
    screens.show_example(EXAMPLES["rest"], "fi", Look())
    while len(own) < count:
        for _ in range(_BLOCK):
            name, language, look = after = _after_one_press(now, languages, chance)
            took_ms = screens.drawn_ms(partial(screens.show_example, EXAMPLES[name], language, LOOKS[look]))
            own.append(took_ms)
            words = f"{_what_changed(now, after)}: {name}, {language}, {look}"
            worst[words] = max(worst[words], took_ms)
            now = after
        bare.extend(screens.drawn_ms(screens.show_empty) for _ in range(_BLOCK))
    longest = sorted(worst.items(), key=lambda one: -one[1])[:20]
    return {"own": own, "bare": bare, "worst": dict(longest)}


def _what_changed(before: Sequence[str], after: Sequence[str]) -> str:
    pairs = zip(("screen", "language", "look"), before, after, strict=True)
    return next(what for what, old, new in pairs if old != new)


def _after_one_press(
    now: tuple[str, str, str], languages: Languages, chance: random.Random
) -> tuple[str, str, str]:
    """Return what is shown after one press: most lead to another screen."""
    name, language, look = now
    match chance.randrange(10):
        case 0:
            return name, chance.choice([code for code in languages.codes if code != language]), look
        case 1 | 2:
            return name, language, chance.choice([other for other in LOOKS if other != look])
        case _:
            return chance.choice([other for other in EXAMPLES if other != name]), language, look


def _visits(screens: "DrawnScreens", languages: Languages, count: int, each: int) -> Iterator[float]:
    _show_all(screens, languages)
    customers = _Customers(screens, languages)
    for number in range(1, count + 1):
        customers.serve(number)
        if number % each == 0:
            gc.collect()
            ctypes.CDLL(None).malloc_trim(0)  # spare pages of the allocator are nobody's
            yield own_mb(os.getpid())


def _show_all(screens: "DrawnScreens", languages: Languages) -> None:
    """Show everything once: a screen keeps its controls from its first showing on.

    Chance found the last of them at the 2,700th visit: 1.6 MB at once, which looked like growth.
    """
    for look in (LOOKS["normal"], LOOKS["large"], LOOKS["low"]):
        for language in languages.codes:
            for example in EXAMPLES.values():
                screens.show_example(example, language, look)
                screens.draw()


class _Customers:
    """One after the other takes a ticket, and every third presses all kinds of things before and after."""

    def __init__(self, screens: "DrawnScreens", languages: Languages) -> None:
        self._screens = screens
        self._languages = languages
        self._chance = random.Random(_SEED)
        self._house = EXAMPLES["rest"].house(languages.codes)
        self._now = NOW
        self._visit = fresh(self._house, NOW)
        self._show()

    def serve(self, number: int) -> None:
        """Serve one customer, until the screen rests again."""
        language = self._languages.codes[number % len(self._languages.codes)]
        wanders = number % 3 == 0
        self._do(LanguageChosen(language))
        if wanders:
            self._do(self._chance.choice((Press.SIZE, Press.CONTRAST, Press.LOW)))
            self._press_anything(3)
            self._wait_till_rest()
            self._do(LanguageChosen(language))
        self._do(AuthorityChosen("tax"))
        self._do(ServiceChosen("tax-personal"))
        if wanders:
            self._press_anything(3)
        self._wait_till_rest()

    def _press_anything(self, times: int) -> None:
        for _ in range(times):
            if isinstance(self._visit.screen, Rest):
                return
            press = self._screens.any_press(self._chance)
            if press is not None:
                press()
                self._screens.draw()

    def _wait_till_rest(self) -> None:
        for _ in range(_MOST_WAITS):
            if is_untouched(self._visit):
                return
            self._now = Moment(self._now.ms + _LONG_MS, self._now.wall_ms)
            self._do(Ticked())
        raise RuntimeError(f"this screen never ends: {self._visit.screen}")

    def _do(self, event: Event) -> None:
        self._handle(event)
        self._screens.draw()

    def _handle(self, event: Event) -> None:
        self._visit, effects = step(self._visit, event, self._house, self._now)
        self._show()
        for effect in effects:
            self._answer(effect)

    def _answer(self, effect: Effect) -> None:
        match effect:
            case TakeNumber(wish, _, language):
                dealt = ticket(100 + wish % 900, language=language)
                self._handle(NumberDealt(wish, dealt))
                self._handle(PaperOut(dealt.id))
            case AddToVisit(wish):
                self._handle(AdditionKept(wish, kept=True))
            case CallAdviser(call):
                self._handle(HelpAnswered(call, "called"))
            case _:
                pass

    def _show(self) -> None:
        self._screens.show(self._visit, self._house, self._handle, self._now)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
