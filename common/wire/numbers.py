"""Queue numbers: the ordinals that are leased and logged, and the faces that people see."""

from typing import Annotated

import msgspec

from common.wire.ids import Id

PER_LETTER = 100_000
"""The numbers of the letter k (A is 1) lie from k x 100,000 + 1 on; those below A have no letter."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

HIGHEST = (len(LETTERS) + 1) * PER_LETTER - 1

LETTER_PATTERN = r"^[A-Z]$(?!\n)"

FACE_PATTERN = r"^[A-Z]?[0-9]{1,5}$(?!\n)"

Ordinal = Annotated[int, msgspec.Meta(ge=1, le=HIGHEST)]
"""A queue number as leases, the log and reports count: plain, or of a letter."""

Face = Annotated[str, msgspec.Meta(pattern=FACE_PATTERN)]
"""A queue number as people see it: ``214``, or with a letter ``A12``."""

Letter = Annotated[str, msgspec.Meta(pattern=LETTER_PATTERN, description="one capital letter, A to Z")]

_ROUNDS = 8


class Shuffle(msgspec.Struct, frozen=True, kw_only=True):
    """An order of ``first`` to ``last`` that tells nothing, the same for everybody who knows the ``key``."""

    first: Ordinal
    last: Ordinal
    key: Id


def pool_of(number: int) -> int:
    """Return the pool that an ordinal lies in: 0 for plain numbers, 1 for A, 26 for Z."""
    return number // PER_LETTER


def pool_of_letter(letter: str) -> int:
    """Return the pool of a letter, 0 for none."""
    return LETTERS.index(letter) + 1 if letter else 0


def letter_of(number: int) -> str:
    """Return the letter of an ordinal, empty for a plain one."""
    pool = pool_of(number)
    return LETTERS[pool - 1] if pool else ""


def face_of(number: int, shuffle: Shuffle | None = None) -> str:
    """Return how people see an ordinal; ``shuffle`` changes those that lie in it, and no others."""
    if shuffle is not None and shuffle.first <= number <= shuffle.last:
        number = shuffled(number, shuffle)
    return f"{letter_of(number)}{number % PER_LETTER}"


def number_of(face: str) -> int:
    """Return the ordinal of a face that is not mixed."""
    letter = face[:1] if face[:1].isalpha() else ""
    return pool_of_letter(letter) * PER_LETTER + int(face.removeprefix(letter))


def shuffled(number: int, shuffle: Shuffle) -> int:
    """Return what stands at the place of ``number``: each of the range stands at one place.

    A Feistel network over the next power of four, walked until it is inside the range (Black and Rogaway,
    2002): no table, and nothing to keep but the key. It hides an order from people; it is no secret.
    """
    size = shuffle.last - shuffle.first + 1
    network = _Network(shuffle.key.encode(), max(1, -(-(size - 1).bit_length() // 2)))
    place = network.step(number - shuffle.first)
    while place >= size:
        place = network.step(place)
    return shuffle.first + place


class _Network(msgspec.Struct, frozen=True):
    """A keyed permutation of all numbers of twice ``bits`` bits."""

    key: bytes
    bits: int

    def step(self, number: int) -> int:
        import hashlib  # noqa: PLC0415 - it loads OpenSSL, for which the kiosk's first picture does not wait

        mask = (1 << self.bits) - 1
        left, right = number >> self.bits, number & mask
        for turn in range(_ROUNDS):
            said = hashlib.blake2b(b"%d %d" % (turn, right), key=self.key, digest_size=4).digest()
            left, right = right, left ^ (int.from_bytes(said) & mask)
        return left << self.bits | right
