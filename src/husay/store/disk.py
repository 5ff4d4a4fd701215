"""What the disk will not do, told in words: it is full, or may only be read.

SQLite, DuckDB and the Delta log each fail in a way of their own; whoever reads it wants to know
one thing.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from deltalake.exceptions import DeltaError
from django.db import OperationalError

from husay.basics.problem import Mistake, mistake

_FULL = ("no space left", "disk is full", "could not write all bytes", "disk quota exceeded")
_CLOSED = ("read-only", "readonly", "permission denied", "unable to open database file")


@contextmanager
def telling_of_the_disk(folder: Path) -> Iterator[None]:
    """Raise what the disk refuses while the block works in a folder as a Mistake."""
    try:
        yield
    except (OSError, duckdb.Error, OperationalError, DeltaError) as error:
        told = _told(folder, error)
        if told is None:
            raise
        raise told from error


def _told(folder: Path, error: Exception) -> Mistake | None:
    """The Mistake that an error of the disk is; None for any other error."""
    named = error.filename if isinstance(error, OSError) else None
    if named is not None and not Path(str(named)).is_relative_to(folder):
        return None  # about another file, which says so better
    number, text = getattr(error, "errno", None), str(error).lower()
    if number in (errno.ENOSPC, errno.EDQUOT) or any(said in text for said in _FULL):
        return mistake("disk-full", folder=folder)
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or any(s in text for s in _CLOSED):
        return mistake("folder-closed", folder=folder)
    return None
