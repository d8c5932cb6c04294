"""The console's catalogues, and which of them a browser wishes for."""

from pathlib import Path
from zoneinfo import ZoneInfo

from hub.texts import LANGUAGES, Texts, read_texts

FOLDER = Path(__file__).parent / "languages"

_LANGUAGE = "language-"


def load_texts(timezone: ZoneInfo) -> dict[str, Texts]:
    """Return the texts of every language of the console."""
    return {code: Texts(code, read_texts(FOLDER / f"{code}.toml"), timezone) for code in LANGUAGES}


def fault_text(texts: Texts, word: str) -> str:
    """Return what a word of a device's faults means; one that is not known yet is shown as it is.

    ``language-so``: the catalogue of Somali is left out.
    """
    if word.startswith(_LANGUAGE):
        language = texts.known("spoken", word.removeprefix(_LANGUAGE))
        return texts("devices.language_left_out", language=language)
    return texts.known("devices.faults", word)


def preferred(accepted: str, fallback: str) -> str:
    """Return the best of our languages for a browser's ``Accept-Language``."""
    wishes: list[tuple[float, int, str]] = []
    for order, part in enumerate(accepted[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        code = tag.split("-")[0].lower()
        if code in LANGUAGES:
            wishes.append((-_quality(quality), order, code))
    return min(wishes)[2] if wishes else fallback


def _quality(text: str) -> float:
    try:
        return float(text or "1")
    except ValueError:
        return 0.0
