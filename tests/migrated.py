"""A new company's records without its migrations: copied from the first that this process made.

To migrate an empty database takes most of the time in which a company is made, and gives the same
tables each time. Processes that tests start, and databases that hold something, migrate as ever.
"""

from __future__ import annotations

import sqlite3


def copy_migrated() -> None:
    """Have new companies of this process start from a copy of tables that were migrated once."""
    from husay.store.records import migrating

    migrate = migrating.migrate
    kept = sqlite3.connect(":memory:", check_same_thread=False)

    def migrate_or_copy() -> None:
        from django.db import connection

        connection.ensure_connection()
        records = connection.connection
        if connection.vendor != "sqlite" or connection.introspection.table_names():
            migrate()
        elif kept.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            kept.backup(records)
        else:
            migrate()
            records.backup(kept)

    migrating.migrate = migrate_or_copy
