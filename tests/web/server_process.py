"""The real server in a process of its own: gunicorn, its workers, and those beside them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.signing import session_key

_SERVE = """
import sys
from pathlib import Path
from husay.store.opening import open_company
folder, port = Path(sys.argv[1]), int(sys.argv[2])
open_company(folder)
from husay.web.serving import serve
serve(folder, sys.argv[3], port, lambda address: print(address, flush=True), 1)
"""


class Running:
    """A server that can be visited at `address`, by who is signed in with `session`."""

    def __init__(self, process: "subprocess.Popen[str]", address: str, session: str) -> None:
        self.process, self.address, self.session = process, address, session

    @property
    def importer(self) -> int | None:
        """The number of the process that does the imports, if there is one."""
        return self._beside(b"husay.web.importing")

    @property
    def simulator(self) -> int | None:
        """The number of the process that works simulations out, if there is one."""
        return self._beside(b"husay.web.simulating")

    def _beside(self, module: bytes) -> int | None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().split(b"\0")
            except OSError:
                continue
            if words[2:4] == [module, str(self.process.pid).encode()]:
                return int(path.parent.name)
        return None


def gone(pid: int) -> bool:
    """Whether a process has ended (one that nobody asked after is a zombie: it has)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def until(what: str, true: "object", seconds: int = 60) -> None:
    """Wait until a callable says yes."""
    assert callable(true)
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, f"waited in vain: {what}"
        time.sleep(0.1)


@contextmanager
def server(
    company: Path, port: int = 0, host: str = "127.0.0.1", **settings: str
) -> Iterator[Running]:
    """A server of a company with these settings, stopped (or found dead) at the end."""
    session = session_key(company)
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(company), str(port), host],
        env={**os.environ, "HUSAY_DEBUG": "no", **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield Running(process, process.stdout.readline().strip(), session)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(60)
        process.stdout.close()
