"""The keys of a keyboard by name, as USB numbers them (HID Usage Tables, page 7), and what they type."""

_LETTERS = {letter: 4 + index for index, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_DIGITS = {digit: 30 + index for index, digit in enumerate("1234567890")}
_SIGNS = {
    "space": 44,
    "minus": 45,
    "equals": 46,
    "left-bracket": 47,
    "right-bracket": 48,
    "backslash": 49,
    "semicolon": 51,
    "apostrophe": 52,
    "grave": 53,
    "comma": 54,
    "period": 55,
    "slash": 56,
}
_NUMBER_BLOCK = {
    "keypad-divide": 84,
    "keypad-multiply": 85,
    "keypad-minus": 86,
    "keypad-plus": 87,
    "keypad-enter": 88,
    **{f"keypad-{digit}": 89 + index for index, digit in enumerate("1234567890")},
    "keypad-period": 99,
}
_OTHERS = {
    "enter": 40,
    "escape": 41,
    "backspace": 42,
    "tab": 43,
    "print-screen": 70,
    "scroll-lock": 71,
    "pause": 72,
    "insert": 73,
    "home": 74,
    "page-up": 75,
    "delete": 76,
    "end": 77,
    "page-down": 78,
    "right": 79,
    "left": 80,
    "down": 81,
    "up": 82,
    "help": 117,
    "menu": 118,
    "mute": 127,
    "volume-up": 128,
    "volume-down": 129,
    **{f"f{number}": 57 + number for number in range(1, 13)},
    **{f"f{number}": 91 + number for number in range(13, 25)},
}

USAGES: dict[str, int] = {**_LETTERS, **_DIGITS, **_SIGNS, **_NUMBER_BLOCK, **_OTHERS}
"""Every key that a box.toml can name, with its usage."""

MODIFIERS = frozenset(range(224, 232)) | {57, 83}
"""Ctrl, Shift, Alt and Windows on both sides, Caps Lock and Num Lock: they do nothing by themselves."""

SCAN_ENDS = frozenset({USAGES["enter"], USAGES["keypad-enter"], USAGES["tab"]})


def _typed() -> dict[int, tuple[str, str]]:
    """What each key types without and with Shift, on the keyboard that scanners are when they are new."""
    signs = ("  ", "-_", "=+", "[{", "]}", "\\|", ";:", "'\"", "`~", ",<", ".>", "/?")
    digits = ("1!", "2@", "3#", "4$", "5%", "6^", "7&", "8*", "9(", "0)")
    typed = {usage: (letter, letter.upper()) for letter, usage in _LETTERS.items()}
    typed |= {usage: (pair[0], pair[1]) for usage, pair in zip(_DIGITS.values(), digits, strict=True)}
    typed |= {usage: (pair[0], pair[1]) for usage, pair in zip(_SIGNS.values(), signs, strict=True)}
    block = dict(zip(_NUMBER_BLOCK.values(), "/*-+\n1234567890.", strict=True))
    typed |= {usage: (sign, sign) for usage, sign in block.items() if sign != "\n"}
    return typed


TYPED = _typed()

_NAMES = {usage: name for name, usage in USAGES.items()}


def name_of(usage: int) -> str:
    """Return the name of a key for a person who maps keys, ``key 137`` for one that has none."""
    return _NAMES.get(usage, f"key {usage}")


def nearest(name: str) -> str:
    """Return the name that was probably meant, empty where there is none."""
    import difflib  # noqa: PLC0415 - for a wrong file alone; a right one must be read fast

    return next(iter(difflib.get_close_matches(name.lower().replace(" ", "-"), USAGES, 1)), "")
