"""Hosts that only this machine itself reaches: what goes there needs no TLS."""

from ipaddress import ip_address


def is_own(host: str) -> bool:
    """Tell whether nothing but this machine reaches ``host``, a name or an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
