"""What a decision gives."""

from hub.queue.answers import Refusal
from hub.queue.events import AnyEvent

Decision = tuple[AnyEvent, ...] | Refusal
"""Events to fold in order (none: the command has been done already), or the reason why not."""
