"""A storm of touches, keys, chords and odd scans on a real kiosk: nothing gets out, is lost, or grows."""

import os
import random
import time
from pathlib import Path

import pytest

from tests.kiosk.breakout.attacks import Attacker, every_chord
from tests.kiosk.breakout.kiosk_on_x import KioskOnX, kiosk_on_x, words
from tests.kiosk.breakout.memory import Sample, complaints, growth_mb, judged, own_mb, slope_mb_per_min
from tests.measured import Counted
from tests.waiting import wait_until

FULL_S = 600.0
"""A run as long as this or longer is judged for its memory; one that was made shorter tells nothing of it."""
LONG_S = float(os.environ.get("VUORO_BREAKOUT_S", str(FULL_S)))
SHORT_S = 8.0


@pytest.fixture
def seed(counted: Counted) -> int:
    """Chance's own, or the one that is to be repeated; told also where the storm fails."""
    seed = int(os.environ.get("VUORO_BREAKOUT_SEED", str(random.randrange(10_000))))
    counted("the storm's seed", seed)
    return seed


class Storm:
    """One run, from the start to the count of the paper."""

    def __init__(self, kiosk: KioskOnX, seed: int) -> None:
        self.kiosk = kiosk
        self.attacker = Attacker(seed)
        self.samples: list[Sample] = []
        self.start = words(kiosk.wait_for_rest())

    def rage(self, for_s: float) -> None:
        """Attack for so many seconds."""
        begun = time.monotonic()
        while (now := time.monotonic() - begun) < for_s:
            for _ in range(3):
                self.attacker.scan(self.kiosk.scanner)
            self.kiosk.do(self.attacker.round())
            self.samples.append((now, own_mb(self.kiosk.part.pid)))

    def all_paper_is_there(self) -> None:
        """As many tickets came out as numbers were dealt, none twice, and the hub knows each."""
        hub, printer = self.kiosk.hub, self.kiosk.printer
        wait_until(
            lambda: len(printer.tickets()) == len(hub.check_ins) and not printer.unfinished(),
            60,
            f"{len(hub.check_ins)} tickets; there are {len(printer.tickets())}",
        )
        assert len(set(hub.numbers)) == len(hub.numbers)
        assert len({piece.picture.read_bytes() for piece in printer.tickets()}) == len(hub.numbers)


def test_a_short_storm_leaves_the_kiosk_as_it_was(tmp_path: Path, seed: int, counted: Counted) -> None:
    with kiosk_on_x(tmp_path) as kiosk:
        storm = Storm(kiosk, seed)
        storm.rage(SHORT_S)
        kiosk.walk_home()
        kiosk.take_a_ticket()
        kiosk.walk_home()
        storm.all_paper_is_there()
        assert kiosk.part.stop() == 0
    counted("touches that tried to get out", storm.attacker.touches)
    counted("tickets they printed", len(kiosk.hub.numbers))


@pytest.mark.breakout
def test_ten_minutes_of_everything(tmp_path: Path, seed: int, counted: Counted) -> None:
    with kiosk_on_x(tmp_path) as kiosk:
        storm = Storm(kiosk, seed)
        kiosk.show_everything()
        chords = every_chord()
        for start in range(0, len(chords), 200):
            kiosk.do(chords[start : start + 200])
        storm.rage(LONG_S)
        # Nobody helps it: it must come to rest by its own time-outs, in the look that everybody finds.
        kiosk.eyes.wait_for(lambda seen: words(seen) == storm.start, "the screen as it was", deadline_s=240)
        storm.all_paper_is_there()
        counted("touches that tried to get out", storm.attacker.touches)
        counted("keys and chords", storm.attacker.keys + len(chords))
        counted("odd scans", storm.attacker.scans)
        counted("tickets printed, each number once", len(kiosk.hub.numbers))
        counted("MB of its own at the end", round(storm.samples[-1][1]))
        if LONG_S >= FULL_S:
            assert complaints(storm.samples) == []
            counted("kB that memory grew in a minute", round(slope_mb_per_min(judged(storm.samples)) * 1024))
            counted("kB that it grew after the warm-up", round(growth_mb(judged(storm.samples)) * 1024))
        assert kiosk.part.stop() == 0
