"""Secrets that are handed out once, in links and tokens: what the records keep of them, and whether
they are in use."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import QuerySet

from husay.store.records.models import Token, WallLink

_Lasting = TypeVar("_Lasting", Token, WallLink)

NOTED_EVERY = timedelta(minutes=5)
"""How often it is noted that something which lasts is in use: a token, a wall, a session."""


def hashed(secret: str) -> str:
    """The SHA-256 of a secret, which is random enough to need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def in_use(rows: QuerySet[_Lasting], secret: str, at: datetime) -> _Lasting | None:
    """The row of a secret that has not ended, of which it is noted now and then that it is used;
    None for any other secret."""
    row = rows.filter(secret=hashed(secret), revoked=None, expires__gt=at).first()
    if row is not None and (row.used is None or at - row.used >= NOTED_EVERY):
        row.used = at
        row.save(update_fields=["used"])
    return row
