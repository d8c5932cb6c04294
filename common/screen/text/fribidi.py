"""Asks the system's FriBidi for the levels of Unicode's bidirectional algorithm (UAX #9)."""

import ctypes
import logging
from functools import cache

logger = logging.getLogger(__name__)

LIBRARY = "libfribidi.so.0"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 0x110, 0x111  # FRIBIDI_PAR_LTR and _RTL
_Letters = ctypes.POINTER(ctypes.c_uint32)


@cache
def load_library(name: str) -> ctypes.CDLL | None:
    """The library, loaded once; None where it is missing, which the log tells then."""
    try:
        library = ctypes.CDLL(name)
    except OSError:
        logger.error(  # noqa: TRY400  what to do is all there is to say
            "%s is missing: texts that run from the right come out in the wrong order; "
            "install the Debian package libfribidi0 and start again",
            name,
        )
        return None
    library.fribidi_get_bidi_types.argtypes = (_Letters, ctypes.c_int, _Letters)
    library.fribidi_get_bidi_types.restype = None
    library.fribidi_get_bracket_types.argtypes = (_Letters, ctypes.c_int, _Letters, _Letters)
    library.fribidi_get_bracket_types.restype = None
    library.fribidi_get_par_embedding_levels_ex.argtypes = (
        _Letters,
        _Letters,
        ctypes.c_int,
        _Letters,
        ctypes.POINTER(ctypes.c_int8),
    )
    library.fribidi_get_par_embedding_levels_ex.restype = ctypes.c_int8
    return library


def levels(text: str, *, rtl: bool) -> tuple[int, ...]:
    """The embedding level of each character of a paragraph: even runs left to right, odd the other way.

    Where the library is missing, or out of memory, all has the paragraph's own direction.
    """
    library = load_library(LIBRARY)
    length = len(text)
    everywhere = (int(rtl),) * length
    if library is None or not length:
        return everywhere
    letters = (ctypes.c_uint32 * length)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * length)(), (ctypes.c_uint32 * length)()
    found = (ctypes.c_int8 * length)()
    direction = ctypes.c_uint32(_RIGHT_TO_LEFT if rtl else _LEFT_TO_RIGHT)
    library.fribidi_get_bidi_types(letters, length, types)
    library.fribidi_get_bracket_types(letters, length, types, brackets)
    highest = library.fribidi_get_par_embedding_levels_ex(
        types, brackets, length, ctypes.byref(direction), found
    )
    return tuple(found) if highest else everywhere
