"""Moments of notices: house time in ms, and never the same twice, so that "seen up to here" is exact."""


class Stamper:
    """Gives out house times, each later than the one before."""

    def __init__(self) -> None:
        """Begin with none given."""
        self._last = 0

    @property
    def last(self) -> int:
        """The last one given out, 0 for none."""
        return self._last

    def next(self, now_ms: int) -> int:
        """Return ``now_ms`` (house time), or the first moment after it that was not given out."""
        self._last = max(self._last + 1, now_ms)
        return self._last
