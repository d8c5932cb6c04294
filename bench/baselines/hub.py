"""A bare Starlette hub: a page, a line to the broker and a database, and nothing that they are for.

It is a process of its own: ``python -m bench.baselines.hub CONSOLE-PORT PORT USER PASSWORD-FILE DATABASE``.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import paho.mqtt.client as mqtt
import uvicorn
from paho.mqtt.enums import CallbackAPIVersion
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


class Page(msgspec.Struct, frozen=True):
    """Something to encode."""

    text: str


async def page(_request: Request) -> Response:
    """Answer."""
    return PlainTextResponse(msgspec.json.encode(Page("fine")))


def main(arguments: Sequence[str]) -> int:
    """Serve until the process is ended; say ``ready`` when it is connected and serves."""
    console_port, port, user, password_file, database = arguments
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=user, protocol=mqtt.MQTTv5)
    client.username_pw_set(user, Path(password_file).read_text(encoding="utf-8").strip())
    client.connect("127.0.0.1", int(port), 60)
    client.loop_start()
    asyncio.run(_serve(int(console_port)))
    return 0


async def _serve(port: int) -> None:
    config = uvicorn.Config(Starlette(routes=[Route("/", page)]), port=port, log_config=None, http="h11")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():
        await asyncio.wait({serving}, timeout=0.01)
    print("ready", flush=True)
    await serving


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
