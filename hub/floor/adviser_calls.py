"""Who has asked for an adviser at a screen, until somebody goes there, and what the screen is answered."""

from dataclasses import dataclass, replace

REMEMBERED = 1000
"""So many answered requests are remembered: a device repeats its request within seconds."""

REACH_MS = 3000
"""A call that nobody's page has shown for so long has reached nobody.

An open page draws itself anew 0.7 s after a change at the latest, and the screen gives up after 5 s. The call
stays: whoever opens the console later sees it.
"""


@dataclass(frozen=True, slots=True)
class AdviserCall:
    """Somebody at ``device`` asked last, in ``language``, at ``at_ms`` (wall time, UTC).

    ``id`` is that of the first request since somebody went there.
    """

    id: str
    device: str
    language: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What ``device`` is told of its ``request``: whether those who can come have been shown it."""

    device: str
    request: str
    reached: bool


_Request = tuple[str, str]  # the device, and the id that it minted


class AdviserCalls:
    """The open calls, one a device: who asks there again renews it, since it may be the next customer.

    A repetition of a request is no new one. It is answered again, and never opens what has been closed.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._calls: dict[str, AdviserCall] = {}
        self._waiting: dict[_Request, int] = {}
        self._answered: dict[_Request, CallAnswer] = {}
        self._owed: dict[_Request, CallAnswer] = {}

    def ask(self, call: AdviserCall, now_ms: int) -> bool:
        """Take in a request that came at ``now_ms`` (monotonic); return whether it is new."""
        request = (call.device, call.id)
        known = self._answered.get(request)
        if known is not None:
            self._owed[request] = known
            return False
        if request in self._waiting:
            return False
        self._waiting[request] = now_ms
        before = self._calls.pop(call.device, None)
        self._calls[call.device] = call if before is None else replace(call, id=before.id)
        return True

    def answer(self, identifier: str) -> bool:
        """Close a call, since somebody goes there; return whether it was open."""
        for device, call in self._calls.items():
            if call.id == identifier:
                del self._calls[device]
                self._reach(device)
                return True
        return False

    def open(self) -> tuple[AdviserCall, ...]:
        """Return the open calls, the oldest first."""
        return tuple(self._calls.values())

    def show(self) -> None:
        """Heed that somebody who can go there is shown all open calls at this moment."""
        for device in self._calls:
            self._reach(device)

    def take_answers(self, now_ms: int) -> tuple[CallAnswer, ...]:
        """Return what is to be told to devices now, each answer once for a request or its repetition."""
        for request, asked_ms in list(self._waiting.items()):
            if now_ms - asked_ms >= REACH_MS:
                self._decide(request, reached=False)
        owed, self._owed = tuple(self._owed.values()), {}
        return owed

    def _reach(self, device: str) -> None:
        for request in [one for one in self._waiting if one[0] == device]:
            self._decide(request, reached=True)

    def _decide(self, request: _Request, *, reached: bool) -> None:
        del self._waiting[request]
        self._answered[request] = self._owed[request] = CallAnswer(*request, reached)
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
