"""The hub's own box.toml: who it is, where the broker is, where staff reach the console."""

import socket
from pathlib import Path
from typing import Annotated

import msgspec

from common.runtime.broker import Box, Broker, Port
from hub.own_host import is_own

_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 — addresses that no browser can open, not a binding


class Console(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the console listens; ``certificate`` and ``key`` turn TLS on.

    ``address`` is what staff type into the browser, where it is not the host's own name. Without TLS others
    may only reach it where ``plain_http`` says that this is meant; else it raises ValueError.
    """

    host: str = "127.0.0.1"
    port: Port = 8080
    certificate: Path | None = None
    key: Path | None = None
    address: (
        Annotated[
            str, msgspec.Meta(pattern=r"^https?://[^/\s]+$", description="such as https://vuoro.pori.example")
        ]
        | None
    ) = None
    plain_http: bool = False

    def __post_init__(self) -> None:
        if not (self.secure or self.plain_http or is_own(self.host)):
            raise ValueError(
                f"would be reached from {self.host or 'everywhere'} without TLS, and passwords be read on "
                "the way: set certificate and key, or an https address, or write plain_http = true"
            )

    @property
    def tls(self) -> bool:
        """Whether the console itself speaks TLS."""
        return self.certificate is not None

    @property
    def secure(self) -> bool:
        """Whether browsers reach the console by TLS, its own or that of what stands before it."""
        return self.url.startswith("https://")

    @property
    def url(self) -> str:
        """What staff type into the browser, without a slash at the end."""
        if self.address is not None:
            return self.address
        host = socket.gethostname() if self.host in _EVERYWHERE else self.host
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self.tls else 'http'}://{shown}:{self.port}"

    def join_address(self, token: str) -> str:
        """Return the address of a one-time link."""
        return f"{self.url}/join/{token}"


class HubBrokers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The hub speaks to the site's broker alone."""

    site: Broker = Broker()


class HubBox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a hub's ``box.toml`` may say."""

    box: Box
    brokers: HubBrokers = HubBrokers()
    console: Console = Console()
