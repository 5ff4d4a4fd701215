"""Secrets that are handed out once, in links and tokens: what the records keep of them."""

from __future__ import annotations

import hashlib


def hashed(secret: str) -> str:
    """The SHA-256 of a secret, which is random enough to need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
