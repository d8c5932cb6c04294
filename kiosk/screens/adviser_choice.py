"""The last choice of a list that may not have what somebody looks for: a person."""

from common.screen.controls.face import TINTED
from common.screen.languages.messages import Messages
from kiosk.flow.event import Press
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act


def adviser_choice(act: Act, words: Messages, key: str) -> Choice:
    """Return the choice that calls an adviser; the text of ``key`` says what the list does not have."""
    quiet = words.text("kiosk.authority.ask_adviser")
    return Choice("not-known", words.text(key), lambda: act(Press.HELP), quiet=quiet, face=TINTED)
