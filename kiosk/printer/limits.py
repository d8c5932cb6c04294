"""How long a printer may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each step may take, in seconds; the time on a slow line comes on top."""

    open_s: float = 1.0
    answer_s: float = 0.6
    write_s: float = 2.0
    print_s: float = 8.0
    silence_s: float = 2.0
    """Nothing heard for so long while printing, although asked: the printer has gone silent."""
    poll_s: float = 0.25
    last_word_s: float = 0.3
    """After trouble showed, a ticket that was just ready may still say so."""
    settle_s: float = 3.0
    """A ticket that can be confirmed in neither way counts as taken when nothing was wrong for so long."""
    learn_s: float = 1.5
    """A printer that is ready and has nothing to do answers within this time what it knows."""
    order_s: float = 0.2
    """One that has answered `GS r` and not the process id asked for before it does not know those."""
    recover_every_s: float = 5.0
    """The pause between two tries of a cutter that has jammed."""
    recover_tries: int = 3
    """So often it is tried again by itself; each try moves the blade."""
