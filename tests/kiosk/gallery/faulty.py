"""A good screen and the means to spoil it: one fault at a time, made of the real controls."""

from collections.abc import Callable

from common.screen.controls.bar import Bar, help_button
from common.screen.controls.buttons import ChoiceButton
from common.screen.controls.control import Control
from common.screen.controls.header import Header, HeaderButton, HeaderText
from common.screen.controls.layout import Space
from common.screen.controls.screen import Screen
from common.screen.controls.text import Body, Title
from common.screen.kit import Kit
from common.screen.symbols import Symbol


def nothing() -> None:
    """For buttons that are only looked at."""


class Laid(Control):
    """Parts at places of their own, in mm from its upper left corner: what a layout would never do."""

    def __init__(self, kit: Kit, *parts: tuple[Control, float, float, float, float]) -> None:
        super().__init__(kit)
        self.laid = parts
        self.weight = 1.0
        self.put(*(part[0] for part in parts))

    def height_for(self, width: float) -> float:  # noqa: ARG002  it takes what is left
        return 0.0

    def arrange(self) -> None:
        dense = self.kit.panel.px_per_mm
        for part, left, top, width, height in self.laid:
            x, y = self.x + left * dense, self.top - (top + height) * dense
            part.place(x, y, width * dense, height * dense)


def button(kit: Kit, label: str, name: str = "choice", *, spoken: str | None = None) -> ChoiceButton:
    return ChoiceButton(kit, label, nothing, quiet="avoinna 16.15 asti", name=name, spoken=spoken)


def screen(kit: Kit, *parts: Control, helps: bool = True, gap_mm: float = 4.0) -> Screen:
    """A screen with these parts, or with good ones."""
    header = Header(
        kit,
        HeaderButton(kit, "Takaisin", nothing, drawn=Symbol.BACK, name="back"),
        HeaderText(kit, "10.24"),
    )
    bar = Bar(kit, [], help_button(kit, "Kutsu apua", nothing)) if helps else None
    made = Screen(kit, header=header, bar=bar, point_name="Suomi-piste Pori", name="tried", gap_mm=gap_mm)
    made.content.put(*(parts or good_parts(kit)))
    return made


def good_parts(kit: Kit) -> tuple[Control, ...]:
    return (
        Title(kit, "Kenen luo olet tulossa?"),
        Body(kit, "Valitse listalta."),
        button(kit, "Verohallinto", "tax"),
        button(kit, "Digi- ja väestötietovirasto", "dvv"),
        Space(kit),
    )


Make = Callable[[Kit], Screen]
