"""One writer at a time, where what is written depends on what was written last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_LOCK = 7_204_871
"""PostgreSQL's advisory locks are numbers; this one is ours."""


@contextmanager
def alone() -> Iterator[None]:
    """A transaction in which nobody else writes what is written inside `alone`.

    On SQLite every transaction begins as a writer (BEGIN IMMEDIATE, see `husay.web.environment`),
    so others wait for its end. On PostgreSQL an advisory lock is held until it ends; statements
    after it see what whoever held it before has committed.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
