"""An empty Kivy window, as large and as often drawn as ours: it shows the last message it has heard, no more.

It is Kivy as it comes, with its style sheet and all its readers of pictures, which our screens do without.

``python -m bench.baselines.window KIND WIDTH HEIGHT STATE [PORT USER PASSWORD-FILE TOPIC [SOUND]]``: without
a broker it stays empty; with a sound it plays it at each message.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from common.screen.environment import ScreenKind, WindowSettings, prepare

if TYPE_CHECKING:  # an empty window loads nothing more than a window
    from paho.mqtt.client import MQTTMessage


def main(arguments: Sequence[str]) -> int:
    """Run until the process is ended."""
    kind, width, height, state, *line = arguments
    settings = WindowSettings(
        kind=ScreenKind(kind), width_px=int(width), height_px=int(height), offscreen=True
    )
    prepare(settings, Path(state), whole=True)
    # Kivy makes its window when it is imported, which is only now right.
    base, label = import_module("kivy.base"), import_module("kivy.uix.label").Label(text="")
    if line:
        _Listening(label, line)
    base.runTouchApp(label)
    return 0


class _Listening:
    """Shows each message on a label, and sounds."""

    def __init__(self, label: object, line: Sequence[str]) -> None:
        mqtt = import_module("paho.mqtt.client")
        port, user, password_file, topic, *sound_file = line
        self._label = label
        self._schedule_once = import_module("kivy.clock").Clock.schedule_once
        load = import_module("kivy.core.audio").SoundLoader.load
        self._sound = load(sound_file[0]) if sound_file else None
        client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=user, protocol=mqtt.MQTTv5)
        client.username_pw_set(user, Path(password_file).read_text(encoding="utf-8").strip())

        def on_connect(*_: object) -> None:
            client.subscribe(topic, 1)

        def on_subscribe(*_: object) -> None:
            self._show_soon("ready")

        def on_message(_client: object, _data: object, message: "MQTTMessage") -> None:
            self._show_soon(message.payload.decode())

        client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
        client.connect_async("127.0.0.1", int(port), 60)
        client.loop_start()

    def _show_soon(self, text: str) -> None:
        def show(_elapsed: float) -> None:
            self._show(text)

        self._schedule_once(show, 0)

    def _show(self, text: str) -> None:
        setattr(self._label, "text", text)  # noqa: B010 — a Kivy property, on a type that is not known here
        if self._sound is not None:
            self._sound.stop()
            self._sound.play()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
