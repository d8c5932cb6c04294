"""The base of everything that happens in the queue, as it stands in the log for good."""

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """The base of all events: ``at`` is house time in ms, ``cmd`` the id of the command it answers."""

    at: int
    cmd: str = ""
