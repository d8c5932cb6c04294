"""A person has closed the kiosk: it says so in the site's first languages, and whom to ask."""

from kiosk.screens.in_each_language import InEachLanguage


class ClosedByStaffScreen(InEachLanguage):
    """Stands until a person opens the kiosk again."""

    shown = "kiosk.closed_by_staff"
