"""The pile of papers that came out of the printer: one in front, the others leafed through."""

from collections.abc import Sequence
from pathlib import Path

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from PIL import Image

from common.screen.controls.control import Control
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM
from simulator.windows.desk_wire import Paper
from simulator.windows.lettering import BUTTON, SAYS
from simulator.windows.plain_button import PlainButton

_DOTS_PER_MM = 8
_PAPER_MM = 80.0
_BEHIND = 2
"""So many edges of papers are seen behind the one in front."""
_STEP_MM = 2.5
_EDGE_PX = 1


class _Sheet(Control):
    """The paper in front, with the edges of others behind it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, name="paper")
        self._paper: Paper | None = None
        self._behind = 0
        self._drawn: tuple[str, tuple[int, int]] | None = None
        shapes: list[tuple[Color, Rectangle]] = []
        with self.canvas:
            for _ in range(2 * (_BEHIND + 1)):
                colour = Color()
                shapes.append((colour, Rectangle(size=(0, 0))))
        # Pairs of edge and face, the one in front first; the canvas draws that one last.
        self._shapes = [(shapes[at], shapes[at + 1]) for at in range(len(shapes) - 2, -1, -2)]

    def show(self, paper: Paper | None, behind: int) -> None:
        """Put a paper in front of so many others."""
        self._paper, self._behind = paper, min(behind, _BEHIND)
        self.label = paper.words if paper else ""
        self.changed()

    def height_for(self, width: float) -> float:  # noqa: ARG002  it takes what is left
        """Nothing by itself."""
        return 0.0

    def arrange(self) -> None:
        """Draw the pile from the last to the first, at the top of its room."""
        for (_, edge), (_, face) in self._shapes:
            edge.size = face.size = (0, 0)
        if self._paper is None or self.width < 1 or self.height < 1:
            return
        step = self.kit.px(_STEP_MM)
        room = (self.width - _BEHIND * step, self.height - _BEHIND * step)
        texture = self._texture(Path(self._paper.picture), room)
        width, height = texture.size
        left = round(self.x + (room[0] - width) / 2)
        bottom = round(self.top - height)
        for index in range(self._behind + 1):
            (edge_colour, edge), (face_colour, face) = self._shapes[index]
            x, y = left + index * step, bottom - index * step
            edge_colour.rgba = self.kit.rgba(Ink.QUIET_EDGE)
            edge.pos, edge.size = (x - _EDGE_PX, y - _EDGE_PX), (width + 2 * _EDGE_PX, height + 2 * _EDGE_PX)
            face_colour.rgba = (1, 1, 1, 1)
            face.texture = texture if index == 0 else None
            face.pos, face.size = (x, y), (width, height)

    def _texture(self, file: Path, room: tuple[float, float]) -> Texture:
        """Return the paper as large as it fits; made anew only for another paper or room."""
        wanted = (str(file), (round(room[0]), round(room[1])))
        front = self._shapes[0][1][1]
        if wanted == self._drawn and front.texture is not None:
            return front.texture
        self._drawn = wanted
        with Image.open(file) as dots:
            paper = Image.new("L", (round(_PAPER_MM * _DOTS_PER_MM), dots.height), 255)
            paper.paste(dots.convert("L"), ((paper.width - dots.width) // 2, 0))
        scale = min(room[0] / paper.width, room[1] / paper.height, 1.0)
        size = (max(1, round(paper.width * scale)), max(1, round(paper.height * scale)))
        small = paper.resize(size, Image.Resampling.LANCZOS).convert("RGBA")
        texture = Texture.create(size=size, colorfmt="rgba")
        texture.blit_buffer(small.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
        texture.flip_vertical()
        return texture


class Pile(Control):
    """Papers with the newest in front; a new one comes to the front by itself."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, name="pile")
        self._papers: tuple[Paper, ...] = ()
        self._at = 0
        self._sheet = _Sheet(kit)
        self._words = Text(kit, lettering=SAYS, align=Align.CENTRE, name="pile.words")
        self._newer = PlainButton(kit, "Newer", lambda: self._leaf(-1), lettering=BUTTON, name="newer")
        self._older = PlainButton(kit, "Older", lambda: self._leaf(1), lettering=BUTTON, name="older")
        self.put(self._sheet, self._words, self._newer, self._older)
        self.show(())

    def show(self, papers: Sequence[Paper]) -> None:
        """Show these, the newest first."""
        known, self._papers = self._papers, tuple(papers)
        new = sum(paper not in known for paper in self._papers)
        if new or self._at >= len(self._papers):
            self._at = 0
        self._draw()

    def arrange(self) -> None:
        """Lay the pile above its words and buttons."""
        gap = self.kit.px(GRID_MM)
        button = self._newer.height_for(self.width)
        half = (self.width - gap) / 2
        self._newer.place(self.x, self.y, half, button)
        self._older.place(self.x + half + gap, self.y, half, button)
        words = self._words.height_for(self.width)
        above = self.y + button + gap
        self._words.place(self.x, above, self.width, words)
        bottom = above + words + gap
        if not self._papers:
            self._words.place(self.x, self.center_y, self.width, words)
        self._sheet.place(self.x, bottom, self.width, max(0.0, self.top - bottom))

    def _leaf(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), max(len(self._papers) - 1, 0))
        self._draw()

    def _draw(self) -> None:
        count = len(self._papers)
        if count:
            paper = self._papers[self._at]
            self._words.show(paper.words)
            self._sheet.show(paper, count - self._at - 1)
        else:
            self._words.show("No paper has come out yet. Take a number at the kiosk.")
            self._sheet.show(None, 0)
        self._newer.set_enabled(self._at > 0)
        self._older.set_enabled(self._at + 1 < count)
        self.changed()
