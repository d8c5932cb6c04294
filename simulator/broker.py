"""A site's broker with the product's own configuration, rights and random passwords, on a free port."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from common.runtime.broker import Broker
from common.wire.ids import is_id
from simulator.mosquitto import HOST, Mosquitto, account

TEMPLATES = Path(__file__).resolve().parent.parent / "systemd" / "mosquitto"
"""Where the configuration lies that a real site gets, too."""

_CONNECTIONS = 200
_PLACEHOLDER = re.compile(r"@([A-Z]+)@")


def fill(template: str, values: dict[str, str]) -> str:
    """Return a template with each ``@WORD@`` replaced; a :class:`KeyError` names one without a value."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def rights(site: str, *, keeper: str, panels: Sequence[str] = (), watchers: Sequence[str] = ()) -> str:
    """Return the text of the acl file of a site.

    ``panels`` may hear every point's presses and answer for them; ``watchers`` may read all and write
    nothing (the demo's recorder is one; a real site has none).
    """
    root = f"vuoro/1/{site}"
    blocks = [
        f"user {panel}\ntopic read {root}/device/+/point/+\ntopic write {root}/device/{panel}/request/alarm\n"
        for panel in panels
    ]
    blocks += [f"user {watcher}\ntopic read #\n" for watcher in watchers]
    template = (TEMPLATES / "acl.in").read_text(encoding="utf-8")
    return fill(template, {"SITE": site, "KEEPER": keeper, "PANELS": "\n".join(blocks)})


class SiteBroker(Mosquitto):
    """The broker of a site, or the small one of the guard's box (``kind="guard"``).

    ``users`` are the ids of devices, and ``hub``; the keeper, the panels and the watchers need not be
    named twice. Each gets a random password in a file of its own that only this account may read.
    """

    def __init__(
        self,
        folder: Path,
        site: str,
        users: Iterable[str],
        *,
        keeper: str = "keeper",
        panels: Sequence[str] = (),
        watchers: Sequence[str] = (),
        kind: Literal["site", "guard"] = "site",
    ) -> None:
        """Write rights and accounts into ``folder``; nothing runs before :meth:`start`."""
        super().__init__(folder, self._configuration_for)
        self._home = folder.resolve()
        self._kind = kind
        self._users = sorted({*users, keeper, *panels, *watchers})
        for user in (site, *self._users):
            if not is_id(user):
                raise ValueError(f"not an identifier: {user!r}")
        self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self._home / "acl").write_text(
            rights(site, keeper=keeper, panels=panels, watchers=watchers), encoding="utf-8"
        )
        (self._home / "acl").chmod(0o600)
        self._make_accounts()

    @property
    def users(self) -> list[str]:
        """Everybody who has an account, in alphabetical order."""
        return list(self._users)

    def password_file(self, user: str) -> Path:
        """Return the file that holds the user's password; :class:`KeyError` where there is no such user."""
        if user not in self._users:
            raise KeyError(user)
        return self._home / f"password-{user}"

    def settings(self, user: str) -> Broker:
        """Return what the user's box.toml says about this broker; :meth:`start` comes first."""
        return Broker(host=HOST, port=self.port, username=user, password_file=self.password_file(user))

    def _configuration_for(self, port: int) -> str:
        template = (TEMPLATES / f"{self._kind}.conf.in").read_text(encoding="utf-8")
        values = {
            "PORT": str(port),
            "BIND": HOST,
            "CONNECTIONS": str(_CONNECTIONS),
            "FOLDER": str(self._home),
            "USER": account(),
        }
        return fill(template, values)

    def _make_accounts(self) -> None:
        accounts: list[str] = []
        for user in self._users:
            password = secrets.token_urlsafe(24)
            _write_secret(self.password_file(user), password)
            accounts.append(f"{user}:{password}\n")
        passwords = self._home / "passwords"
        _write_secret(passwords, "".join(accounts))
        program = shutil.which("mosquitto_passwd")
        if program is None:
            raise RuntimeError("mosquitto_passwd is not installed; ./install.sh demo installs it.")
        # It hashes the file in place: a password as an argument could be read by everybody on the machine.
        subprocess.run([program, "-U", str(passwords)], check=True, stdout=subprocess.DEVNULL)


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
