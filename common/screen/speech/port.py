"""The port to speech: what a screen can ask of it, and the answer of a machine that has none."""

from typing import Protocol

from common.screen.speech.script import Output, Script


class Speaker(Protocol):
    """Says scripts. Every call returns at once and may be made in the window's thread."""

    @property
    def absent_because(self) -> str | None:
        """Why nothing can be heard, for the log and the service page; None when it can."""
        ...

    def has_voice(self, language: str) -> bool:
        """Whether an engine here speaks a language (ISO 639 code)."""
        ...

    def say(self, script: Script, output: Output, step: int = 0, *, after: bool = False) -> None:
        """Ends what is being said, within 200 ms, and says this; `step` is the volume, 0 to 2.

        `after`: lets what is being said come to its end first.
        """
        ...

    def hush(self) -> None:
        """Ends what is being said, within 200 ms."""
        ...

    def warm(self, language: str) -> None:
        """Gets a language ready whose engine is slow to start."""
        ...


class AbsentSpeaker:
    """For a device whose configuration says that it does not speak."""

    def __init__(self, because: str = "speech is turned off in box.toml") -> None:
        self.absent_because: str | None = because

    def has_voice(self, language: str) -> bool:  # noqa: ARG002  the port's shape
        """No language has one."""
        return False

    def say(self, script: Script, output: Output, step: int = 0, *, after: bool = False) -> None:
        """Nothing is heard."""

    def hush(self) -> None:
        """Nothing to end."""

    def warm(self, language: str) -> None:
        """Nothing to get ready."""
