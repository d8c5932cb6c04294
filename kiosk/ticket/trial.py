"""The trial that staff print: every script of the kiosk, the figures, a code, and how the printer is."""

from common.screen.languages.messages import Languages, Messages
from kiosk.printer.port import PrinterState
from kiosk.surroundings import DEFAULT_ZONE, FALLBACK_LANGUAGE, Moment, Surroundings
from kiosk.ticket.layout import Block, Code, Cut, Figures, Gap, Rule, Text

_FIGURES = "1234567890"
_EXAMPLE = 214
_GAP = Gap(24)


def state_words(words: Messages, state: PrinterState | None) -> str:
    """Return how the printer is, as a person says it; "" while nobody knows."""
    if state is None:
        return ""
    name = "paper_near_end" if state.ready and state.paper_near_end else state.condition.replace("-", "_")
    return words.text("printer.state", state=words.text(f"printer.{name}"))


def trial_blocks(
    kiosk: str,
    surroundings: Surroundings | None,
    languages: Languages,
    now: Moment,
    state: PrinterState | None,
) -> tuple[Block, ...]:
    """Return the blocks of a trial.

    Args:
        kiosk: the id by which staff know the device.
        surroundings: give the site's name, its languages and its time zone; ``None``: not known yet.
        languages: a line of each of the kiosk's languages, or of all, shows that its letters come out.
        now: when it is printed.
        state: what the printer last said of itself.
    """
    codes = surroundings.config.languages if surroundings else (FALLBACK_LANGUAGE, *languages.codes)
    first = languages.get(codes[0])
    moment = now.local(surroundings.zone if surroundings else DEFAULT_ZONE)
    name = f"{surroundings.name(surroundings.catalogue.site, first.code)} · " if surroundings else ""
    blocks: list[Block] = [
        Text(first.text("printer.trial"), wide=2, high=2, bold=True),
        _GAP,
        Text(f"{name}{kiosk}", high=2),
        Text(f"{first.formats.write_date(moment.date())} {first.formats.write_at(moment)}", high=2),
    ]
    said = state_words(first, state)
    blocks += [Text(said, high=2)] if said else []
    blocks += [_GAP, Rule(), _GAP, Figures(_FIGURES), _GAP]
    for words in languages.some(tuple(dict.fromkeys(codes))):
        sample = words.text("ticket.ahead", count=6)
        blocks += [Text(f"{words.name} · {sample}", high=2, mirrored=words.mirrored)]
    return (*blocks, _GAP, Rule(), _GAP, Code(f"{kiosk} {_EXAMPLE}"), _GAP, Cut())
