"""The version of the program, as installed."""

from importlib.metadata import version


def program_version() -> str:
    """Return the version, such as ``0.1.0``."""
    return version("vuoro")
