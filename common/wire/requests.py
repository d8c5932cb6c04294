"""Requests to the hub and their answers: each has an id, and gets data or one error."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Language, Message

RefusalCode = Literal["unknown", "not-allowed", "out-of-date", "not-now", "malformed"]


class AdviserRequest(Message, frozen=True):
    """Somebody at a screen asks for an adviser."""

    id: Id
    language: Language


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was refused: a code for programs and one plain sentence for the log."""

    code: RefusalCode
    reason: str


class Reply(Message, frozen=True):
    """The answer to the request of the same ``id``; without ``error`` it was done."""

    id: Id
    error: Failure | None = None
