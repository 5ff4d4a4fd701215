"""The clock: the faces are where it is read."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The moment of a request."""
    return datetime.now(UTC)
