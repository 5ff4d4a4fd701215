"""One book table on disk: a Delta table whose log says which files belong to which version.

Files are written by DuckDB and committed here. A version that no manifest names is what a killed
import left behind; `settle` takes it back.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deltalake import DeltaTable, Field, Schema
from deltalake.schema import PrimitiveType
from deltalake.transaction import AddAction, RemoveAction

_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "long",
    "INTEGER": "integer",
    "DATE": "date",
    "TIMESTAMP": "timestamp_ntz",
}


@dataclass(frozen=True)
class BookFile:
    """A Parquet file of a table: its path inside the table's folder, its size and month."""

    path: str
    size: int
    month: int | None


@dataclass(frozen=True)
class BookTable:
    """A Delta table in the book's folder, partitioned by `month` or not at all.

    `columns` are names and DuckDB types, in order, `month` included where there is one.
    """

    folder: Path
    columns: tuple[tuple[str, str], ...]

    @property
    def by_month(self) -> bool:
        """Whether the table is partitioned by month."""
        return any(name == "month" for name, _ in self.columns)

    def files(self, version: int) -> tuple[BookFile, ...]:
        """The files of one version, read from the log (never by a glob)."""
        actions = DeltaTable(self.folder, version=version).get_add_actions(flatten=True)
        listed = {name: actions.column(name).to_pylist() for name in actions.schema.names}
        months = listed.get("partition.month") or [None] * len(listed["path"])
        return tuple(
            BookFile(path, size, month)
            for path, size, month in zip(listed["path"], listed["size_bytes"], months, strict=True)
        )

    def settle(self, version: int | None) -> None:
        """Take back what was committed after `version` (None: after nothing) and never published."""
        if not DeltaTable.is_deltatable(str(self.folder)):
            return
        table = DeltaTable(self.folder)
        if version is None:
            unpublished = self.files(table.version())
            if unpublished:
                self.commit(unpublished, {})
        elif table.version() != version:
            table.restore(version)

    def commit(self, remove: Sequence[BookFile], add: Mapping[str, int]) -> int:
        """Replace files in one commit and answer the new version.

        `add` is each new file's path inside the folder with its number of rows.
        """
        partition = ["month"] if self.by_month else None
        if not DeltaTable.is_deltatable(str(self.folder)):
            DeltaTable.create(str(self.folder), schema=self._schema(), partition_by=partition)
        table = DeltaTable(self.folder)
        actions = [*self._removals(remove), *(self._addition(p, n) for p, n in add.items())]
        table.create_write_transaction(
            actions, mode="append", schema=self._schema(), partition_by=partition
        )
        return DeltaTable(self.folder).version()

    def clean(self, keep_versions: Sequence[int]) -> int:
        """Delete every file that none of these versions needs; answers how many."""
        if not DeltaTable.is_deltatable(str(self.folder)):
            return 0
        deleted = DeltaTable(self.folder).vacuum(
            retention_hours=0,
            dry_run=False,
            enforce_retention_duration=False,
            full=True,
            keep_versions=list(keep_versions),
        )
        return len(deleted)

    def _schema(self) -> Schema:
        return Schema([Field(name, PrimitiveType(_TYPES[kind])) for name, kind in self.columns])

    def _addition(self, path: str, rows: int) -> AddAction:
        return AddAction(
            path,
            os.path.getsize(self.folder / path),
            {"month": path.split("/")[0].removeprefix("month=")} if self.by_month else {},
            _now_ms(),
            True,
            json.dumps({"numRecords": rows}),
        )

    def _removals(self, files: Sequence[BookFile]) -> list[RemoveAction]:
        return [
            RemoveAction(
                file.path,
                data_change=True,
                deletion_timestamp=_now_ms(),
                size=file.size,
                partition_values=None if file.month is None else {"month": str(file.month)},
            )
            for file in files
        ]


def _now_ms() -> int:
    """The Delta log wants the wall clock; no figure ever depends on it."""
    return time.time_ns() // 1_000_000
