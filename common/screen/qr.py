"""A QR code as the modules that a camera reads."""

from functools import lru_cache

from PIL import Image

QUIET_MODULES = 4
"""White modules around a code (ISO/IEC 18004, 9.1)."""
LEAST_MODULE_MM = 0.6
"""A phone held a hand's breadth from the screen still reads a module of this size."""
LEAST_SIDE_MM = 26.0
"""A smaller code has to be looked for, quiet zone included."""


@lru_cache(maxsize=8)
def qr_modules(text: str) -> Image.Image:
    """An `L` image, one pixel a module: 0 black, 255 white, the quiet zone included.

    Error correction M; raises ValueError for a text that no code holds.
    """
    import qrcode  # noqa: PLC0415  0.1 s that the first picture must not wait for
    from qrcode.exceptions import DataOverflowError  # noqa: PLC0415  as above

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_MODULES)
    try:
        code.add_data(text)
        code.make(fit=True)
    except DataOverflowError as error:
        raise ValueError("the text is too long for a QR code") from error
    rows = code.get_matrix()
    dots = bytes(0 if dot else 255 for row in rows for dot in row)
    return Image.frombytes("L", (len(rows), len(rows)), dots)
