"""How long no code of the service page is looked at after wrong ones. Pure."""

TRIES = 5
"""So many wrong codes in a row are looked at without a pause."""

FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 300
"""The pause after the last of them, which doubles with each further one: 1,500 tries take five days, and
a guard who comes after somebody has played with the keys waits no longer."""


def pause_s(wrong: int) -> int:
    """Return how long no code is looked at after so many wrong ones in a row."""
    if wrong < TRIES:
        return 0
    return min(FIRST_PAUSE_S * 2 ** min(wrong - TRIES, 10), LONGEST_PAUSE_S)
