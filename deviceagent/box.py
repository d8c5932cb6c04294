"""What a deviceagent's box.toml says: who it is, where the brokers are, and what is wired to it."""

import msgspec

from common.runtime.broker import Box, Brokers
from common.wire.ids import Id
from deviceagent.lines.settings import LineSettings
from deviceagent.outputs.settings import OutputSettings
from deviceagent.sensors.settings import PlaceSensors


class AgentBox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[lines.<point>]``, ``[sensors.<place>.<side>]`` and ``[outputs.<name>]`` beside box and brokers."""

    box: Box
    brokers: Brokers
    lines: dict[Id, LineSettings] = {}
    sensors: dict[Id, PlaceSensors] = {}
    outputs: dict[Id, OutputSettings] = {}
