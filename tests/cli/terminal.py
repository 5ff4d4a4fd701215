"""Running a command at a terminal of a width, as a user sees it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Seen:
    """What stood on the screen: with the terminal's codes, and without."""

    code: int
    raw: str

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in _CODES.sub("", self.raw).splitlines()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def seen(*words: str, columns: int = 80, typed: bytes = b"", after: str = "") -> Seen:
    """Run `husay` with these words; once `after` is on the screen, type `typed`."""
    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HUSAY")}
    environment |= {"TERM": "xterm-256color"}
    environment.pop("COLUMNS", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "husay", *words], env=environment, start_new_session=True,
        stdin=terminal, stdout=terminal, stderr=terminal,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(terminal)
    shown, deadline, pressed = b"", time.monotonic() + 90, 0.0
    while time.monotonic() < deadline:
        if typed and after in shown.decode(errors="replace"):
            if time.monotonic() > pressed + 3:
                os.write(screen, typed)
                pressed = time.monotonic()
            # Ctrl-C may fall on a moment that cannot be interrupted: people press it again.
            typed = typed if typed == b"\x03" else b""
        if select.select([screen], [], [], 0.1)[0]:
            try:
                more = os.read(screen, 65_536)
            except OSError:  # the last process has left the terminal
                break
            if not more:
                break
            shown += more
    os.close(screen)
    return Seen(process.wait(30), shown.decode(errors="replace").replace("\r\n", "\n"))
