"""What a site decides about its queue: the numbers it deals, the order it keeps, the leases it grants."""

from dataclasses import dataclass, field

from hub.queue.policies import OrderPolicy
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.schemes import NumberScheme, Sequential


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site.

    ``lease`` numbers lie ready at each kiosk, topped up as they are used: as many taps as a kiosk can take
    within one answer of the hub. ``reserve`` is for cuts: 50 is an hour of one busy kiosk.
    """

    scheme: NumberScheme = field(default_factory=Sequential)
    policy: OrderPolicy = longest_wait
    lease: int = 3
    reserve: int = 50
