import subprocess
import sys

import pytest


@pytest.mark.parametrize(("verbose", "lines"), [("False", 1), ("True", 2)])
def test_the_journal_gets_one_line_an_event(verbose: str, lines: int) -> None:
    script = (
        "import logging; from common.runtime.log import set_up_logging;"
        f"set_up_logging(verbose={verbose});"
        "logging.getLogger('kiosk').info('paper is in'); logging.getLogger('kiosk').debug('detail')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == "INFO kiosk: paper is in"
    assert len(done.stderr.splitlines()) == lines
