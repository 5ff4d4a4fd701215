"""The key to a company that has no users yet: a secret in its folder, used up by the first one.

Whoever reads the folder, or what `husay serve` prints, may become the administrator; whoever only
reaches the pages may not.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from husay.store.home import Home

_FILE = "first-run.key"


def first_run_link(home: Home, address: str) -> str | None:
    """Where the first administrator is made, under the address of the pages; None where there are
    users. The secret is made if there is none yet."""
    from husay.store.records.users import anybody

    if anybody():
        forget_key(home)
        return None
    return f"{address.rstrip('/')}/first-run?{urlencode({'token': _key(home)})}"


def is_key(home: Home, token: str) -> bool:
    """Whether a token is the company's secret. Nothing is while there is none."""
    try:
        key = (home.path / _FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return len(key) >= 40 and secrets.compare_digest(key.encode(), token.encode())


def forget_key(home: Home) -> None:
    """Remove the secret."""
    (home.path / _FILE).unlink(missing_ok=True)


def _key(home: Home) -> str:
    path = home.path / _FILE
    with suppress(FileExistsError):
        _write(path)
    return path.read_text(encoding="ascii").strip()


def _write(path: Path) -> None:
    """Whoever creates the file first decides; it is there whole or not at all."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
        path.hardlink_to(aside)
    finally:
        aside.unlink()
