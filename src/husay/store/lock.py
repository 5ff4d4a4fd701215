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


@contextmanager
def pay_lock(home: Path, wait: bool = False) -> Iterator[None]:
    """Be the only one who works out pay; raises Mistake when someone else does already."""
    with _lock_file(home / "pay" / ".writer").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise mistake("pay-is-being-worked-out", folder=home) from error
        yield


@contextmanager
def loop_lock(home: Path) -> Iterator[None]:
    """Be the only one who plays a month; raises Mistake when someone else does already."""
    with _try_alone(home / "book" / ".loop") as alone:
        if not alone:
            raise mistake("month-is-played", folder=home)
        yield


def read_lease(home: Path, mark: str) -> IO[str]:
    """Hold a snapshot against the clean-up for as long as the returned file stays open."""
    handle = _lease_file(home, mark).open("a+")
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def only_worker(home: Path) -> Iterator[bool]:
    """Whether this process is the one that does a company's waiting work, while the block runs."""
    with _try_alone(home / "book" / ".worker") as alone:
        yield alone


@contextmanager
def only_simulator(home: Path) -> Iterator[bool]:
    """Whether this process is the one that works simulations out, while the block runs."""
    with _try_alone(home / "pay" / ".simulator") as alone:
        yield alone


@contextmanager
def nobody_reads(home: Path, mark: str) -> Iterator[bool]:
    """Whether no process reads a snapshot; while the block runs, none can begin to."""
    with _try_alone(_lease_file(home, mark)) as alone:
        yield alone


@contextmanager
def _try_alone(path: Path) -> Iterator[bool]:
    with _lock_file(path).open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def builder_lock(home: Path, mark: str) -> Iterator[None]:
    """Be the only one who builds a snapshot's database; waits for another who does."""
    with _lock_file(_leases(home) / f"{mark}.building").open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def builder_free(home: Path, mark: str) -> Iterator[bool]:
    """Whether nobody builds a snapshot's database; while the block runs, nobody begins to."""
    with _try_alone(_leases(home) / f"{mark}.building") as free:
        yield free


def forget_leases(home: Path, mark: str) -> None:
    """Remove a cleaned snapshot's lock files; who comes later finds it cleaned, lock or no lock."""
    _lease_file(home, mark).unlink(missing_ok=True)
    (_leases(home) / f"{mark}.building").unlink(missing_ok=True)


def _lock_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _lease_file(home: Path, mark: str) -> Path:
    return _lock_file(_leases(home) / mark)


def _leases(home: Path) -> Path:
    # Not in the cache: a folder that may be removed at any time would take the leases with it.
    return home / "book" / ".leases"
