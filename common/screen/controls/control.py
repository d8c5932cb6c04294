"""The base of everything that is drawn: knows its kit, its name, its speech and how high it must be."""

from collections.abc import Callable, Iterator

from kivy.clock import Clock
from kivy.uix.widget import Widget

from common.screen.kit import Kit

ClockTrigger = Callable[[], object]


class Control(Widget):
    """A widget whose place is given by its parent, and whose height follows from its width.

    A control that is added to the window itself takes its size from the window and lays out all below it,
    once before the next frame, however many texts have changed.
    """

    pressable = False

    def __init__(self, kit: Kit, *, name: str = "", spoken: str | None = None) -> None:
        """`name` is for programs; `spoken` replaces what would be said, and "" makes it silent."""
        super().__init__()
        self.kit = kit
        self.name = name
        self.enabled = True
        self.focused = False
        self.own_spoken = spoken
        self.discreet: str | None = None
        """What the loudspeaker says instead where `spoken` would name an authority; "" for nothing."""
        self.label = ""
        self.weight = 0.0
        """Share of the room left over in a `Row` or `Column`; 0 takes what it needs."""
        self.patient = False
        """Whether it takes room to spare in a `Column` only after all others have what they like."""
        self.all_or_nothing = False
        """Whether it takes none of that room where it cannot have all that it likes."""
        self._arranging: ClockTrigger | None = None
        """Only what stands in a window itself has one: it would be half of the memory of all the others."""
        self._awaits_window = True

    # what others ask

    @property
    def spoken(self) -> str:
        """What speech says for this control; "" for one that is only drawn."""
        return self.label if self.own_spoken is None else self.own_spoken

    def height_for(self, width: float) -> float:
        """Height in px that it needs when it is `width` px wide."""
        return max((child.height_for(width) for child in self.parts()), default=0.0)

    def height_most(self, width: float) -> float:
        """Height in px that it takes where a column has room to spare; the same as `height_for` for most."""
        return self.height_for(width)

    def width_wanted(self) -> float:
        """Width in px that it would like to have, on one line."""
        return max((child.width_wanted() for child in self.parts()), default=0.0)

    def width_least(self) -> float:
        """Width in px below which something on it would not fit, however often it wraps."""
        return max((child.width_least() for child in self.parts()), default=0.0)

    def fits(self) -> bool:
        """Whether all that is written on it has room where it stands now."""
        return True

    def described(self) -> bool:
        """Whether it says or does something by itself; boxes and rows do not."""
        return bool(self.label) or self.pressable

    def parts(self) -> list["Control"]:
        """The controls directly below, in reading order."""
        return [child for child in reversed(self.children) if isinstance(child, Control)]

    def walk_controls(self) -> Iterator["Control"]:
        """This control and all below it, in reading order."""
        yield self
        for child in self.parts():
            yield from child.walk_controls()

    # what parents do

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Puts it at whole pixels, so that edges and letters are sharp, and lays out all below it."""
        left, bottom = round(x), round(y)
        self.pos = (left, bottom)
        self.size = (round(x + width) - left, round(y + height) - bottom)
        self.arrange()

    def arrange(self) -> None:
        """Gives each part its place, and draws; called when place, text or kit has changed."""
        for child in self.parts():
            child.place(self.x, self.y, self.width, self.height)

    def restyle(self, kit: Kit) -> None:
        """Takes another kit (size, contrast, direction) for itself and all below it."""
        for control in self.walk_controls():
            control.kit = kit
            control.style()
        self.changed()

    def let_go(self) -> None:
        """Lets go of what it and all below it are drawn with; done again when it is next put into a window.

        The letters of a whole screen take 2 to 5 MB: thirty screens that nobody sees would keep 100 MB.
        """
        for control in self.walk_controls():
            control.undraw()
        self._awaits_window = True

    def undraw(self) -> None:
        """Gives back large textures; drawing happens in `arrange`."""

    def style(self) -> None:
        """Forgets what was made with the old kit; drawing happens in `arrange`."""

    def hide(self) -> None:
        """Takes no part in what is shown until its parent places it again."""
        self.opacity = 0.0
        self.place(self.x, self.y, 0, 0)

    def set_enabled(self, enabled: bool) -> None:  # noqa: FBT001  reads as a sentence: set_enabled(True)
        """A control that is not enabled is shown as such and cannot be pressed."""
        if enabled != self.enabled:
            self.enabled = enabled
            self.style()
            self.changed()

    def set_focused(self, focused: bool) -> None:  # noqa: FBT001  as set_enabled
        """The keypad's place: drawn as a double ring."""
        if focused != self.focused:
            self.focused = focused
            self.changed()

    def changed(self) -> None:
        """Asks the topmost control to lay everything out before the next frame."""
        top = self
        while isinstance(top.parent, Control):
            top = top.parent
        top._arrange_soon()  # noqa: SLF001  the same class

    def put(self, *controls: "Control") -> None:
        """Adds parts in reading order; one that was not here while the look changed takes it on."""
        for control in controls:
            if control.kit is not self.kit:
                control.restyle(self.kit)
            self.add_widget(control)
        self.changed()

    def put_only(self, *controls: "Control") -> None:
        """Replaces all parts; controls that stay are kept as they are, which is what keeps memory flat."""
        if self.parts() != list(controls):
            self.clear_widgets()
            self.put(*controls)

    def on_parent(self, _: object, parent: object) -> None:
        """Is told by Kivy where it has been put: what the window holds is placed by the window."""
        if parent is None or isinstance(parent, Control):
            return
        if self._arranging is None:
            self._arranging = Clock.create_trigger(self._arrange_now, -1)
            self.bind(size=self._arrange_soon, pos=self._arrange_soon)
        if self._awaits_window:
            self._arrange_soon()

    def _arrange_soon(self, *_: object) -> None:
        if self._arranging is None or self.parent is None:
            self._awaits_window = True  # nobody sees it
        else:
            self._arranging()

    def _arrange_now(self, _: float) -> None:
        if self.parent is None:
            self._awaits_window = True
        elif not isinstance(self.parent, Control):
            self._awaits_window = False
            self.arrange()
