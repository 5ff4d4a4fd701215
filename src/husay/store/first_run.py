"""The key to a company that has no users yet: a secret in its folder, used up by the first one.

Whoever reads the folder, or what `husay serve` prints, may become the administrator; whoever only
reaches the pages may not.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from husay.store.home import Home
from husay.store.once import kept_once

_FILE = "first-run.key"


def first_run_link(home: Home, address: str) -> str | None:
    """Where the first administrator is made, under the address of the pages; None where there are
    users. The secret is made if there is none yet."""
    from husay.store.records.users import anybody

    if anybody():
        forget_key(home)
        return None
    key = kept_once(home.path / _FILE, lambda: secrets.token_urlsafe(32))
    return f"{address.rstrip('/')}/first-run?{urlencode({'token': key})}"


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
