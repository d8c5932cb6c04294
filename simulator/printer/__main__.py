"""Runs a simulated printer until it is ended: `python -m simulator.printer --tcp 9100 --out tickets`."""

import argparse
import signal
import sys
from pathlib import Path

from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter

_DOTS = {58: 384, 80: 576}


def main(arguments: list[str]) -> int:
    """Print where the printer is met, then each ticket's file; end on SIGTERM or Ctrl-C with 0."""
    parser = argparse.ArgumentParser(
        prog="simulator.printer", description="A receipt printer without hardware."
    )
    wire = parser.add_mutually_exclusive_group(required=True)
    wire.add_argument(
        "--tcp", type=int, metavar="PORT", help="listen on this loopback port, 0 for a free one"
    )
    wire.add_argument("--pty", action="store_true", help="be the terminal OUT/lp0")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the tickets are kept")
    parser.add_argument("--width-mm", type=int, choices=sorted(_DOTS), default=80)
    parser.add_argument("--mm-per-s", type=float, default=250.0, help="how fast it prints (default: 250)")
    parser.add_argument(
        "--roll-m", type=float, default=60.0, help="metres of paper on the roll (default: 60)"
    )
    options = parser.parse_args(arguments)
    roll_mm = 1000 * options.roll_m
    model = Model(dots=_DOTS[options.width_mm], mm_per_s=options.mm_per_s, roll_mm=roll_mm)
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    if options.pty:
        made = SimulatedPrinter.over_pty(options.out, model=model)
    else:
        made = SimulatedPrinter.over_tcp(options.out, port=options.tcp, model=model)
    with made as printer:
        print(f"printer {printer.where}", flush=True)
        shown = 0
        while signal.sigtimedwait(ends, 0.2) is None:
            for piece in printer.pieces()[shown:]:
                print(f"{piece.ending} {piece.picture}", flush=True)
                shown += 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
