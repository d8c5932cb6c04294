"""The buttons of a screen: a choice with a quiet second line, and one with a word in its middle."""

from collections.abc import Callable

from common.screen.controls.face import MAIN, PLAIN, UNAVAILABLE, Face
from common.screen.controls.pressable import Pressable
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import CHOICE_MM, GRID_MM, TARGET_MM, Lettering, Type


class LabelledButton(Pressable):
    """A button with lines of text on it, all in the middle of its height."""

    def __init__(
        self,
        kit: Kit,
        on_press: Callable[[], None],
        *,
        lines: tuple[Text, ...],
        face: Face,
        name: str,
        spoken: str | None,
        margin_mm: float,
    ) -> None:
        super().__init__(kit, on_press, face=face, name=name, spoken=spoken)
        self.lines = lines
        self.margin_mm = margin_mm
        self.put(*lines)

    def width_wanted(self) -> float:
        """The longest line and the margins."""
        wanted = max(line.width_wanted() for line in self.lines) + 2 * self.kit.px(self.margin_mm)
        return max(wanted, self.least_px())

    def width_least(self) -> float:
        """The longest word and the margins."""
        least = max(line.width_least() for line in self.lines) + 2 * self.kit.px(self.margin_mm)
        return max(least, self.least_px())

    def height_for(self, width: float) -> float:
        """All lines and the margins, and never less than the target's rule."""
        return max(self.least_px(), self._words_height(width) + 2 * self.kit.px(GRID_MM))

    def fits(self) -> bool:
        """Whether every line has room, and the target its least size."""
        return (
            all(line.fits() for line in self.lines)
            and self._words_height(self.width) <= self.height + 1
            and min(self.width, self.height) >= self.kit.px(TARGET_MM) - 1
        )

    def arrange(self) -> None:
        """Draws the face and the lines."""
        super().arrange()
        margin = self.kit.px(self.margin_mm)
        width = max(0.0, self.width - 2 * margin)
        y = self.top - (self.height - self._words_height(self.width)) / 2
        for index, line in enumerate(self.lines):
            line.ink = self.text_ink if index == 0 else self.quiet_ink
            height = line.height_for(width)
            line.place(self.x + margin, y - height, width, height)
            y -= height

    def _words_height(self, width: float) -> float:
        inner = max(0.0, width - 2 * self.kit.px(self.margin_mm))
        return sum(line.height_for(inner) for line in self.lines)


class ChoiceButton(LabelledButton):
    """One of several: a large label, and a quiet second line such as `avoinna 16.15 asti`."""

    least_mm = CHOICE_MM

    def __init__(
        self,
        kit: Kit,
        label: str,
        on_press: Callable[[], None],
        *,
        quiet: str = "",
        face: Face = PLAIN,
        available: bool = True,
        name: str = "",
        spoken: str | None = None,
    ) -> None:
        """`available=False` looks closed, with the reason in `quiet`; a press can still tell more."""
        self._label = Text(kit, label, lettering=Type.CHOICE)
        self._quiet = Text(kit, quiet, lettering=Type.BODY, ink=Ink.QUIET)
        super().__init__(
            kit,
            on_press,
            lines=(self._label, self._quiet),
            face=face,
            name=name,
            spoken=spoken,
            margin_mm=2 * GRID_MM,
        )
        self._own_face = face
        self.label = label
        self.available = True
        self.set_available(available)

    def show(self, label: str, quiet: str = "", *, available: bool = True) -> None:
        """Changes both lines and whether it looks open."""
        self.label = label
        self._label.show(label)
        self._quiet.show(quiet)
        self.set_available(available)

    def show_as(self, face: Face) -> None:
        """Changes how it looks while it can be chosen."""
        self._own_face = face
        self.set_available(self.available)

    def set_available(self, available: bool) -> None:  # noqa: FBT001  reads as a sentence
        """Whether it looks as if it could be chosen."""
        self.available = available
        self.set_face(self._own_face if available else UNAVAILABLE)

    @property
    def quiet(self) -> str:
        """The second line."""
        return self._quiet.label

    @property
    def spoken(self) -> str:
        """Both lines, unless other words were given."""
        if self.own_spoken is not None:
            return self.own_spoken
        return ". ".join(part for part in (self.label, self.quiet) if part)


class PrimaryButton(LabelledButton):
    """A word or two in the middle; filled (`MAIN`) for what most people want, `PLAIN` for the other ways."""

    least_mm = CHOICE_MM

    def __init__(
        self,
        kit: Kit,
        label: str,
        on_press: Callable[[], None],
        *,
        face: Face = MAIN,
        lettering: Lettering = Type.CHOICE,
        name: str = "",
        spoken: str | None = None,
    ) -> None:
        self._label = Text(kit, label, lettering=lettering, align=Align.CENTRE)
        super().__init__(
            kit, on_press, lines=(self._label,), face=face, name=name, spoken=spoken, margin_mm=GRID_MM
        )
        self.label = label

    def show(self, label: str) -> None:
        """Changes the words."""
        self.label = label
        self._label.show(label)
