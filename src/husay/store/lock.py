"""Locks between processes: one writer of the book, any number of readers of a snapshot.

They are advisory locks of the operating system on files in the home folder: a killed process
lets go of them at once.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from husay.basics.problem import mistake


@contextmanager
def writer_lock(home: Path, wait: bool = False) -> Iterator[None]:
    """Be the only one who changes the book; raises Mistake when someone else does already."""
    with _lock_file(home / "book" / ".writer").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise mistake("book-is-being-written", folder=home) from error
        yield


def read_lease(home: Path, mark: str) -> IO[str]:
    """Hold a snapshot against the clean-up for as long as the returned file stays open."""
    handle = _lease_file(home, mark).open("a+")
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def nobody_reads(home: Path, mark: str) -> Iterator[bool]:
    """Whether no process reads a snapshot; while the block runs, none can begin to."""
    with _lease_file(home, mark).open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _lock_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _lease_file(home: Path, mark: str) -> Path:
    return _lock_file(home / "cache" / "leases" / mark)
