"""Draws the guard's panel: the alarm with its buttons on the left, the plan and all else on the right."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Literal

from common.screen.controls.control import Control
from common.screen.controls.panel import Ground
from common.screen.controls.text import Align
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM, Weight
from display.drawing.ruler import KitRuler
from display.drawing.sign import Sign
from display.guard.layout import TARGET_MM, Frame, Listed, frame, grid_up, place_list, place_plan, stack_up
from display.guard.parts import AlarmButton, TileControl
from display.guard.picture import Alarm, GuardPicture, Note, Step, Touch
from display.lettering import (
    ALL_BOLD,
    ALL_REGULAR,
    ALL_SEMIBOLD,
    SignLine,
    largest_lines,
    sign_height,
    sign_lines,
)

_LINES_LEAST_MM = 2.3
_SLACK_MM = 0.1


class GuardView(Control):
    """The whole panel. `say` hands touches over."""

    def __init__(self, kit: Kit, say: Callable[[Touch], None]) -> None:
        super().__init__(kit, name="guard")
        self._say = say
        self._ruler = KitRuler(kit)
        panel = kit.panel
        self._frame: Frame = frame(panel.mm(panel.width_px), panel.mm(panel.height_px))
        self._picture: GuardPicture | None = None
        self._ground = Ground(kit, Ink.PAPER)
        self._left = Ground(kit, Ink.ALARM)
        self._band = Ground(kit, Ink.ALARM)
        self._loud_ground = Ground(kit, Ink.NOTICE)
        self._when = Sign(kit, top=True, name="alarm.when")
        self._title = Sign(kit, top=True, name="alarm.place")
        self._way = Sign(kit, top=True, name="alarm.way")
        self._notes_here = Sign(kit, inks=(Ink.TEXT,), top=True, name="alarm.notes")
        self._question = Sign(kit, top=True, name="alarm.question")
        self._headline = Sign(kit, name="headline")
        self._loud = Sign(kit, inks=(Ink.ON_NOTICE,), name="loud")
        self._time = Sign(kit, inks=(Ink.QUIET,), align=Align.END, name="time")
        self._more = Sign(kit, name="more")
        self._rest_of = Sign(kit, inks=(Ink.TEXT,), top=True, name="more.lines")
        self._fault_notes = Sign(kit, inks=(Ink.WARNING_TEXT,), top=True, name="faults")
        self._quiet_notes = Sign(kit, inks=(Ink.QUIET,), top=True, name="notes")
        self._buttons: dict[str, AlarmButton] = {}
        self._tiles: list[TileControl] = []
        self._titles: list[Sign] = []
        self._places: dict[Control, Rect] = {}
        self._placed: set[str] = set()

    @property
    def marks(self) -> tuple[str, ...]:
        """The presses whose place can be read inside the panel; one that had no room is not among them."""
        if self._picture is None:
            return ()
        alarms = [alarm for alarm in self._picture.alarms if alarm.point in self._placed]
        return tuple(press for alarm in alarms for press in alarm.presses)

    def draw(self, picture: GuardPicture) -> None:
        """Show a picture."""
        self._picture = picture
        self._placed = set()
        self._places = {self._ground: Rect(0, 0, self._frame.right.right, self._frame.left.height)}
        if picture.alarms:
            self._draw_alarm(picture.alarms[picture.focus], picture)
        else:
            self._draw_rest(picture)
        self._draw_right(picture)
        self.put_only(*self._places)
        self.changed()

    def arrange(self) -> None:
        """Put everything at its place."""
        px = self.kit.panel.px_per_mm
        for control, box in self._places.items():
            control.place(self.x + box.left * px, self.top - box.bottom * px, box.width * px, box.height * px)

    # the left half

    def _draw_alarm(self, alarm: Alarm, picture: GuardPicture) -> None:
        left, text = self._frame.left, self._frame.text_mm
        inner = self._frame.inner_left
        new = alarm.step is Step.NEW
        head = (SignLine(f"{alarm.when} · {alarm.ago}", text * 1.25, Weight.SEMIBOLD),)
        band = sign_height(head).whole + 1.6 * self._frame.margin
        # Red all over until somebody has seen it; then a red band says that it is still open.
        self._places[self._left if new else self._band] = left if new else Rect(0, 0, left.width, band)
        self._when.set_inks(Ink.ON_ALARM)
        self._when.show(head)
        self._places[self._when] = Rect(
            inner.left, self._frame.margin * 0.8, inner.width, sign_height(head).whole
        )
        y = band if not new else band - self._frame.margin * 0.4
        bottom = self._draw_buttons(alarm, picture, inner)
        way = sign_lines((alarm.way,), inner.width, (text * 1.2, text * 1.2), self._ruler, ALL_REGULAR)
        notes = sign_lines(alarm.notes, inner.width, (text, text), self._ruler, ALL_SEMIBOLD)
        way_height, notes_height = sign_height(way).whole, sign_height(notes).whole
        gap = text * 0.9
        room = bottom - y - way_height - notes_height - 3 * gap
        height = self._frame.left.height
        title = largest_lines(
            (alarm.title,),
            inner.width,
            max(text * 3, room),
            self._ruler,
            least_mm=text * 1.6,
            most_mm=height * 0.17,
            steps=40,
        )
        self._title.set_inks(Ink.ON_ALARM if new else Ink.TEXT)
        self._title.show(title)
        title_height = sign_height(title).whole
        self._places[self._title] = Rect(inner.left, y + gap * 0.5, inner.width, title_height)
        self._note_placed(alarm, self._places[self._title])
        y += title_height + gap * 1.2
        for sign, lines, high in ((self._notes_here, notes, notes_height), (self._way, way, way_height)):
            if lines and lines[0].text and y + high <= bottom:
                sign.set_inks(Ink.ON_ALARM if new else Ink.TEXT)
                sign.show(lines)
                self._places[sign] = Rect(inner.left, y, inner.width, high)
                y += high + gap

    def _draw_buttons(self, alarm: Alarm, picture: GuardPicture, inner: Rect) -> float:
        """Place the buttons of an alarm's step; returns where they begin."""
        words, high = picture.words, self._frame.button
        if alarm.step is Step.CHOOSING:
            return self._draw_reasons(alarm, picture, inner)
        wanted: list[tuple[Literal["seen", "help", "close"], str, bool]] = []
        if alarm.step is Step.NEW:
            wanted = [("seen", words.seen, True), ("help", words.help, False)]
        elif alarm.step is Step.SEEN:
            wanted = [] if alarm.helped else [("help", words.help, True)]
            wanted.append(("close", words.close, False))
        boxes = stack_up(inner, len(wanted), high)
        for (kind, label, main), box in zip(wanted, boxes, strict=True):
            self._button(
                kind,
                label,
                Touch(kind, alarm.point, alarm.presses),
                main=main,
                on_red=alarm.step is Step.NEW,
                box=box,
            )
        return boxes[0].top if boxes else inner.bottom

    def _draw_reasons(self, alarm: Alarm, picture: GuardPicture, inner: Rect) -> float:
        words, text = picture.words, self._frame.text_mm
        back = stack_up(inner, 1, TARGET_MM)[0]
        above = Rect(inner.left, inner.top, inner.width, back.top - GRID_MM - inner.top)
        boxes = grid_up(above, len(words.reasons), 2, max(TARGET_MM, self._frame.button * 0.85))
        for (reason, label), box in zip(words.reasons, boxes, strict=True):
            touch = Touch("reason", alarm.point, alarm.presses, reason)
            self._button(f"reason.{reason}", label, touch, main=True, on_red=False, box=box)
        self._button("back", words.back, Touch("back", alarm.point), main=False, on_red=False, box=back)
        question = sign_lines(
            (words.question,), inner.width, (text * 1.2, text * 1.2), self._ruler, ALL_SEMIBOLD
        )
        high = sign_height(question).whole
        self._question.show(question)
        self._places[self._question] = Rect(inner.left, boxes[0].top - high - GRID_MM, inner.width, high)
        return boxes[0].top - high - 2 * GRID_MM

    def _draw_rest(self, picture: GuardPicture) -> None:
        inner, text = self._frame.inner_left, self._frame.text_mm
        high = self._frame.left.height
        if picture.loud:
            self._places[self._loud_ground] = self._frame.left
            lines = largest_lines(
                (picture.loud,),
                inner.width,
                inner.height,
                self._ruler,
                least_mm=text,
                most_mm=high * 0.075,
                steps=40,
            )
            self._loud.show(lines)
            self._places[self._loud] = inner
            return
        self._headline.set_inks(Ink.QUIET)
        self._headline.show(
            largest_lines(
                (picture.headline,),
                inner.width,
                inner.height * 0.5,
                self._ruler,
                least_mm=text,
                most_mm=high * 0.07,
                steps=40,
                weights=ALL_SEMIBOLD,
            )
        )
        self._places[self._headline] = Rect(inner.left, inner.top, inner.width, inner.height * 0.42)
        top = inner.top + inner.height * 0.46
        self._draw_notes(picture.notes, Rect(inner.left, top, inner.width, inner.bottom - top), text * 1.15)

    # the right half

    def _draw_right(self, picture: GuardPicture) -> None:
        inner, text = self._frame.inner_right, self._frame.text_mm
        time = (SignLine(picture.time, text * 1.6, Weight.SEMIBOLD),)
        self._time.show(time)
        high = sign_height(time).whole
        self._places[self._time] = Rect(inner.left + inner.width * 0.7, inner.top, inner.width * 0.3, high)
        y = inner.top + high + text
        bottom = inner.bottom
        if picture.alarms:
            y = self._draw_others(picture, inner, y)
            bottom = self._draw_notes_below(picture, Rect(inner.left, y, inner.width, inner.bottom - y))
        self._draw_plan(picture, Rect(inner.left, y, inner.width, max(0.0, bottom - y)))

    def _draw_others(self, picture: GuardPicture, inner: Rect, y: float) -> float:
        others = [alarm for index, alarm in enumerate(picture.alarms) if index != picture.focus]
        if not others:
            return y
        text = self._frame.text_mm
        room = Rect(inner.left, inner.top, inner.width * 0.7, text * 3)
        more = largest_lines(
            (picture.more,),
            room.width,
            room.height,
            self._ruler,
            least_mm=text * 0.6,
            most_mm=text * 1.15,
            unbroken=True,
        )
        self._more.show(more)
        self._places[self._more] = room
        listed: Listed = place_list(len(others), Rect(inner.left, y, inner.width, inner.bottom - y))
        for alarm, box in zip(others, listed.buttons, strict=False):
            label = f"{alarm.time}  {alarm.title}"
            self._button(
                f"other.{alarm.point}",
                label,
                Touch("focus", alarm.point),
                main=False,
                on_red=alarm.step is Step.NEW,
                box=box,
            )
            self._note_placed(alarm, box)
        rest = others[len(listed.buttons) :]
        if listed.lines is None:
            return listed.bottom
        return self._draw_lines(rest, listed.lines, text) + GRID_MM

    def _draw_lines(self, alarms: list[Alarm], box: Rect, text: float) -> float:
        """Alarms that have no room for a button, in as small a type as all take; then the newest that fit."""
        each = [f"{alarm.time} {alarm.title}".replace(" ", "\u00a0") for alarm in alarms]

        def words(count: int) -> tuple[str]:
            return ("\u00a0· ".join(each[:count]),)

        lines = largest_lines(
            words(len(each)), box.width, box.height * 0.5, self._ruler, least_mm=_LINES_LEAST_MM, most_mm=text
        )
        count = len(each)
        if sign_height(lines).whole > box.height:
            least = (_LINES_LEAST_MM, _LINES_LEAST_MM)

            def lines_of(count: int) -> tuple[SignLine, ...]:
                return sign_lines(words(count), box.width, least, self._ruler, ALL_BOLD) if count else ()

            count = bisect_right(
                range(1, len(each)), box.height, key=lambda count: sign_height(lines_of(count)).whole
            )
            lines = lines_of(count)
        height = sign_height(lines).whole
        if lines:
            self._rest_of.show(lines)
            self._places[self._rest_of] = Rect(box.left, box.top, box.width, height)
        for alarm in alarms[:count]:
            self._note_placed(alarm, self._places[self._rest_of])
        return box.top + height

    def _note_placed(self, alarm: Alarm, box: Rect) -> None:
        right, bottom = self._frame.right.right, self._frame.right.bottom
        if (
            box.left >= 0
            and box.top >= 0
            and box.right <= right + _SLACK_MM
            and box.bottom <= bottom + _SLACK_MM
        ):
            self._placed.add(alarm.point)

    def _draw_plan(self, picture: GuardPicture, box: Rect) -> None:
        groups = place_plan(picture.groups, box, self._frame.text_mm, self._ruler)
        tiles = [tile for group in groups for tile in group.tiles]
        while len(self._tiles) < len(tiles):
            self._tiles.append(TileControl(self.kit))
        while len(self._titles) < len(groups):
            self._titles.append(Sign(self.kit, inks=(Ink.QUIET,), top=True, name="plan.title"))
        for sign, group in zip(self._titles, groups, strict=False):
            if group.line:
                sign.show(group.line)
                self._places[sign] = group.title
        for control, (place, tile) in zip(self._tiles, tiles, strict=False):
            control.draw(tile, place, self._ruler)
            self._places[control] = place

    def _draw_notes_below(self, picture: GuardPicture, box: Rect) -> float:
        """Place the words at the foot; returns where they begin."""
        notes = picture.notes
        if picture.loud:
            notes = (Note(picture.loud, "fault"), *notes)
        height = self._notes_height(notes, box.width, self._frame.text_mm)
        high = min(height, box.height * 0.45)
        self._draw_notes(notes, Rect(box.left, box.bottom - high, box.width, high), self._frame.text_mm)
        return box.bottom - high - self._frame.text_mm

    def _draw_notes(self, notes: tuple[Note, ...], box: Rect, text: float) -> None:
        """As many as have room: what is well first, then each fault."""
        y = box.top
        for tone, sign in (("quiet", self._quiet_notes), ("fault", self._fault_notes)):
            texts = [note.text for note in notes if note.tone == tone]
            lines: tuple[SignLine, ...] = ()
            while texts:
                lines = sign_lines(texts, box.width, (text, text), self._ruler, ALL_REGULAR)
                if y + sign_height(lines).whole <= box.bottom + 0.1:
                    break
                texts.pop()
            if texts:
                high = sign_height(lines).whole
                sign.show(lines)
                self._places[sign] = Rect(box.left, y, box.width, high)
                y += high + text * 0.6

    def _notes_height(self, notes: tuple[Note, ...], width: float, text: float) -> float:
        height = 0.0
        for tone in ("quiet", "fault"):
            texts = [note.text for note in notes if note.tone == tone]
            if texts:
                lines = sign_lines(texts, width, (text, text), self._ruler, ALL_REGULAR)
                height += sign_height(lines).whole + text * 0.6
        return height

    def _button(self, name: str, label: str, touch: Touch, *, main: bool, on_red: bool, box: Rect) -> None:
        button = self._buttons.get(name)
        if button is None:
            button = self._buttons[name] = AlarmButton(self.kit, name, self._say)
        button.draw(label, touch, main=main, on_red=on_red, box=box, ruler=self._ruler)
        self._places[button] = box
