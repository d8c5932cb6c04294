"""Shows pictures in the window, sounds chime and alarm, and tells what was drawn."""

import logging
from collections import deque
from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.screen.palette import NIGHT
from common.screen.sound.player import Player
from common.screen.window.app import WindowApp
from display.drawing.waiting_view import WaitingView
from display.guard.picture import GuardPicture, Loudspeaker, Touch
from display.guard.view import GuardView
from display.room.plan import DoorPicture
from display.room.view import DoorView
from display.scene import Picture, Post
from display.waiting import WaitingPicture
from display.wall.plan import WallPicture
from display.wall.view import WallView

logger = logging.getLogger(__name__)

_REMEMBERED = 1000

View = WallView | DoorView | GuardView | WaitingView


class Painter:
    """Everything here runs in the window's thread, but :meth:`show`.

    ``first`` is drawn where nothing newer was handed over before there is a window. ``say`` hands over what
    the window says. ``now_ms`` is the machine's monotonic clock in ms, with fractions.
    """

    def __init__(self, kit: Kit, first: Picture, say: Post, now_ms: Callable[[], float]) -> None:
        """Prepare; nothing is drawn yet."""
        self._kit = kit
        self._say = say
        self._now_ms = now_ms
        self._app: WindowApp | None = None
        self._player: Player | None = None
        self._latest = first
        self._views: dict[type, View] = {}
        self._drawn: Picture | None = None
        self._marks: tuple[str, ...] = ()
        self._marked: deque[str] = deque(maxlen=_REMEMBERED)
        self._rung: str | None = None
        self._sounding = False

    def first_screen(self) -> Control:
        """Return the first screen: of the latest picture, for the hub is heard while the window is made."""
        return self._draw(self._latest)

    def attach(self, app: WindowApp) -> None:
        """Draw into this window from now on."""
        self._app = app
        Window.bind(on_flip=self._flipped)

    def show(self, picture: Picture) -> None:
        """Draw a picture before the next frame; from any thread. Of several only the last is drawn."""
        self._latest = picture
        if self._app is not None:
            self._app.mailbox.post(self._draw_latest, latest="picture")

    def use(self, player: Player) -> None:
        """Sound through this player from now on."""
        self._player = player
        self._say(Loudspeaker(works=player.absent_because is None))
        if self._drawn is not None:
            self._sound(self._drawn)

    def _draw_latest(self) -> None:
        picture = self._latest
        if picture is self._drawn or self._app is None:
            return
        self._app.show(self._draw(picture))

    def _draw(self, picture: Picture) -> Control:
        view = self._views.get(type(picture))
        if view is None:
            view = self._views[type(picture)] = self._make(picture)
        view.draw(picture)  # pyright: ignore[reportArgumentType] — a view and its picture come in pairs
        self._drawn = picture
        # "Shown" is said to the keeper: only of what the panel had room for.
        self._marks = view.marks if isinstance(view, GuardView) else picture.marks
        self._sound(picture)
        return view

    def _make(self, picture: Picture) -> View:
        match picture:
            case WallPicture():
                return WallView(self._kit)
            case DoorPicture():
                return DoorView(self._kit)
            case GuardPicture():
                return GuardView(self._kit.with_palette(NIGHT), self._say)
            case WaitingPicture():
                return WaitingView(self._kit)
            case _:
                raise TypeError(f"nothing draws a {type(picture).__name__}")

    def _sound(self, picture: Picture) -> None:
        if self._player is None:
            return  # at the very first start the sounds are still being made; what is due then, sounds then
        if isinstance(picture, WallPicture) and picture.ring not in (None, self._rung):
            self._rung = picture.ring
            self._player.play("chime")
        sounding = isinstance(picture, GuardPicture) and picture.sounding
        if sounding and not self._sounding:
            self._player.play("alarm", repeat=True)
        elif self._sounding and not sounding:
            self._player.stop("alarm")
        self._sounding = sounding

    def _flipped(self, *_: object) -> None:
        # Kivy tells of the flip just before it: what has a turn of its own after it was truly shown.
        picture, marks = self._drawn, self._marks
        if picture is not None and not set(marks) <= set(self._marked):
            Clock.schedule_once(lambda _: self._seen(picture, marks), 0)

    def _seen(self, picture: Picture, marks: tuple[str, ...]) -> None:
        new = tuple(mark for mark in marks if mark not in self._marked)
        if not new:
            return
        now_ms = self._now_ms()
        self._marked.extend(new)
        for mark in new:
            logger.info("on the screen: %s at %.1f ms", mark, now_ms)
        if isinstance(picture, GuardPicture):
            self._say(Touch("drawn", presses=new))
