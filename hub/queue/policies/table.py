"""The policies by the names that a site file gives them."""

from types import MappingProxyType

from hub.queue.policies import OrderPolicy
from hub.queue.policies.accumulating import Accumulating
from hub.queue.policies.appointments_first import appointments_first
from hub.queue.policies.interleave import Interleave
from hub.queue.policies.longest_wait import longest_wait

POLICIES: MappingProxyType[str, OrderPolicy] = MappingProxyType(
    {
        "accumulating": Accumulating(),
        "longest-wait": longest_wait,
        "interleave": Interleave(),
        "appointments-first": appointments_first,
    }
)
"""The first is the default."""
