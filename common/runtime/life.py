"""The life of a process: workers that must not end, a watchdog fed by their own pulse, a clean stop."""

import contextlib
import logging
import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from common.runtime.systemd import Notifier

logger = logging.getLogger(__name__)

_TICK_S = 5.0
"""The longest between two looks at the workers; each look wakes the process."""

_LOOKS = 3
"""So many at least fall into the shortest silence that a worker may keep, and into the watchdog's time, of
which systemd asks for two (sd_watchdog_enabled(3))."""

_GRACE_S = 5.0


class Life:
    """Runs named workers. One that ends or raises ends the process with 1: to be started again.

    A worker calls :meth:`pulse` at least every ``silence_s`` seconds; the watchdog is fed only while all do.
    Without systemd a silent worker ends the process all the same. One process has one life.
    """

    def __init__(self, notifier: Notifier) -> None:
        """Prepare a life that has not begun."""
        self.stopping = threading.Event()
        self._notifier = notifier
        self._workers: dict[str, Callable[[], None]] = {}
        self._silence: dict[str, float] = {}
        self._pulses: dict[str, float] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._endings: list[Callable[[], None]] = []
        self._wakes: list[Callable[[], None]] = []
        self._code = 0
        self._begun = False
        self._signalled = False
        self._ended = threading.Event()
        # A signal's handler may interrupt the main thread inside Event.set or Event.wait, which would then
        # wait for itself for ever; SimpleQueue.put is made to be called there.
        self._wake: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._supervisor = threading.Thread(target=self._supervise, name="supervisor", daemon=True)

    def worker(self, name: str, run: Callable[[], None], *, silence_s: float = 15.0) -> None:
        """Register a worker: ``run`` returns only after :attr:`stopping` is set, and pulses meanwhile.

        It begins with the life, or at once where the life has begun. One thread registers all workers.
        """
        self._silence[name] = silence_s
        if self._begun:
            self._begin(name, run)
        else:
            self._workers[name] = run

    def watch(self, name: str, *, silence_s: float = 15.0) -> None:
        """Register a loop that runs elsewhere (a window's, a network client's) and pulses here."""
        self._pulses[name] = time.monotonic()
        self._silence[name] = silence_s

    def at_end(self, end: Callable[[], None]) -> None:
        """Call ``end`` once, from another thread, when the process is to stop (to leave a window's loop).

        One that raises makes the exit code 1; the others are called all the same.
        """
        self._endings.append(end)

    def wake_at_end(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` as soon as the process is to stop, from any thread and perhaps more than once.

        For what waits longer than it may take to end: ``wake`` ends the wait, also one that is only about to
        begin, at once and without blocking.
        """
        self._wakes.append(wake)
        if self.stopping.is_set():
            wake()

    def pulse(self, name: str) -> None:
        """Say that the named worker lives."""
        self._pulses[name] = time.monotonic()

    def start(self) -> None:
        """Start the workers and their supervision; signals are caught from here on (main thread only)."""
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        threading.excepthook = self._on_thread_exception
        self._begun = True
        for name, run in self._workers.items():
            self._begin(name, run)
        self._supervisor.start()

    def ready(self) -> None:
        """Say to systemd that the process serves."""
        self._notifier.ready()

    def stop(self) -> None:
        """Ask for a clean end."""
        self.stopping.set()
        self._wake.put(None)
        for wake in list(self._wakes):
            try:
                wake()
            except Exception:  # the others, and who supervises, must go on to the end
                logger.exception("a worker could not be woken")
                self._code = 1

    def fail(self, reason: str) -> None:
        """End the process with 1 because something that must not fail did, be it while stopping."""
        logger.critical("ending: %s", reason)
        self._code = 1
        self.stop()

    def wait(self) -> int:
        """Wait for the end and return the process's exit code; for processes without a window."""
        while not self.stopping.wait(_TICK_S):
            pass
        return self.finish()

    def finish(self) -> int:
        """Wait for the workers to end (at most 5 s together) and return the exit code."""
        self.stop()
        self._notifier.stopping()
        deadline = time.monotonic() + _GRACE_S
        for name, thread in self._threads.items():
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                logger.error("%s did not end in %.0f s", name, _GRACE_S)
                self._code = 1
        self._let_no_signal_disturb_the_end()
        self._ended.set()
        return self._code

    def silent(self) -> list[str]:
        """Return the workers that have not pulsed for longer than they may."""
        now = time.monotonic()
        limits = list(self._silence.items())  # `watch` may add one meanwhile
        return [name for name, limit in limits if now - self._pulses.get(name, now) > limit]

    def _begin(self, name: str, run: Callable[[], None]) -> None:
        self.pulse(name)
        thread = threading.Thread(target=self._run_worker, args=(name, run), name=name, daemon=True)
        self._threads[name] = thread
        thread.start()

    def _run_worker(self, name: str, run: Callable[[], None]) -> None:
        run()
        if not self.stopping.is_set():
            self.fail(f"the worker {name} ended by itself")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._signalled = True
        self._wake.put(None)

    def _let_no_signal_disturb_the_end(self) -> None:
        """Ignore further signals: the interpreter's last steps would meet them with the default, death."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) == self._on_signal:
                signal.signal(number, signal.SIG_IGN)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        name = arguments.thread.name if arguments.thread else "a thread"
        logger.critical("%s failed", name, exc_info=arguments.exc_value)
        self.fail(f"{name} raised {arguments.exc_type.__name__}")

    def _supervise(self) -> None:
        self._watch_over()
        threading.Thread(target=self._call_endings, name="endings", daemon=True).start()
        if not self._ended.wait(2 * _GRACE_S):
            # Something holds the main thread (a driver, a lock): worse than an end is a process without one.
            os._exit(self._code or 1)
        threading.main_thread().join()
        # The interpreter ends and waits for threads that nobody knows; it takes this one along if it can.
        threading.Event().wait(_GRACE_S)
        os._exit(self._code or 1)

    def _watch_over(self) -> None:
        while not self.stopping.is_set():
            silent = self.silent()
            if silent:
                self.fail(f"no sign of life from {', '.join(silent)}")
                return
            self._notifier.feed()
            with contextlib.suppress(queue.Empty):
                self._wake.get(timeout=self._look_again_s())
            if self._signalled:
                self.stop()

    def _look_again_s(self) -> float:
        limits = list(self._silence.values())
        if self._notifier.watchdog_s is not None:
            limits.append(self._notifier.watchdog_s)
        return min([_TICK_S, *(limit / _LOOKS for limit in limits)])

    def _call_endings(self) -> None:
        for end in self._endings:
            try:
                end()
            except Exception:
                logger.exception("an ending failed")
                self.fail("an ending failed")
