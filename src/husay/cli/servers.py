"""The processes that serve a company: gunicorn for the pages, a worker for imports and schedules.

They are children of the command. When it ends, however it ends, they are asked to stop and then
made to; when one of them ends by itself, so does the command.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from django.utils.translation import gettext

from husay.basics.problem import mistake
from husay.cli.console import say

_PATIENCE_SECONDS = 20
_LOOK_SECONDS = 0.1


class Servers:
    """The running processes; a context that stops them at its end."""

    def __init__(self, home: Path, bind: str, port: int, workers: int) -> None:
        if not _is_free(bind, port):
            raise mistake("port-taken", port=port, next=port + 1)
        self.home, self.bind, self.port = home, bind, port
        self._commands = [_web(bind, port, workers)]
        if worker := _worker():
            self._commands.append(worker)
        self._running: list[subprocess.Popen[bytes]] = []
        self._stopping = False

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the pages."""
        host = "localhost" if self.bind in ("127.0.0.1", "0.0.0.0", "::1") else self.bind  # noqa: S104
        return f"http://{host}:{self.port}/"

    def __enter__(self) -> Self:
        """Start everything and wait until the pages answer; raises Mistake if they do not."""
        _prepare_assets()
        signal.signal(signal.SIGTERM, self._stop)
        environment = {**os.environ, "HUSAY_HOME": str(self.home)}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "husay.settings")
        try:
            for command in self._commands:
                process = subprocess.Popen(command, env=environment)  # noqa: S603  our own
                self._running.append(process)
            self._wait_for_pages()
        except BaseException:
            self._end_all()
            raise
        return self

    def _wait_for_pages(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not self._stopping and _is_free(self.bind, self.port):
            if self._ended() or time.monotonic() > deadline:
                raise mistake("server-ended", port=self.port)
            time.sleep(_LOOK_SECONDS)

    def announce(self) -> None:
        """Say where the pages are."""
        say(gettext("Open %(address)s (stop with Ctrl-C).") % {"address": self.address})

    def wait(self) -> None:
        """Until somebody stops it, or a process ends by itself."""
        with suppress(KeyboardInterrupt):
            while not self._stopping and not self._ended():
                time.sleep(_LOOK_SECONDS)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything."""
        self._end_all()
        say(gettext("Stopped."))

    def _end_all(self) -> None:
        """Ask the processes to stop; make them, if they will not."""
        for process in self._running:
            if process.poll() is None:
                process.terminate()
        for process in self._running:
            try:
                process.wait(_PATIENCE_SECONDS)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                process.kill()
                process.wait()

    def _ended(self) -> bool:
        return any(process.poll() is not None for process in self._running)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _web(bind: str, port: int, workers: int) -> Sequence[str]:
    # Threads, so that a slow reader holds up nobody; no fork after a database was opened.
    options = (
        f"--bind={bind}:{port}", f"--workers={workers}", "--threads=4", "--worker-class=gthread",
        "--timeout=120", "--log-level=warning",
    )  # fmt: skip
    return (sys.executable, "-m", "gunicorn", *options, "husay.web.wsgi:application")


def _worker() -> Sequence[str]:
    """The command of the job worker, where jobs are set up."""
    from django.core.management import get_commands

    if "db_worker" not in get_commands():
        return ()
    return (sys.executable, "-m", "django", "db_worker", "--interval=1", "-v0")


def _prepare_assets() -> None:
    from husay.web.assets import prepare

    prepare()


def _is_free(bind: str, port: int) -> bool:
    """Whether nobody answers at the port."""
    host = "127.0.0.1" if bind == "0.0.0.0" else bind  # noqa: S104
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) != 0
