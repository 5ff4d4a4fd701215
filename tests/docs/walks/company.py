"""The demo company of `make demo`, made once; a copy of it for each language, behind its server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.project import ROOT

_PATIENCE_SECONDS = 300
HUSAY = [sys.executable, "-m", "tests.docs.walks.morning"]
ADDRESS = re.compile(r"http://[^\s/]+/")


def environment(**more: str) -> dict[str, str]:
    """That of a shell in which nobody has said anything of Husay."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUSAY_")}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {**kept, "PYTHONPATH": path, "COLUMNS": "200", "PYTHONUNBUFFERED": "1", **more}


def husay(folder: Path, *words: str, **more: str) -> tuple[int, str]:
    """Run a command in a folder: its exit code and all that it wrote."""
    done = subprocess.run(
        [*HUSAY, *words], cwd=folder, env=environment(**more), text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_PATIENCE_SECONDS,
    )  # fmt: skip
    return done.returncode, done.stdout


def make_demo(folder: Path) -> Path:
    """The demo company in a folder, its signals looked for."""
    for words in (
        ("demo", "--dir", "demo-company", "--no-serve", "--no-browser"),
        ("--home", "demo-company", "warn"),
    ):
        code, said = husay(folder, *words)
        assert code == 0, said
    return folder / "demo-company"


@dataclass
class Servers:
    """The servers that a walk has started, by the company's folder; all are stopped at its end."""

    running: dict[Path, subprocess.Popen[str]] = field(default_factory=dict)
    addresses: dict[Path, str] = field(default_factory=dict)

    def start(self, home: Path, **more: str) -> str:
        """Serve a company; answers what the server says when it can be visited."""
        words = ("--home", str(home), "serve", "--port", str(_free()), "--workers", "1")
        process = subprocess.Popen(
            [*HUSAY, *words], env=environment(**more), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.running[home] = process
        assert process.stdout is not None
        said = ""
        while not (found := ADDRESS.search(said)):
            line = process.stdout.readline()
            assert line, f"the server has ended: {said}"
            said += line
        self.addresses[home] = found[0].rstrip("/")
        return said

    def stop(self) -> None:
        """Stop them all."""
        for process in self.running.values():
            process.terminate()
            process.wait(_PATIENCE_SECONDS)
            assert process.stdout is not None
            process.stdout.close()


def _free() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
