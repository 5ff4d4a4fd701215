"""Husay in processes of its own: settings are read once in a process."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


@dataclass(frozen=True)
class Husay:
    """Commands and scripts with some settings, in a folder."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """This process's, without what it says of a company of its own."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUSAY_", "DJANGO_"))}
        path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        return {**kept, "PYTHONPATH": path, "HUSAY_LANG": "en", **self.settings}

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Python with some words, running."""
        return subprocess.Popen(
            [sys.executable, *words], env=self.environment, cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def done(self, process: "subprocess.Popen[str]") -> str:
        """What a process said; anything but a success is an error of the test."""
        said, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors[-4000:]
        return said

    def run(self, *words: str) -> str:
        """What `husay` says."""
        return self.done(self.start("-m", "husay", *words))

    def json(self, company: str, *commands: tuple[str, ...]) -> list[Any]:
        """What commands on a company say as JSON, run in one process: starting takes longest."""
        body = "import json\nfrom tests.cli.running import run\nsaid = []\n"
        body += "for words in {!r}:\n    said.append(run('--home', {!r}, *words).json)\n"
        body += "print(json.dumps(said))"
        given = [[*words, "--format", "json"] for words in commands]
        found: list[Any] = json.loads(
            self.script(self.folder / company, body.format(given, company))
        )
        return found

    def script(self, company: Path, body: str) -> str:
        """What a piece of Python prints, with a company open as `home`."""
        opened = "from husay.store.opening import open_company\nhome = open_company({!r})\n"
        return self.done(self.start("-c", opened.format(str(company)) + body))
