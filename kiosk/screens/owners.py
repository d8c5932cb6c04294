"""With whom the appointment is: those who expect somebody today by the time alone."""

from common.screen.kit import Kit
from common.wire.site import Authority
from kiosk.choices.appointments import owners
from kiosk.flow.event import AuthorityChosen
from kiosk.flow.state import Screen as State
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene


class OwnersScreen(ListFrame):
    """The list of authorities, and a person for whom none of them is right."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.owners")

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  the list is the same for everybody
        """Show the list."""
        words, site, book = scene.words, scene.site, scene.house.book
        self.title.show(words.text("kiosk.appointment.owner_question"))
        if site is None:
            return
        there = owners(site, book, scene.now.wall_ms, scene.house.kept) if book else ()
        choices = [self._choice(scene, one) for one in there]
        self.choices.offer(choices, words, [adviser_choice(self.act, words, "kiosk.appointment.owner_other")])

    def _choice(self, scene: Scene, authority: Authority) -> Choice:
        return Choice(
            f"authority:{authority.id}",
            scene.name(authority.names),
            lambda: self.act(AuthorityChosen(authority.id)),
            telling=True,
        )
