"""The window of a process, in a process of its own: prepared, locked, fed from other threads, and ended."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from common.screen.environment import (
    ScreenKind,
    WindowAlreadyOpenError,
    WindowSettings,
    kivy_options,
    prepare,
)
from tests.kivy_window import KivyWindow

ROOT = Path(__file__).parents[3]


def run(code: str, folder: Path, kind: str = "touch") -> list[str]:
    """Runs a window's program; returns the lines that it prints."""
    start = f"""
    import logging, os, sys, threading, time
    from pathlib import Path
    logging.basicConfig(stream=sys.stdout, format="log %(message)s")
    from common.screen.environment import ScreenKind, WindowSettings, prepare
    settings = WindowSettings(kind=ScreenKind("{kind}"), width_px=540, height_px=960, offscreen=True)
    prepare(settings, Path({str(folder)!r}))
    from common.screen.window.app import WindowApp
    from common.screen.controls.text import Text
    from common.screen.fonts import find_fonts
    from common.screen.kit import Kit
    from common.screen.measure import Panel
    kit = Kit.of(Panel(135, 240, 540, 960), find_fonts())
    """
    program = textwrap.dedent(start) + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_wall_shows_at_once_what_another_thread_posts(tmp_path: Path) -> None:
    lines = run(
        """
        text = Text(kit, "vanha")
        beats = []
        app = WindowApp(settings, lambda: text, lambda: beats.append(1))
        delays = []
        def feed():
            for number in range(20):
                done = threading.Event()
                posted = time.monotonic()
                def change():
                    text.show(f"uusi {number}")
                    delays.append(time.monotonic() - posted)
                    done.set()
                app.mailbox.post(change)
                done.wait(5)
            app.stop_soon()
        app.first_frame = lambda: threading.Thread(target=feed).start()
        app.run()
        print(text.label, len(delays), len(beats) > 0, sorted(delays)[10] < 0.06)
        """,
        tmp_path,
        "wall",
    )
    assert lines[-1] == "uusi 19 20 True True"


def test_no_way_out_of_a_device_s_window(tmp_path: Path) -> None:
    lines = run(
        """
        from kivy.clock import Clock
        from kivy.config import Config
        from kivy.core.window import Window
        app = WindowApp(settings, lambda: Text(kit, "alku"), lambda: None)
        def attack(_):
            for code in (27, 282):
                Window.dispatch("on_keyboard", code, 0, "", [])
                Window.dispatch("on_key_down", code, 0, "", [])
            print("close refused:", Window.dispatch("on_request_close"))
            print("settings:", app.open_settings())
            print("children:", len(Window.children), "modules:", Config.items("modules"))
            print("input:", Config.items("input"))
            Clock.schedule_once(lambda _: (print("still there"), app.stop()), 0.1)
        app.first_frame = lambda: Clock.schedule_once(attack, 0)
        app.run()
        """,
        tmp_path,
    )
    assert lines == [
        "close refused: True",
        "settings: True",
        "children: 1 modules: []",
        "input: [('mouse', 'mouse,disable_multitouch')]",
        "still there",
    ]


def test_kivy_neither_swallows_our_log_nor_fills_it(tmp_path: Path) -> None:
    lines = run(
        """
        from kivy.logger import Logger
        logging.getLogger("vuoro").warning("ours")
        Logger.info("Kivy: chatter")
        Logger.warning("Kivy: something is wrong")
        """,
        tmp_path,
    )
    assert lines == ["log ours", "log Kivy: something is wrong"]
    home = tmp_path / "kivy"
    assert [path for path in home.rglob("*") if path.is_file() and path.parent != home / "data"] == []


def test_a_window_is_quick_since_kivy_does_without_what_our_controls_do_without(tmp_path: Path) -> None:
    lines = run(
        """
        from kivy.lang import Builder
        from kivy.core.image import ImageLoader
        print(len(Builder.rules) < 3, [loader.__name__ for loader in ImageLoader.loaders])
        print((Path(os.environ["KIVY_DATA_DIR"]) / "glsl" / "default.vs").is_file())
        """,
        tmp_path,
    )
    assert lines == ["True ['ImageLoaderSDL2']", "True"]


def test_a_turn_of_the_loop_reads_the_mouse_alone_as_which_fingers_come(tmp_path: Path) -> None:
    lines = run(
        """
        from kivy.base import EventLoop
        app = WindowApp(settings, lambda: Text(kit, ""), lambda: None)
        def look():
            print([type(provider).__name__ for provider in EventLoop.input_providers])
            print(EventLoop.postproc_modules)
            app.stop_soon()
        app.first_frame = look
        app.run()
        """,
        tmp_path,
    )
    assert lines == ["['MouseMotionEventProvider']", "[]"]


def test_a_touch_screen_s_clock_does_without_asyncio(tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from common.screen.environment import ScreenKind, WindowSettings, load_clock_alone, prepare
        settings = WindowSettings(kind=ScreenKind.TOUCH, width_px=270, height_px=480, offscreen=True)
        prepare(settings, Path(sys.argv[1]))
        load_clock_alone()
        from kivy.clock import Clock
        print("asyncio" in sys.modules)
        import asyncio
        print(asyncio.run(asyncio.sleep(0, "whole")))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=50, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["False", "whole"]


def test_a_picture_is_as_large_as_the_window(tmp_path: Path) -> None:
    lines = run(
        f"""
        from common.screen.window.picture import save_picture
        app = WindowApp(settings, lambda: Text(kit, "alku"), lambda: None)
        def look():
            save_picture(Path({str(tmp_path)!r}) / "x.png")
            app.stop()
        app.first_frame = lambda: app.mailbox.post(look)
        app.run()
        from PIL import Image
        print(Image.open({str(tmp_path / "x.png")!r}).size)
        """,
        tmp_path,
    )
    assert lines == ["(540, 960)"]


def test_without_a_sound_card_the_player_says_so(tmp_path: Path) -> None:
    lines = run(
        """
        os.environ["SDL_AUDIODRIVER"] = "no-such-driver"
        from common.screen.sound.wav import write_sounds
        from common.screen.window.sounds import make_player
        player = make_player(write_sounds(Path(os.environ["KIVY_HOME"])))
        print(player.play("chime"), player.absent_because)
        """,
        tmp_path,
    )
    assert lines[-1].startswith("False the sound card did not take")


def test_a_sound_card_gets_the_chime(tmp_path: Path) -> None:
    lines = run(
        """
        os.environ["SDL_AUDIODRIVER"] = "dummy"
        from common.screen.sound.wav import write_sounds
        from common.screen.window.sounds import make_player
        started = []
        files = write_sounds(Path(os.environ["KIVY_HOME"]))
        player = make_player(files, lambda name, at: started.append(name))
        print(player.absent_because, player.play("chime"), player.play("alarm", repeat=True), started)
        player.stop("alarm")
        """,
        tmp_path,
    )
    assert lines[-1] == "None True True ['chime', 'alarm']"


def test_settings_come_too_late_for_an_open_window(kivy_window: KivyWindow, tmp_path: Path) -> None:  # noqa: ARG001  opens it
    with pytest.raises(WindowAlreadyOpenError, match="before importing views"):
        prepare(WindowSettings(kind=ScreenKind.TOUCH, width_px=540, height_px=960), tmp_path)


def test_a_card_that_became_read_only_still_has_its_window(tmp_path: Path) -> None:
    run("", tmp_path)
    style = tmp_path / "kivy" / "data" / "style.kv"
    before = style.stat().st_mtime_ns
    run("", tmp_path)
    assert style.stat().st_mtime_ns == before


def test_a_state_folder_that_cannot_be_written_is_no_reason_to_stay_dark(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.touch()
    lines = run("print(Text(kit, 'auki').label)", blocked)
    assert lines[0].startswith("log Kivy's folder cannot be written")
    assert lines[-1] == "auki"


def test_a_window_is_placed_where_it_was_told() -> None:
    settings = WindowSettings(kind=ScreenKind.WALL, width_px=960, height_px=540, left_px=40, top_px=20)
    options = {key: value for _, key, value in kivy_options(settings)}
    assert (options["position"], options["left"], options["top"]) == ("custom", "40", "20")
    assert (options["maxfps"], options["kivy_clock"], options["multisamples"]) == ("15", "interrupt", "0")


def test_a_hurried_window_makes_no_pause() -> None:
    settings = WindowSettings(kind=ScreenKind.TOUCH, width_px=540, height_px=960, hurried=True)
    assert ("graphics", "maxfps", "0") in kivy_options(settings)
