"""Why an appointment does not count now, and what can be done."""

from dataclasses import dataclass

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.theme import GRID_MM
from common.wire.arrivals import Fit
from kiosk.choices.appointments import ordinary_left
from kiosk.choices.offers import find_service
from kiosk.choices.wording import when_words
from kiosk.flow.event import Press
from kiosk.flow.state import AppointmentAnswer, ChoosingTime, EnteringCode
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead
from kiosk.surroundings import Surroundings, local


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is said, and what the first button does; ``None`` where calling an adviser is all there is."""

    title: str
    sentence: str
    way: tuple[Press, str] | None = None


class AppointmentAnswerScreen(Frame):
    """An answer for each case, and a person in each."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.appointment_answer")
        self._press = Press.DONE
        self._title = Title(kit)
        self._service = lead(kit, name="service")
        self._service.discreet = ""
        self._sentence = lead(kit, name="sentence")
        self._way = PrimaryButton(kit, "", lambda: act(self._press), name="way-on")
        self._call = PrimaryButton(kit, "", lambda: act(Press.HELP), face=PLAIN, name="call-adviser")
        self._buttons = Column(kit)
        self.telling.gap_mm = GRID_MM
        self.telling.put(self._title, self._service, self._sentence, Space(kit))
        self.hold(self._buttons)

    def fill(self, scene: Scene, state: State) -> None:
        """Show the answer in ``state``."""
        site, words = scene.site, scene.words
        if site is None or not isinstance(state, AppointmentAnswer):
            return
        answer = _answer(scene, site, state)
        entry = state.match.entry
        service = find_service(site.catalogue, entry.service) if entry else None
        self._title.show(answer.title)
        self._service.show(scene.name(service.names) if service else "")
        self._sentence.show(answer.sentence)
        self._call.show(words.text("bar.help"))
        self._call.own_spoken = words.text("bar.help_spoken")
        if answer.way is not None:
            self._press, label = answer.way
            self._way.show(label)
        self._buttons.put_only(*([] if answer.way is None else [self._way]), self._call)


def _answer(scene: Scene, site: Surroundings, state: AppointmentAnswer) -> _Answer:
    words, match = scene.words, state.match
    if state.paused:
        return _say(words, "paused", "paused_ask")
    done = (Press.DONE, words.text("common.done"))
    when = when_words(words, local(match.at_ms, site.zone), scene.local)
    if match.fit is Fit.TOO_EARLY:
        opens = when_words(words, local(match.opens_ms, site.zone), scene.local)
        return _say(words, "time_is", "come_back", done, when=when, opens=opens)
    if match.fit is Fit.TOO_LATE:
        if not ordinary_left(match, site, scene.house.full, scene.now.wall_ms):
            return _say(words, "time_was", "too_late", when=when)
        ordinary = (Press.ORDINARY, words.text("kiosk.appointment_answer.ordinary"))
        return _say(words, "time_was", "too_late_number", ordinary, when=when)
    if match.fit is Fit.USED:
        return _say(words, "used", "used_ask", done)
    if match.fit is Fit.OTHER_DAY:
        if match.at_ms < scene.now.wall_ms:
            return _say(words, "time_was", "adviser_tells", when=when)
        return _say(words, "time_is", "other_day", done, when=when)
    return _unknown(words, state)


def _unknown(words: Messages, state: AppointmentAnswer) -> _Answer:
    if isinstance(state.under, ChoosingTime):
        return _say(words, "unknown_time", "adviser_tells")
    typed = isinstance(state.under, EnteringCode) and bool(state.under.typed)
    label = words.text(f"kiosk.appointment_answer.{'check_code' if typed else 'type_code'}")
    return _say(words, "unknown_code", "unknown_ask", (Press.BY_CODE, label))


def _say(
    words: Messages, title: str, sentence: str, way: tuple[Press, str] | None = None, **values: str
) -> _Answer:
    section = "kiosk.appointment_answer"
    return _Answer(
        words.text(f"{section}.{title}", **values), words.text(f"{section}.{sentence}", **values), way
    )
