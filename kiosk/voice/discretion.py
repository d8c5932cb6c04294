"""What others may hear: the loudspeaker gives no authority and no service away. Pure."""

import re

from common.screen.description import ControlDescription
from kiosk.voice.heard import EVERYWHERE, Listener, folded

_SHORTEST_STEM = 3
"""A name of so many letters is found in its inflected forms too: Kela in "Kelan jono"."""


def text_for(control: ControlDescription, listener: Listener, private: str) -> str:
    """What is said for a control to this listener; "" for nothing.

    `private` stands for a text that names somebody and has no discreet form: nothing that a screen has
    forgotten, or that a site has written, gives an authority away.
    """
    if not is_hidden(control, listener):
        return control.spoken
    if control.discreet is None or names_any(control.discreet, listener.names):
        return "" if names_any(private, listener.names) else private
    return control.discreet


def is_hidden(control: ControlDescription, listener: Listener) -> bool:
    """Whether the loudspeaker must say something else than a headset does."""
    if not listener.discreet or control.name in EVERYWHERE:
        return False
    return control.discreet is not None or names_any(control.spoken, listener.names)


def names_any(text: str, names: frozenset[str]) -> bool:
    """Whether a text has one of the folded names in it, at the beginning of a word."""
    plain = folded(text)
    return any(
        re.search(rf"(?<!\w){re.escape(name)}" + (r"(?!\w)" if len(name) < _SHORTEST_STEM else ""), plain)
        for name in names
        if name in plain
    )
