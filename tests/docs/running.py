"""Running the commands that a page shows, in a folder of their own, in one process.

`python -m tests.docs.running PAGE FOLDER` writes as JSON what came of each command. It is a process
of its own because Husay serves one company's records in a process, and a page makes several.

A page is run from top to bottom as one story:

* a block after `<!-- file: NAME -->` is written to that file;
* a `sh` block's lines are run one by one, unless `<!-- skip: REASON -->` stands above it; only
  `husay`, `cd`, `export NAME=VALUE` and the activation of an environment may stand in it;
* a `text` block after it says what comes out; `<!-- exit: 1 -->` above the `sh` block says with
  which code its last command ends.

* `<!-- answers: TEXT -->` above a `sh` block: its commands run at a terminal, where somebody types
  that.

`husay serve` and a `husay demo` that serves are started, asked for their page, and stopped.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.docs.markdown import Block, blocks, page
from tests.house.project import ROOT
from tests.migrated import copy_migrated
from tests.whole import keep_whole

_PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Ran:
    """One command: the page's line that it stands on, its exit code, all that it wrote."""

    line: int
    command: str
    code: int
    output: str


def commands(block: Block) -> list[tuple[int, list[str]]]:
    """The commands of a block, each with its line; comments and prompts taken off."""
    found: list[tuple[int, list[str]]] = []
    joined, begun = "", block.line
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        begun = begun if joined else number
        joined += line.removesuffix("\\")
        if line.endswith("\\"):
            continue
        words = shlex.split(joined, comments=True)
        joined = ""
        if words:
            found.append((begun, words))
    return found


def is_run(block: Block) -> bool:
    """Whether a block's commands are run."""
    return block.language == "sh" and "skip" not in block.notes


class Story:
    """One page, run in a folder."""

    def __init__(self, folder: Path) -> None:
        self.environment = {**os.environ}
        for name in [n for n in self.environment if n.startswith("HUSAY_")]:
            del self.environment[name]
        os.chdir(folder)

    def run(self, text: str) -> list[Ran]:
        """What came of each command, in order."""
        ran = []
        for block in blocks(text):
            if name := block.notes.get("file"):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_text(block.text + "\n", encoding="utf-8")
            if is_run(block):
                for line, words in commands(block):
                    code, output = self._run(words, block.notes.get("answers"))
                    ran.append(Ran(line, shlex.join(words), code, output))
        return ran

    def _run(self, words: list[str], answers: str | None) -> tuple[int, str]:
        extra = {}
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            extra[name] = value
        program, arguments = words[0], words[1:]
        if program == "cd":
            os.chdir(arguments[0])
        elif program == "export":
            name, _, value = arguments[0].partition("=")
            self.environment[name] = value.replace("$PWD", str(Path.cwd()))
        elif program != ".":
            assert program == "husay", f"a page shows {program}, which is not run here"
            environment = {**self.environment, **extra}
            if _serves(arguments):
                return _serve(arguments, environment)
            if answers is not None:
                return _at_a_terminal(arguments, environment, answers)
            return _husay(arguments, environment)
        return 0, ""


def _husay(arguments: list[str], environment: dict[str, str]) -> tuple[int, str]:
    from typer.testing import CliRunner

    from husay.cli.main import app

    os.environ.clear()  # a command leaves the name of its company there
    os.environ.update(environment)
    try:
        result = CliRunner().invoke(app, arguments, prog_name="husay", catch_exceptions=False)
    finally:
        _let_go()
    return result.exit_code, result.output


def _let_go() -> None:
    """What the end of a process lets go of: the snapshots that it reads."""
    from husay.store.warehouse import reading

    while reading._open:
        reading._open.popitem()[1].close()


def _at_a_terminal(
    arguments: list[str], environment: dict[str, str], answers: str
) -> tuple[int, str]:
    """Run a command where it believes that somebody sits; answers its exit code and output."""
    outside, inside = pty.openpty()
    command = [sys.executable, "-m", "husay", *arguments]
    process = subprocess.Popen(
        command, env={**environment, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200"},
        stdin=inside, stdout=inside, stderr=inside, close_fds=True,
    )  # fmt: skip
    os.close(inside)
    os.write(outside, f"{answers}\n".encode())
    written = b""
    try:
        while part := os.read(outside, 65_536):
            written += part
    except OSError:  # the other end is closed: it has ended
        pass
    os.close(outside)
    text = written.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return process.wait(_PATIENCE_SECONDS), re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", text)


def _serves(arguments: list[str]) -> bool:
    return "serve" in arguments or ("demo" in arguments and "--no-serve" not in arguments)


def _serve(arguments: list[str], environment: dict[str, str]) -> tuple[int, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if "--port" in arguments:
        place = arguments.index("--port")
        del arguments[place : place + 2]
    command = [sys.executable, "-m", "husay", *arguments, "--port", str(port)]
    server = subprocess.Popen(command, env={**environment, "PYTHONPATH": str(ROOT / "src")})
    try:
        status = _ask(f"http://127.0.0.1:{port}/", server)
    finally:
        server.terminate()
        server.wait(_PATIENCE_SECONDS)
    return (0 if status == 200 else 1), f"its page answered {status}"


def _ask(address: str, server: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    return 0


def main(name: str, folder: str, target: str) -> None:
    """Run a page in a folder and write what came of it to a file."""
    ran = Story(Path(folder)).run(page(name))
    Path(target).write_text(json.dumps([asdict(one) for one in ran]), encoding="utf-8")


if __name__ == "__main__":
    keep_whole()
    copy_migrated()
    main(*sys.argv[1:])
