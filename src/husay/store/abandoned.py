"""Work beside its lasting place: a name for it, a hold on it, and what killed processes left.

A backup or a restored company holds people's names. One that a killed process left half done must
not lie about for ever under a name that nobody looks for.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


def beside(target: Path) -> Path:
    """Another name in the same folder, for what will be `target` when it is done."""
    return target.with_name(f".{target.name}.{uuid.uuid4().hex}")


@contextmanager
def at_work(place: Path | IO[bytes]) -> Iterator[None]:
    """Hold a file or folder while the block makes it; a killed process lets go of it."""
    opened = os.open(place, os.O_RDONLY) if isinstance(place, Path) else os.dup(place.fileno())
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def clear_abandoned(target: Path) -> None:
    """Remove what was begun for `target` and is held by nobody any more."""
    mark = re.compile(re.escape(f".{target.name}.") + "[0-9a-f]{32}")
    if not target.parent.is_dir():
        return
    for path in target.parent.iterdir():
        if mark.fullmatch(path.name):
            with suppress(OSError):
                _remove_if_free(path)


def _remove_if_free(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    finally:
        os.close(opened)
