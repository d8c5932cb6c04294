"""What a site decides about its queue: the numbers it deals, the order it keeps, the leases it grants."""

from dataclasses import dataclass, field

from common.wire.numbers import pool_of
from hub.queue.policies import OrderPolicy
from hub.queue.policies.accumulating import Accumulating
from hub.queue.schemes import NumberScheme, OwnLetters, Sequential


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site.

    ``lease`` numbers lie ready at each kiosk, topped up as they are used: as many taps as a kiosk can take
    within one answer of the hub. ``reserve`` is for cuts: 50 is an hour of one busy kiosk. Both are for each
    letter, where services have any. ``own`` are for a whole day cut off.
    """

    scheme: NumberScheme = field(default_factory=Sequential)
    own: OwnLetters = field(default_factory=OwnLetters)
    policy: OrderPolicy = field(default_factory=Accumulating)
    lease: int = 3
    reserve: int = 50

    def deals(self, number: int) -> bool:
        """Tell whether ``number`` is dealt here at all: by the scheme, or under a kiosk's own letter."""
        return self.scheme.holds(number) or any(
            self.own.pool_for(device) == pool_of(number) for device in self.own.letters
        )

    @property
    def policy_guards(self) -> bool:
        """Whether the policy bounds how often anybody is overtaken."""
        return isinstance(self.policy, Accumulating)

    def face(self, number: int, day: str) -> str:
        """Return how people see a number on a day, empty where it is the number itself."""
        face = self.scheme.face(number, day)
        return "" if face == str(number) else face
