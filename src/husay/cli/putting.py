"""Where bytes go: to standard output, or into a file that the user named."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from husay.basics.problem import Mistake, Problem

_AS_USUAL = 0o666
"""What a new file may be, less what the system takes away."""


def put(data: bytes, target: Path | None) -> None:
    """Write to the file, or to standard output where there is none; raises Mistake or OSError."""
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    put_by(lambda into: into.write(data), target)


def put_by(write: Callable[[IO[bytes]], object], target: Path) -> None:
    """Have something written into the file piece by piece, where all of it would not lie in memory;
    raises Mistake. A regular file is replaced, whole or not at all, and keeps its mode; anything
    else (a pipe, a device) is written into. A link stays: what it leads to is written."""
    with _told(target):
        real = target.resolve()
        try:
            mode = real.stat().st_mode
        except FileNotFoundError:
            _replace(real, write, None)
            return
        if stat.S_ISREG(mode):
            _replace(real, write, stat.S_IMODE(mode))
            return
        with real.open("wb") as into:
            write(into)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What the system refuses, as a Mistake."""
    try:
        yield
    except (OSError, ValueError) as error:
        said = (("said", getattr(error, "strerror", None) or str(error)),)
        raise Mistake(Problem(code="cannot-write", file=str(target), values=said)) from error


def _replace(file: Path, write: Callable[[IO[bytes]], object], mode: int | None) -> None:
    """Write beside the file, then put it in its place. A reader sees the old one or the new one."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(
        aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _AS_USUAL if mode is None else 0o600
    )
    try:
        with os.fdopen(handle, "wb") as into:
            write(into)
            if mode is not None:
                os.fchmod(into.fileno(), mode)
        aside.replace(file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
