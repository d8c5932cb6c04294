"""What a customer can hear of a screen at one moment. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from common.screen.description import ControlDescription
from common.screen.speech.script import Output
from common.screen.theme import Look
from common.wire.site import Catalogue

BUTTON = "PrimaryButton"
"""The kind of control that is a way of its own; everything else that can be pressed is one of several."""
TYPED = frozenset({"code", "typed"})
"""Names of controls that show what was typed; each letter of it is echoed."""
TURNERS = frozenset({"more", "previous"})
"""Names of the buttons that turn the pages of a list."""
EVERYWHERE = frozenset(
    {"point", "time", "staff", "back", "start-over", "language", "size", "contrast", "low", "sound", "help"}
)
"""Names of what stands in the header and in the bar: the program's own words, on every screen the same."""


@dataclass(frozen=True, slots=True)
class Point:
    """The languages of a kiosk, and those of the signs around it; each in order, the main one first."""

    languages: tuple[str, ...] = ("fi", "sv", "en")
    sign_languages: tuple[str, ...] = ("fi", "sv")

    @property
    def first(self) -> str:
        """The language of whoever has chosen none."""
        return self.languages[0]


@dataclass(frozen=True)
class Heard:
    """A screen as it is for the ear; `controls` in reading order."""

    screen: str
    """Such as `kiosk.ticket`."""
    language: str
    look: Look
    controls: tuple[ControlDescription, ...]

    @cached_property
    def texts(self) -> tuple[ControlDescription, ...]:
        """What is told and cannot be pressed, without header and bar."""
        return tuple(
            control
            for control in self.controls
            if not control.pressable and control.spoken and control.name not in EVERYWHERE
        )

    @cached_property
    def choices(self) -> tuple[ControlDescription, ...]:
        """What there is to choose from on this page: choices of a list, or keys."""
        return tuple(
            control
            for control in self.controls
            if control.pressable and control.kind != BUTTON and control.name not in EVERYWHERE | TURNERS
        )

    @cached_property
    def goes_on(self) -> bool:
        """Whether there are more choices on another page, after those of this one."""
        return bool(self.choices) and any(one.pressable and one.name == "more" for one in self.controls)

    @cached_property
    def ways(self) -> tuple[ControlDescription, ...]:
        """Buttons of this screen alone that are not choices of a list, nor turn its pages."""
        not_told = EVERYWHERE | TURNERS if self.choices else EVERYWHERE
        return tuple(
            control
            for control in self.controls
            if control.pressable and control.kind == BUTTON and control.name not in not_told
        )

    @cached_property
    def focus(self) -> ControlDescription | None:
        """Where the keypad is."""
        return next((control for control in self.controls if control.focused), None)

    @cached_property
    def typed(self) -> ControlDescription | None:
        """What was typed up to now."""
        return next((control for control in self.controls if control.name in TYPED), None)


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens, and what may be said to them.

    `names` are the names of authorities and services, which must not be said aloud; empty where the site
    has asked for them to be named.
    """

    output: Output
    names: frozenset[str] = frozenset()

    @property
    def discreet(self) -> bool:
        """Whether others hear it, who are not to learn whom somebody visits."""
        return self.output == "loudspeaker" and bool(self.names)


def telling_names(catalogue: Catalogue) -> frozenset[str]:
    """The names of all authorities and services in all languages, folded for comparing."""
    named: Iterable[Sequence[str]] = (
        tuple(one.names.values()) for one in (*catalogue.authorities, *catalogue.services)
    )
    return frozenset(folded(name) for names in named for name in names if folded(name))


def folded(text: str) -> str:
    """A text for comparing: no capitals, one kind of space."""
    return " ".join(text.casefold().split())
