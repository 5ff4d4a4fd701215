"""Files that prove themselves: each one's name ends with the SHA-256 of what is in it.

The Delta log keeps the names and each manifest a digest of them, so whoever changes a bit anywhere
is found out by reading, and nothing has to be believed.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

_SEALED = re.compile(r"\.([0-9a-f]{64})\.parquet")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def sealed(path: Path) -> Path:
    """Give a new file its lasting name; answers with it."""
    target = path.with_name(f"{path.stem}.{sha256_of(path)}{path.suffix}")
    path.rename(target)
    return target


def seal_of(path: str) -> str | None:
    """The SHA-256 that a file's name says; None for one that proves nothing."""
    found = _SEALED.search(path)
    return found.group(1) if found else None


def on_disk(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk itself: a power cut keeps them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
