"""Serving the pages: a few workers that answer, and beside them two processes: one does the
imports, one works simulations out.

The workers are gunicorn's. Those beside them (`husay.web.importing`, `husay.web.simulating`) are
started with the server, started again should they die, and stopped with it; killed, the server
takes them along, since they watch who their parent is.
"""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.http import message

from husay.basics.problem import mistake
from husay.web.longest import LONGEST_LINE

WORKERS, THREADS = 2, 4
BESIDE = ("husay.web.importing", "husay.web.simulating")
_BACKLOG = 128
_GRACE_SECONDS = 10
_AGAIN_SECONDS = 5
_EVERYWHERE = (
    "",
    "0.0.0.0",  # noqa: S104  # nosec B104  # a name to tell apart, nothing is bound to it
    "::",
)


def serve(
    folder: Path, host: str, port: int, ready: Callable[[str], None], workers: int = WORKERS
) -> None:
    """Serve a company that is already open in this process, until the server is stopped.

    `ready` is told the address as soon as it can be visited. Raises Mistake when the port is taken
    or cannot be had; ends with SystemExit, as gunicorn does.
    """
    listener = listen(host, port)
    _prepare(host)
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}/"
    beside = tuple(Beside(folder, module) for module in BESIDE)
    _Server(listener, beside, lambda: ready(address), workers).run()


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address; raises Mistake with a free port's number when it is taken."""
    try:
        return _bound(host, port)
    except OverflowError as error:
        raise mistake("port-not-to-be-had", port=port, host=host) from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise mistake("port-not-to-be-had", port=port, host=host) from error
        raise mistake("port-taken", port=port, next=_free_after(host, port)) from error


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


def _free_after(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 50, 65_536)):
        with suppress(OSError):
            _bound(host, candidate).close()
            return candidate
    return 0


def _shown(host: str) -> str:
    """The host as it is typed into a browser on this machine."""
    if host in _EVERYWHERE or host == "127.0.0.1":
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _prepare(host: str) -> None:
    from django.conf import settings
    from django.db import connections

    from husay.web import assets

    named = [host]
    if host in _EVERYWHERE:
        named = [] if settings.HOSTS_ARE_NAMED else own_names()
    written = (f"[{name}]" if ":" in name else name for name in named)
    settings.ALLOWED_HOSTS += [name for name in written if name not in settings.ALLOWED_HOSTS]
    assets.prepare()
    connections.close_all()  # the workers are forked, and connections cannot be shared


def own_names() -> list[str]:
    """What others may call this machine by: its name, and the addresses by which it is reached.

    An address is found by asking which one the system would send from; nothing is sent.
    """
    name = socket.gethostname().lower()
    found = [name, f"{name}.local"] if name and "." not in name else [name] if name else []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            found.append(str(probe.getsockname()[0]))
    return found


class Beside:
    """A process beside the workers, by the name of its module."""

    def __init__(self, folder: Path, module: str) -> None:
        self._parent, self._folder, self._module = os.getpid(), folder.resolve(), module
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -float(_AGAIN_SECONDS)

    def keep(self) -> None:
        """Start it, or start it again when it has died; not too often."""
        running = self._process is not None and self._process.poll() is None
        if running or time.monotonic() - self._started < _AGAIN_SECONDS:
            return
        self._started = time.monotonic()
        command = [sys.executable, "-m", self._module, str(self._parent)]
        self._process = subprocess.Popen(  # noqa: S603  # nosec B603  # our own module, no shell
            command, env={**os.environ, "HUSAY_HOME": str(self._folder)}, stdin=subprocess.DEVNULL
        )

    def ask_to_stop(self) -> None:
        """Ask it to end. Does nothing in gunicorn's workers, which inherit this object."""
        if self._process is not None and os.getpid() == self._parent:
            self._process.terminate()

    def stop(self) -> None:
        """See it end; an import that does not end soon is broken off, which leaves the book as it
        was. Does nothing in gunicorn's workers, either."""
        if self._process is None or os.getpid() != self._parent:
            return
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(
        self,
        listener: socket.socket,
        beside: Sequence[Beside],
        ready: Callable[[], None],
        workers: int,
    ) -> None:
        self._listener, self._beside, self._ready = listener, beside, ready
        self._workers = workers
        super().__init__()

    def load_config(self) -> None:
        from django.conf import settings

        # gunicorn takes no longer line than this by itself, whatever it is told.
        message.MAX_REQUEST_LINE = LONGEST_LINE
        options: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "graceful_timeout": _GRACE_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "limit_request_line": LONGEST_LINE - 1,
            "limit_request_field_size": LONGEST_LINE,
            "forwarded_allow_ips": ",".join(settings.HUSAY_PROXIES),
            "when_ready": lambda arbiter: self._ready(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from husay.web.wsgi import application

        return application

    def run(self) -> None:
        try:
            _Arbiter(self, self._beside).run()
        finally:
            for one in self._beside:
                one.ask_to_stop()
            for one in self._beside:
                one.stop()


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, which also looks after the processes beside its workers."""

    def __init__(self, app: _Server, beside: Sequence[Beside]) -> None:
        self._beside = beside
        super().__init__(app)

    def manage_workers(self) -> None:
        super().manage_workers()
        for one in self._beside:
            one.keep()
