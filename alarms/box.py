"""What the keeper's box.toml says: who it is and where the brokers are."""

import msgspec

from common.runtime.broker import Box, Brokers


class KeeperBox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[box]``, ``[brokers.site]``, and ``[brokers.guard]`` where the guard's box has one of its own."""

    box: Box
    brokers: Brokers
