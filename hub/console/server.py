"""Serves the console from a worker of the hub: uvicorn on a loop of its own."""

import asyncio
import logging
import socket
from concurrent.futures import Future

import uvicorn

from common.runtime.clock import Clock, boot_id
from common.runtime.life import Life
from common.runtime.refusals import Refusals
from hub.accounts.database import open_staff_file
from hub.accounts.kiosk_code import CodeDesk
from hub.accounts.passwords import Passwords
from hub.box import HubBox
from hub.console.application import assets_version, make_application, make_templates
from hub.console.call import Console
from hub.console.changes import Changes
from hub.console.staff import Staff
from hub.console.texts import load_texts
from hub.keeper_line import KeeperLine
from hub.office import Office
from hub.site.schema import Site
from hub.site.timetable import Timetable

logger = logging.getLogger(__name__)

_TURN_S = 0.1
_SWEEP_S = 3600.0
_LOOK_S = 2.0
_CONNECTIONS = 600
_GRACE_S = 1
_KEEP_ALIVE_S = 30
_BACKLOG = 128


class ConsoleServer:
    """The staff console. Everything of it lives in the thread that calls :meth:`run`."""

    WORKER = "console"

    def __init__(
        self,
        site: Site,
        box: HubBox,
        office: Office,
        keeper: KeeperLine,
        clock: Clock,
        refusals: Refusals,
        passwords: Passwords | None = None,
        codes: CodeDesk | None = None,
    ) -> None:
        """Prepare; nothing is opened before :meth:`run`. On ``codes`` it lays the kiosks' staff code."""
        self._site = site
        self._box = box
        self._office = office
        self._keeper = keeper
        self._clock = clock
        self._refusals = refusals
        self._passwords = passwords
        self._codes = codes or CodeDesk()
        self.bound: Future[None] = Future()
        """Done when browsers can connect."""

    def run(self, life: Life) -> None:
        """Serve until the process ends (a worker of :class:`Life`).

        Raises :class:`OSError` where the port is taken, and what a damaged file of accounts raises: the
        process ends and is started again.
        """
        asyncio.run(self._serve(life))

    async def _serve(self, life: Life) -> None:
        boot = boot_id()
        database = open_staff_file(self._box.box.state, boot)
        staff = Staff(database, self._clock, boot, self._passwords or Passwords(), self._codes)
        staff.look_for_code()
        changes = Changes()
        table = Timetable(self._site)
        texts = load_texts(table.timezone)
        self._office.on_change(changes.tell)
        console = Console(
            site=self._site,
            box=self._box,
            office=self._office,
            keeper=self._keeper,
            clock=self._clock,
            table=table,
            texts=texts,
            templates={code: make_templates(self._site, one) for code, one in texts.items()},
            staff=staff,
            changes=changes,
            refusals=self._refusals,
            assets=assets_version(),
        )
        server = uvicorn.Server(self._config(console))
        try:
            await self._until_the_end(life, server, staff, changes)
        finally:
            staff.close()
            database.close()

    async def _until_the_end(
        self, life: Life, server: uvicorn.Server, staff: Staff, changes: Changes
    ) -> None:
        line = self._bind()
        self.bound.set_result(None)
        serving = asyncio.create_task(server.serve(sockets=[line]))
        logger.info("the console is at %s", self._box.console.url)
        loop = asyncio.get_running_loop()
        swept, looked = loop.time() - _SWEEP_S, loop.time()
        while not life.stopping.is_set() and not serving.done():
            life.pulse(self.WORKER)
            if loop.time() - swept >= _SWEEP_S:
                swept = loop.time()
                staff.sweep()
            if loop.time() - looked >= _LOOK_S:
                looked = loop.time()
                staff.look_for_code()
            await asyncio.wait({serving}, timeout=_TURN_S)
        changes.close()
        server.should_exit = True
        await serving

    def _bind(self) -> socket.socket:
        settings = self._box.console
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        # Named as TCP, so that asyncio sets TCP_NODELAY: without it every answer came 40 ms late.
        line = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((settings.host, settings.port))
        except OSError as error:
            line.close()
            message = f"The console cannot listen on {settings.host}:{settings.port}: {error.strerror}."
            raise OSError(error.errno, message) from error
        line.listen(_BACKLOG)
        return line

    def _config(self, console: Console) -> uvicorn.Config:
        settings = self._box.console
        return uvicorn.Config(
            make_application(console),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=settings.certificate,
            ssl_keyfile=settings.key,
        )
