from tests.kivy_window import kivy_window, make_kit, screen_fonts

__all__ = ["kivy_window", "make_kit", "screen_fonts"]
