"""Controls of a screen as they describe themselves, made by hand."""

from common.screen.description import ControlDescription, Rect
from common.screen.speech.script import Utterance
from common.screen.theme import Look
from kiosk.voice.heard import Heard
from kiosk.voice.narrator import Said

_NOWHERE = Rect(0, 0, 100, 20)


def control(
    label: str,
    *,
    kind: str = "Text",
    name: str = "",
    spoken: str | None = None,
    discreet: str | None = None,
    focused: bool = False,
    enabled: bool = True,
    top: float = 0,
) -> ControlDescription:
    rect = Rect(0, top, 100, 20)
    pressable = kind.endswith("Button")
    told = label if spoken is None else spoken
    return ControlDescription(
        kind, name, label, told, rect, _NOWHERE, pressable, enabled, focused, fits=True, discreet=discreet
    )


def choice(label: str, name: str, *, discreet: str | None = None) -> ControlDescription:
    return control(label, kind="ChoiceButton", name=name, discreet=discreet)


def button(label: str, name: str, *, enabled: bool = True) -> ControlDescription:
    return control(label, kind="PrimaryButton", name=name, enabled=enabled)


def heard(
    screen: str, *controls: ControlDescription, language: str = "en", look: Look | None = None
) -> Heard:
    return Heard(screen, language, look or Look(), controls)


def texts(said: Said) -> list[str]:
    return [utterance.text for utterance in said]


def languages(said: tuple[Utterance, ...]) -> list[str]:
    return [utterance.language for utterance in said]
