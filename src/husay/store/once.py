"""A small text in a file that is made once, by whoever comes first."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_once(path: Path, make: Callable[[], str]) -> str:
    """The text of a file, which only its owner may read; made if there is none yet.

    Several processes may start at once: whoever creates the file first decides. It is there whole
    or not at all.
    """
    if not path.exists():
        aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(make())
            with suppress(FileExistsError):
                path.hardlink_to(aside)
        finally:
            aside.unlink()
    return path.read_text(encoding="ascii").strip()
