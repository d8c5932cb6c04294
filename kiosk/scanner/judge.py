"""Tells a scan from rubbish, and one showing of a code from the next. Pure."""

import unicodedata
from dataclasses import dataclass, field, replace
from typing import Literal

from kiosk.scanner.port import Scan

LONGEST = 256
"""Bytes. A code has at most 64 letters; what is longer by far is a web address or an attempt."""

SAME_SHOWING_S = 2.0
"""A code that lies before a scanner is read again and again, as a rule several times a second."""

Cause = Literal["scan-empty", "scan-too-long", "scan-not-text", "scan-control-characters"]

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def judge(data: bytes) -> Scan | Cause:
    """Return the scan that some bytes are, or why they are refused. Blanks around it do not count."""
    if len(data) > LONGEST:
        return "scan-too-long"
    try:
        text = data.decode("utf-8").strip(" \t")
    except UnicodeDecodeError:
        return "scan-not-text"
    if not text:
        return "scan-empty"
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        return "scan-control-characters"
    return Scan(text)


@dataclass(frozen=True, slots=True)
class Showing:
    """The scan that was heard last, and when that was (seconds, monotonic)."""

    scan: Scan | None = None
    seen_s: float = field(default=0.0)

    def hear(self, scan: Scan, now_s: float) -> tuple["Showing", bool]:
        """Return what is known after a scan, and whether it is a new showing rather than the same still."""
        still = scan == self.scan and now_s - self.seen_s < SAME_SHOWING_S
        return replace(self, scan=scan, seen_s=now_s), not still
