"""Takes every key that comes to the window, so that none is left for Kivy's own shortcuts."""

from collections.abc import Callable, Sequence

from kivy.core.window import Window

from common.screen.key import Key

_CHORD = frozenset({"alt", "ctrl", "meta"})


class WindowKeys:
    """Gives the window's keys to ``hear``, and to nobody else."""

    def __init__(self, hear: Callable[[Key], None]) -> None:
        """``hear`` runs in the window's thread. Keys that are held come down again and again."""
        self._hear = hear
        Window.bind(on_key_down=self._on_down, on_key_up=self._on_up)

    def _on_down(
        self, _window: object, _code: int, usage: int, _text: str | None, modifiers: Sequence[str] = ()
    ) -> bool:
        """Answering True, no ``on_keyboard`` follows: F1, Escape and whatever Kivy may hang there next."""
        held = set(modifiers)
        self._hear(Key(usage, down=True, shift="shift" in held, chord=bool(held & _CHORD)))
        return True

    def _on_up(self, _window: object, _code: int, usage: int) -> bool:
        self._hear(Key(usage, down=False))
        return True
