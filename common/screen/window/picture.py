"""Takes a picture of the window as it is drawn, for galleries, tests and the demo."""

from pathlib import Path

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image


def picture() -> Image.Image:
    """The window's pixels, drawn afresh; in the window's thread."""
    Window.dispatch("on_draw")
    width, height = (int(side) for side in Window.system_size)
    pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
    image = Image.frombytes("RGBA", (width, height), bytes(pixels))
    return image.convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def save_picture(path: Path) -> None:
    """Writes the window as PNG; whoever waits for the file never meets half of it."""
    unfinished = path.with_name(f".{path.name}.part")
    picture().save(unfinished, format="PNG")
    unfinished.replace(path)
