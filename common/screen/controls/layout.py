"""Rows and columns: how controls share the room of a screen, measured in millimetres."""

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.screen.theme import GRID_MM


class Box(Control):
    """A container with a margin inside and gaps between its parts."""

    def __init__(
        self, kit: Kit, *parts: Control, gap_mm: float = GRID_MM, margin_mm: float = 0.0, name: str = ""
    ) -> None:
        super().__init__(kit, name=name)
        self.gap_mm = gap_mm
        self.margin_mm = margin_mm
        self.put(*parts)

    @property
    def gap(self) -> int:
        """Room between two parts in px."""
        return self.kit.px(self.gap_mm)

    @property
    def margin(self) -> int:
        """Room around all parts in px."""
        return self.kit.px(self.margin_mm)


class Column(Box):
    """Parts below each other, each as high as it needs; parts with a weight share what is left."""

    def height_for(self, width: float) -> float:
        """Sum of the parts, gaps and margins."""
        parts = self._shown(width)
        inner = sum(height for _, height in parts) + self.gap * max(0, len(parts) - 1)
        return inner + 2 * self.margin

    def fits(self) -> bool:
        """Whether the parts need no more height than there is."""
        return self.height_for(self.width) <= self.height + 1

    def described(self) -> bool:
        """Only when it is too full, so that no test can miss it."""
        return not self.fits()

    def arrange(self) -> None:
        """Places the parts from the top; what is left goes to parts that like more, then by weight."""
        width = self.width - 2 * self.margin
        parts = self._shown(self.width)
        shares = sum(part.weight for part, _ in parts)
        left_over = max(0.0, self.height - self.height_for(self.width))
        y = self.top - self.margin
        more: dict[Control, float] = {}
        for part, needed in sorted(parts, key=lambda one: one[0].patient):
            liked = max(0.0, part.height_most(width) - needed)
            more[part] = 0.0 if part.all_or_nothing and liked > left_over else min(left_over, liked)
            left_over -= more[part]
        for part, needed in parts:
            height = needed + more[part] + (left_over * part.weight / shares if shares else 0.0)
            part.place(self.x + self.margin, y - height, width, height)
            y -= height + self.gap

    def _shown(self, width: float) -> list[tuple[Control, float]]:
        """Parts with the height each needs; an empty text takes no room, not even a gap."""
        inner = width - 2 * self.margin
        heights = [(part, part.height_for(inner)) for part in self.parts()]
        empty = [
            part
            for part, height in heights
            if height <= 0 and not part.weight and part.height_most(inner) <= 0
        ]
        for part in empty:
            part.place(self.x, self.y, 0, 0)
        return [(part, height) for part, height in heights if part not in empty]


class Row(Box):
    """Parts beside each other, as high as the highest; mirrored for scripts that run from the right.

    Parts with a weight share what the others leave. Without any weight all are equally wide, or, `packed`,
    each as wide as it wants from the start of the line; where that is too much, the widest gives way.
    Equally wide parts stand below each other where one of them would not fit beside the others.
    """

    packed = False

    def pack(self) -> "Row":
        """Makes it a packed row, and returns it."""
        self.packed = True
        return self

    def height_for(self, width: float) -> float:
        """Height of the highest part, or of all of them where they stand below each other."""
        if self._stacked(width):
            inner = width - 2 * self.margin
            heights = [part.height_for(inner) for part in self.parts()]
            return sum(heights) + self.gap * (len(heights) - 1) + 2 * self.margin
        widths = self._widths(width)
        highest = max((part.height_for(w) for part, w in zip(self.parts(), widths, strict=True)), default=0.0)
        return highest + 2 * self.margin

    def width_wanted(self) -> float:
        """Sum of what the parts want."""
        parts = self.parts()
        inner = sum(part.width_wanted() for part in parts) + self.gap * max(0, len(parts) - 1)
        return inner + 2 * self.margin

    def arrange(self) -> None:
        """Places the parts from the start of the line."""
        if self._stacked(self.width):
            self._arrange_stacked()
            return
        parts, widths = self.parts(), self._widths(self.width)
        x = self.x + self.margin
        pairs = list(zip(parts, widths, strict=True))
        for part, width in reversed(pairs) if self.kit.mirrored else pairs:
            part.place(x, self.y + self.margin, width, self.height - 2 * self.margin)
            x += width + self.gap

    def _stacked(self, width: float) -> bool:
        parts = self.parts()
        if self.packed or len(parts) < 2 or any(part.weight for part in parts):  # noqa: PLR2004  a pair at least
            return False
        each = self._widths(width)[0]
        return any(part.width_least() > each + 1 for part in parts)

    def _arrange_stacked(self) -> None:
        y, width = self.top - self.margin, self.width - 2 * self.margin
        for part in self.parts():
            height = part.height_for(width)
            part.place(self.x + self.margin, y - height, width, height)
            y -= height + self.gap

    def _widths(self, width: float) -> list[float]:
        parts = self.parts()
        room = width - 2 * self.margin - self.gap * max(0, len(parts) - 1)
        shares = sum(part.weight for part in parts)
        if self.packed and not shares:
            wants = [part.width_wanted() + 1 for part in parts]
            if wants and sum(wants) > room:
                widest = wants.index(max(wants))
                wants[widest] = max(0.0, wants[widest] - (sum(wants) - room))
            return wants
        if not shares:
            return [room / len(parts)] * len(parts) if parts else []
        fixed = [0.0 if part.weight else part.width_wanted() for part in parts]
        left_over = max(0.0, room - sum(fixed))
        return [
            left_over * part.weight / shares if part.weight else wanted
            for part, wanted in zip(parts, fixed, strict=True)
        ]


class Space(Control):
    """Nothing: it fills what is left of a row or column, or up to a given height where there is room."""

    def __init__(self, kit: Kit, *, height_mm: float = 0.0, weight: float = 1.0) -> None:
        super().__init__(kit)
        self._height_mm = height_mm
        self.weight = 0.0 if height_mm else weight
        self.patient = True  # words come before the air between them

    def height_for(self, width: float) -> float:  # noqa: ARG002  nothing wraps here
        """None: it gives way first."""
        return 0.0

    def height_most(self, width: float) -> float:  # noqa: ARG002  nothing wraps here
        """Its given height."""
        return self.kit.px(self._height_mm)
