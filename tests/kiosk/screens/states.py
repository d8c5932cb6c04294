"""Every screen of the kiosk in the state that has most on it: the gallery's examples."""

from common.screen.languages.messages import load_languages
from kiosk.flow.state import Screen
from kiosk.gallery.example_site import LENGTHS
from kiosk.gallery.examples import EXAMPLES

__all__ = ["LANGUAGES", "LENGTHS", "STATES"]

LANGUAGES = load_languages()
STATES: dict[str, Screen] = {name: example.screen for name, example in EXAMPLES.items()}
