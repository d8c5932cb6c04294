"""Puts the screen of a visit into the window, in its language and look."""

from collections.abc import Callable, Mapping

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.screen.languages.messages import Languages
from common.screen.theme import Look
from kiosk.flow.state import (
    Authorities,
    ChoosingLanguage,
    Closed,
    Helping,
    Leaving,
    NoNumbers,
    OutOfUse,
    OwnQueue,
    PrintFailed,
    Rest,
    Screen,
    Services,
    Taking,
    Ticketed,
    Visit,
)
from kiosk.flow.step import House
from kiosk.flow.timing import is_untouched
from kiosk.screens.authorities import AuthoritiesScreen
from kiosk.screens.closed import ClosedScreen
from kiosk.screens.frame import Act, Frame
from kiosk.screens.help import HelpScreen
from kiosk.screens.languages import LanguagesScreen
from kiosk.screens.moment import MomentScreen
from kiosk.screens.no_numbers import NoNumbersScreen
from kiosk.screens.out_of_use import OutOfUseScreen
from kiosk.screens.own_queue import OwnQueueScreen
from kiosk.screens.print_failed import PrintFailedScreen
from kiosk.screens.rest import RestScreen
from kiosk.screens.scene import Scene
from kiosk.screens.services import ServicesScreen
from kiosk.screens.ticket import TicketScreen
from kiosk.screens.timeout import TimeoutScreen
from kiosk.surroundings import Lengths, Moment

SHOW_MOMENT_MS = 400
"""A number takes a few ms; a screen that says "one moment" would only flash."""

SCREENS: Mapping[type[Screen], Callable[[Kit, Act], Frame]] = {
    OutOfUse: OutOfUseScreen,
    Rest: RestScreen,
    ChoosingLanguage: LanguagesScreen,
    Authorities: AuthoritiesScreen,
    Services: ServicesScreen,
    Closed: ClosedScreen,
    OwnQueue: OwnQueueScreen,
    Taking: MomentScreen,
    Ticketed: TicketScreen,
    PrintFailed: PrintFailedScreen,
    NoNumbers: NoNumbersScreen,
    Helping: HelpScreen,
    Leaving: TimeoutScreen,
}


class Stage:
    """Makes each screen once, and shows one at a time. Lives in the window's thread."""

    def __init__(self, kit: Kit, languages: Languages, act: Act, put: Callable[[Control], None]) -> None:
        """``put`` makes a control the content of the window; ``act`` takes what is pressed on it."""
        self._kit = kit
        self._plain = kit
        self._languages = languages
        self._act = act
        self._put = put
        self._frames: dict[type[Screen], Frame] = {}
        self._seen: tuple[Look, bool] = (kit.look, False)

    def show(self, visit: Visit, house: House, lengths: Lengths, now: Moment) -> None:
        """Show a visit as it is now."""
        scene = Scene(visit, house, self._languages, lengths, now)
        state = visit.screen
        if isinstance(state, Taking) and now.ms - state.since_ms < SHOW_MOMENT_MS:
            state = state.under
        if is_untouched(visit):
            self._forget()
        self._dress(visit.look, mirrored=scene.words.mirrored)
        frame = self.frame(type(state))
        if frame.kit is not self._kit:
            frame.restyle(self._kit)
        frame.show(scene, state)
        self._put(frame)

    def frame(self, kind: type[Screen]) -> Frame:
        """Return the screen for a kind of state, made when it is first needed."""
        if kind not in self._frames:
            self._frames[kind] = SCREENS[kind](self._kit, self._act)
        return self._frames[kind]

    def prepare_one(self) -> bool:
        """Make one screen that has not been needed yet; ``False`` when there are all."""
        missing = next((kind for kind in SCREENS if kind not in self._frames), None)
        if missing is None:
            return False
        self.frame(missing)
        return True

    def _forget(self) -> None:
        for kind, frame in self._frames.items():
            if kind not in (Rest, OutOfUse):
                frame.forget()

    def _dress(self, look: Look, *, mirrored: bool) -> None:
        if (look, mirrored) != self._seen:
            self._seen = (look, mirrored)
            plain = look == self._plain.look and mirrored == self._plain.mirrored
            self._kit = (
                self._plain if plain else self._plain.with_look(look).with_direction(mirrored=mirrored)
            )
