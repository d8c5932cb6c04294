"""Puts the screen of a visit into the window, in its language and look."""

import importlib
from collections.abc import Callable, Mapping

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.screen.languages.messages import Languages
from common.screen.theme import Look
from kiosk.flow.house import House
from kiosk.flow.state import (
    Adding,
    Additions,
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChangingPaper,
    CheckingSound,
    ChoosingLanguage,
    ChoosingOwner,
    ChoosingParty,
    ChoosingTime,
    Closed,
    ClosedByStaff,
    EnteringCode,
    Found,
    Helping,
    Leaving,
    NoNumbers,
    NotAdded,
    OutOfUse,
    OwnQueue,
    PrintFailed,
    Rest,
    Restarting,
    Screen,
    ServicePage,
    Services,
    Situations,
    StaffCode,
    Taking,
    Ticketed,
    TryingPrinter,
    Visit,
    Words,
)
from kiosk.flow.timing import is_untouched
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.surroundings import Lengths, Moment

_MINUTE_MS = 60_000

SHOW_MOMENT_MS = 400
"""A number takes a few ms; a screen that says "one moment" would only flash."""

SCREENS: Mapping[type[Screen], str] = {
    OutOfUse: "out_of_use.OutOfUseScreen",
    ClosedByStaff: "closed_by_staff.ClosedByStaffScreen",
    Rest: "rest.RestScreen",
    ChoosingLanguage: "languages.LanguagesScreen",
    Authorities: "authorities.AuthoritiesScreen",
    Services: "services.ServicesScreen",
    Situations: "situations.SituationsScreen",
    Words: "words.WordsScreen",
    Found: "found.FoundScreen",
    AppointmentWays: "appointment_ways.AppointmentWaysScreen",
    EnteringCode: "code.CodeScreen",
    ChoosingOwner: "owners.OwnersScreen",
    ChoosingTime: "times.TimesScreen",
    AppointmentAnswer: "appointment_answer.AppointmentAnswerScreen",
    Closed: "closed.ClosedScreen",
    OwnQueue: "own_queue.OwnQueueScreen",
    Taking: "moment.MomentScreen",
    Ticketed: "ticket.TicketScreen",
    PrintFailed: "print_failed.PrintFailedScreen",
    Additions: "additions.AdditionsScreen",
    ChoosingParty: "party.PartyScreen",
    Adding: "moment.MomentScreen",
    NotAdded: "not_added.NotAddedScreen",
    NoNumbers: "no_numbers.NoNumbersScreen",
    StaffCode: "staff_code.StaffCodeScreen",
    ServicePage: "service_page.ServicePageScreen",
    ChangingPaper: "paper_change.PaperChangeScreen",
    TryingPrinter: "trial.TrialScreen",
    CheckingSound: "sound_check.SoundCheckScreen",
    Restarting: "restarting.RestartingScreen",
    Helping: "help.HelpScreen",
    Leaving: "timeout.TimeoutScreen",
}
"""The module of this room and the class in it; each is loaded when it is first needed."""


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
        self._last: Screen | None = None
        self._shown: Frame | None = None
        self._rested: tuple[object, ...] | None = None
        self._seen: tuple[Look, bool] = (kit.look, False)

    def show(self, visit: Visit, house: House, lengths: Lengths, now: Moment) -> None:
        """Show a visit as it is now; where nobody is here, each minute and what has changed."""
        seen = (visit, house, lengths, now.wall_ms // _MINUTE_MS) if is_untouched(visit) else None
        if seen is not None and seen == self._rested:
            return
        self._rested = seen
        scene = Scene(visit, house, self._languages, lengths, now)
        state = visit.screen
        if isinstance(state, Taking | Adding) and now.ms - state.since_ms < SHOW_MOMENT_MS:
            state = self._before(state)
        if is_untouched(visit):
            self._forget()
        self._dress(visit.look, mirrored=scene.words.mirrored)
        frame = self.frame(type(state))
        if frame.kit is not self._kit:
            frame.restyle(self._kit)
        frame.show(scene, state)
        self._last = state
        self._put(frame)
        if self._shown is not None and self._shown is not frame:
            self._shown.let_go()
        self._shown = frame

    def frame(self, kind: type[Screen]) -> Frame:
        """Return the screen for a kind of state, made when it is first needed."""
        if kind not in self._frames:
            module, name = SCREENS[kind].split(".")
            make = getattr(importlib.import_module(f"kiosk.screens.{module}"), name)
            self._frames[kind] = make(self._kit, self._act)
        return self._frames[kind]

    def prepare_one(self) -> bool:
        """Make one screen that has not been needed yet; ``False`` when there are all."""
        missing = next((kind for kind in SCREENS if kind not in self._frames), None)
        if missing is None:
            return False
        self.frame(missing)
        return True

    def _before(self, state: Taking | Adding) -> Screen:
        """Return what stands while something is written down, which as a rule takes a few ms."""
        if isinstance(state, Taking):
            return state.under
        return Additions() if self._last is None else self._last

    def _forget(self) -> None:
        for kind, frame in self._frames.items():
            if kind not in (Rest, OutOfUse, ClosedByStaff):
                frame.forget()

    def _dress(self, look: Look, *, mirrored: bool) -> None:
        if (look, mirrored) != self._seen:
            self._seen = (look, mirrored)
            plain = look == self._plain.look and mirrored == self._plain.mirrored
            self._kit = (
                self._plain if plain else self._plain.with_look(look).with_direction(mirrored=mirrored)
            )
