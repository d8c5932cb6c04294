"""An authority with a queue of its own: where to go, and no number."""

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.panel import Panel
from common.screen.controls.text import Title
from common.screen.kit import Kit
from kiosk.choices.offers import find_authority
from kiosk.flow.event import Press
from kiosk.flow.state import OwnQueue
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead, strong


class OwnQueueScreen(Frame):
    """Where to go."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.own_queue")
        self._title = Title(kit)
        self._where = lead(kit, name="where")
        self._go = lead(kit, name="go")
        self._place = strong(kit, name="place")
        self._done = PrimaryButton(kit, "", lambda: act(Press.DONE), name="done")
        self._another = PrimaryButton(kit, "", lambda: act(Press.ANOTHER), face=PLAIN, name="another")
        self.telling.put(self._title, self._where, Panel(kit, self._go, self._place), Space(kit))
        self.hold(Column(kit, self._done, self._another))

    def fill(self, scene: Scene, state: State) -> None:
        """Show where the authority in ``state`` has its queue."""
        words = scene.words
        owner = None
        if scene.site is not None and isinstance(state, OwnQueue):
            owner = find_authority(scene.site.catalogue, state.authority)
        self._title.show(words.text("kiosk.own_queue.title"))
        self._go.show(words.text("kiosk.own_queue.go"))
        self._done.show(words.text("common.done"))
        self._another.show(words.text("kiosk.ticket.another"))
        if owner is not None:
            self._where.discreet = self._go.discreet = self._place.discreet = ""
            self._where.show(words.text("kiosk.own_queue.where", authority=scene.name(owner.names)))
            self._place.show(scene.name(owner.own_queue or {}))
