"""Where a broker is and who we are to it, as box.toml says."""

from pathlib import Path
from typing import Annotated

import msgspec

from common.wire.ids import Id

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]


class Broker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One broker. The password lies in a file of its own (a systemd credential), never in box.toml.

    ``ca_file`` turns TLS on and pins the site's own authority.
    """

    host: str = "127.0.0.1"
    port: Port = 1883
    username: Id | None = None
    password_file: Path | None = None
    ca_file: Path | None = None


class Brokers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The site's broker, and the small one on the guard's box where there is one."""

    site: Broker
    guard: Broker | None = None


class Box(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a box is: the site, its own id, and the folder where it keeps what must last."""

    site: Id
    id: Id
    state: Path
