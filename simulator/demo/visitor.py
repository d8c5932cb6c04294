"""The visitor's way into the staff console: a one-time link, and another one when that is over."""

import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from simulator.demo.world import invite
from simulator.house import House

ROLE = "coordinator"
LINK_S = 15 * 60
"""For so long a link is good."""

_LOOK_S = 10.0
_ANSWER_S = 2.0
_OVER = (404, 409, 410)
"""What the console answers for a link that is used up or old."""


class Visitor:
    """Makes links. :meth:`look` makes the next one by itself until the first has been used."""

    def __init__(self, house: House, tell: Callable[[str], None]) -> None:
        """Print by ``tell``."""
        self._house = house
        self._tell = tell
        self._made = 0.0
        self._looked = 0.0
        self._is_in = False
        self.link = ""
        self._opener = shutil.which("xdg-open")

    @property
    def has_browser(self) -> bool:
        """Whether this desktop can open a page in the visitor's own browser."""
        return self._opener is not None

    def open_browser(self) -> None:
        """Open the console there by a new link; how long the browser stays is the visitor's affair."""
        if self._opener is None:
            return
        quiet = subprocess.DEVNULL
        command = [self._opener, self.new_link()]
        browser = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        threading.Thread(target=browser.wait, name="browser", daemon=True).start()

    def new_link(self) -> str:
        """Make a link and return it; :class:`subprocess.CalledProcessError` where it cannot be made."""
        self.link = invite(self._house, ROLE)
        self._made = self._looked = time.monotonic()
        return self.link

    def look(self) -> None:
        """Look now and then whether the link is still good, while nobody has come in by one."""
        now = time.monotonic()
        if self._is_in or not self.link or now - self._looked < _LOOK_S:
            return
        self._looked = now
        if not self._is_over():
            return
        if now - self._made < LINK_S:
            self._is_in = True
            self._tell(
                "Somebody has signed in with the link. For another browser, ask for a new one in the window."
            )
        else:
            self._tell(f"The sign-in link was good for 15 minutes. A new one:\n  {self.new_link()}")

    def _is_over(self) -> bool:
        try:
            with urllib.request.urlopen(self.link, timeout=_ANSWER_S):
                return False
        except urllib.error.HTTPError as error:
            with error:
                return error.code in _OVER
        except OSError:
            return False  # the hub is stopped
