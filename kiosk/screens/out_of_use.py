"""The kiosk does not know its site yet, and says in every language it has whom to ask."""

from kiosk.screens.in_each_language import InEachLanguage


class OutOfUseScreen(InEachLanguage):
    """Stands until the hub has told what the kiosk must know."""

    shown = "kiosk.out_of_use"
