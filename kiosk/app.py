"""Wires a kiosk's window: the first picture from what was kept, then all that serves behind it."""

import gc
import threading
from collections import deque
from typing import TYPE_CHECKING

from common.runtime.clock import SystemClock
from common.runtime.life import Life
from common.runtime.refusals import Refusals
from common.runtime.systemd import Notifier
from common.screen.environment import load_clock_alone, prepare
from common.screen.fonts import find_fonts
from common.screen.kit import Kit
from common.screen.languages.kept import KeptCatalogues
from common.screen.languages.messages import SITE_FOLDER, load_languages
from common.screen.masks import Masks
from kiosk.box import KioskBox
from kiosk.flow.event import Event, Touched
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.knowledge import Knowledge
from kiosk.staff.kept import STAFF_FILE, load
from kiosk.surroundings import Lengths, Moment, Surroundings

if TYPE_CHECKING:
    from common.screen.controls.control import Control  # Kivy may only be imported after it was prepared
    from kiosk.back_room import BackRoom  # loaded when the first picture stands
    from kiosk.front import Front

WINDOW = "window"
KEPT_LANGUAGES, KEPT_MASKS = "kept-languages", "kept-masks"

_EARLY = 100
"""So many touches before anybody serves are kept, and the latest of more: that lasts half a second."""


def run(box: KioskBox) -> int:
    """Serve customers until the process is told to stop; return its exit code."""
    prepare(box.window_settings, box.box.state)
    load_clock_alone()
    return _Kiosk(box, Life(Notifier())).run()


def first_house(box: KioskBox, site: Surroundings | None) -> House:
    """Return what the disk alone tells of a kiosk, for the picture that stands before anybody serves."""
    return House(site, prints=box.prints, closed=load(box.box.state / STAFF_FILE).closed)


class _Kiosk:
    """The window, and who serves at it: until they are there, what is touched waits for them."""

    def __init__(self, box: KioskBox, life: Life) -> None:
        # Only now has `prepare` set Kivy's environment.
        from common.screen.window.app import WindowApp  # noqa: PLC0415
        from kiosk.screens.stage import Stage  # noqa: PLC0415

        self._box = box
        self._life = life
        self._shown: Control | None = None
        self._back: BackRoom | None = None
        self._front: Front | None = None
        self._early: deque[Event] = deque(maxlen=_EARLY)
        self._clock = SystemClock()
        self._refusals = Refusals()
        fonts = find_fonts()
        self._languages = load_languages(
            box.box.state / SITE_FOLDER,
            missing=fonts.missing,
            read=KeptCatalogues(box.box.state / KEPT_LANGUAGES).read,
        )
        self._knowledge = Knowledge(box.box.state, self._clock, self._refusals, life)
        self._app = WindowApp(box.window_settings, self._first_screen, self._beat)
        kit = Kit.of(box.drawn_panel, fonts, masks=Masks(box.box.state / KEPT_MASKS))
        self._stage = Stage(kit, self._languages, self._handle, self._put)

    def run(self) -> int:
        life = self._life
        life.watch(WINDOW)
        life.at_end(self._app.stop_soon)
        self._app.first_frame = self._on_first_frame
        life.start()
        self._app.run()
        code = life.finish()
        if self._back is not None:
            self._back.stop()
        return code

    # until there is a back room

    def _first_screen(self) -> "Control":
        """Return the screen as everybody finds it."""
        now = Moment(self._clock.monotonic_ms(), self._clock.wall_ms())
        house = first_house(self._box, self._knowledge.surroundings())
        self._stage.show(fresh(house, now), house, Lengths(), now)
        if self._shown is None:
            raise RuntimeError("the stage has shown nothing")
        return self._shown

    def _on_first_frame(self) -> None:
        from kivy.core.window import Window  # noqa: PLC0415 - it is made when it is imported

        Window.bind(on_touch_down=self._on_touch)
        # What fails there ends the process, as everything in a thread does (Life).
        threading.Thread(target=self._make_back_room, name="opening", daemon=True).start()

    def _make_back_room(self) -> None:
        """Load and make all that serves; in a thread of its own, for it takes as long as the window did."""
        from kiosk.back_room import BackRoom  # noqa: PLC0415 - as above

        back = BackRoom(
            self._box,
            self._life,
            self._clock,
            self._languages,
            self._knowledge,
            self._refusals,
            self._app.mailbox.post,
        )
        self._app.mailbox.post(lambda: self._open(back))

    def _open(self, back: "BackRoom") -> None:
        """Let customers in; in the window's thread."""
        if self._life.stopping.is_set():
            return
        from kiosk.front import Front  # noqa: PLC0415 - after the first picture; `_make_back_room` has loaded it

        self._back = back
        self._front = Front(
            self._box,
            self._stage,
            lambda: self._shown,
            self._handle,
            self._languages,
            back.speaker,
            self._refusals,
        )
        back.reception.open(self._front)
        back.start()
        self._app.on_key = self._front.hear_key
        while self._early:
            back.reception.handle(self._early.popleft())
        self._life.ready()
        self._make_screens()

    def _make_screens(self) -> None:
        """Make one more screen between two turns of the loop, until there are all (10 ms each)."""
        if self._stage.prepare_one():
            self._app.mailbox.post(self._make_screens)
            return
        gc.freeze()
        gc.enable()  # `main` has disabled it

    # the window

    def _handle(self, event: Event) -> None:
        """Take what happens at the screen to the reception, or keep it until there is one."""
        if self._back is None:
            self._early.append(event)
        else:
            self._back.reception.handle(event)

    def _put(self, screen: "Control") -> None:
        """Show a screen; the first one is put in by the window itself."""
        self._shown = screen
        if self._app.root is not None:
            self._app.show(screen)

    def _on_touch(self, *_: object) -> None:
        if self._front is not None:
            self._front.fingered()
        self._handle(Touched())

    def _beat(self) -> None:
        self._life.pulse(WINDOW)
        if self._back is not None:
            self._back.reception.tick()
