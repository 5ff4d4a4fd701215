"""Running commands as a user does: words in, text, messages and an exit code out."""

import csv
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from husay.cli.main import app


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    output: str
    messages: str
    data: bytes

    @property
    def everything(self) -> str:
        return f"{self.output}\n{self.messages}"

    @property
    def json(self) -> Any:
        return json.loads(self.output)

    @property
    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.output)))


def run(*words: str, typed: str | None = None, environment: Mapping[str, str] | None = None) -> Ran:
    """Run `husay` with these words; a traceback is an error of the test."""
    os.environ.pop("HUSAY_HOME", None)  # an earlier command of this process connected to one
    done = CliRunner().invoke(app, list(words), input=typed, env=environment)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(
        done.exit_code,
        done.stdout_bytes.decode("utf-8", errors="replace"),
        done.stderr,
        done.stdout_bytes,
    )
