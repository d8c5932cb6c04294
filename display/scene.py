"""What a display shows: one scene for each kind of it, fed with messages and asked for a picture."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol

from common.wire.channel import Channel, M, Received
from display.guard.picture import Loudspeaker, Touch
from display.moment import Moment

Word = Touch | Loudspeaker
"""What a window may say."""


class Picture(Protocol):
    """All that is to be drawn, as a value: two that are equal look the same."""

    @property
    def marks(self) -> tuple[str, ...]:
        """Ids of calls or presses on it, of which it is noted when they are first on the screen."""
        ...


class Scene(Protocol):
    """Lives in one thread; pure but for what it keeps."""

    def filters(self, site: str) -> list[tuple[str, int]]:
        """Return the subscriptions that it needs, with their QoS."""
        ...

    def hear(self, received: Received[Any], moment: Moment) -> None:
        """Take a message in."""
        ...

    def touched(self, word: Word) -> None:
        """Take in what the window says: a touch, or that a picture is on the screen."""
        ...

    def picture(self, moment: Moment) -> Picture:
        """Return what is to be drawn now."""
        ...

    def speak(self, say: "Say", moment: Moment) -> None:
        """Say what is due."""
        ...


class Say(Protocol):
    """Publishes on every line that is up; ``False`` where none is."""

    def __call__(self, channel: Channel[M], message: M, **ids: str) -> bool:
        """Say a message."""
        ...


Post = Callable[[Word], None]
"""How the window hands something over; never blocks."""


def lane(received: Received[Any], link: str) -> Hashable | None:
    """Tell which earlier message a new one makes pointless, or ``None`` for one that must be heard itself.

    States of points and replies keep their order: a reply is understood by the state before it.
    """
    name = received.channel.name
    if name in {"point-state", "reply"} or (name == "point-report" and received.message.presses):
        return None
    return (link, name, *received.ids.values())
