"""One book table on disk: a Delta table whose log says which files belong to which version.

Files are written by DuckDB and committed here. A version that no manifest names is what a killed
import left behind; `settle` takes it back.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deltalake import DeltaTable, Field, PostCommitHookProperties, Schema
from deltalake.schema import PrimitiveType
from deltalake.transaction import AddAction, RemoveAction

from husay.store.warehouse.seal import on_disk

_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "long",
    "INTEGER": "integer",
    "DATE": "date",
    "TIMESTAMP": "timestamp_ntz",
}

_KEEP_THE_LOG = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)
"""Left alone, the hundredth commit forgets versions older than thirty days: pinned ones too."""


@dataclass(frozen=True)
class BookFile:
    """A Parquet file of a table: its path inside the table's folder, its size, month and rows."""

    path: str
    size: int
    month: int | None
    rows: int | None = None


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
        nothing = [None] * len(listed["path"])
        months = listed.get("partition.month") or nothing
        rows = listed.get("num_records") or nothing
        return tuple(
            BookFile(*file)
            for file in zip(listed["path"], listed["size_bytes"], months, rows, strict=True)
        )

    def settle(self, version: int | None) -> None:
        """Take back what was committed after `version` (None: ever) and never published."""
        if not DeltaTable.is_deltatable(str(self.folder)):
            return
        table = DeltaTable(self.folder)
        if version is None:
            unpublished = self.files(table.version())
            if unpublished:
                self.commit(unpublished, {})
        elif table.version() != version and not self._same_files(table.version(), version):
            table.restore(version, post_commithook_properties=_KEEP_THE_LOG)
            self._keep_log(DeltaTable(self.folder).version())

    def commit(self, remove: Sequence[BookFile], add: Mapping[str, int]) -> int:
        """Replace files in one commit and answer the new version.

        `add` is each new file's path inside the folder with its number of rows.
        """
        partition = ["month"] if self.by_month else None
        if not DeltaTable.is_deltatable(str(self.folder)):
            DeltaTable.create(
                str(self.folder),
                schema=self._schema(),
                partition_by=partition,
                configuration={"delta.enableExpiredLogCleanup": "false"},
            )
        table = DeltaTable(self.folder)
        actions: list[AddAction | RemoveAction] = [*self._removals(remove)]
        actions += [self._addition(path, rows) for path, rows in add.items()]
        table.create_write_transaction(
            actions,
            mode="append",
            schema=self._schema(),
            partition_by=partition,
            post_commithook_properties=_KEEP_THE_LOG,
        )
        version = DeltaTable(self.folder).version()
        self._keep_log(version)
        return version

    def _keep_log(self, version: int) -> None:
        """Have the log of a new version on disk before a manifest names it."""
        log = self.folder / "_delta_log"
        written = [*log.glob(f"{version:020}.*"), log / "_last_checkpoint"]
        if version <= 1:  # the version that made the table was written with it
            written += log.glob(f"{0:020}.*")
        for place in (*(p for p in written if p.is_file()), log, self.folder, self.folder.parent):
            on_disk(place)

    def digest(self, version: int) -> str:
        """The SHA-256 of a version's list of files (see `digest_of`)."""
        return digest_of(self.files(version))

    def _same_files(self, one: int, other: int) -> bool:
        return {f.path for f in self.files(one)} == {f.path for f in self.files(other)}

    def unneeded(self, keep_versions: Iterable[int]) -> tuple[BookFile, ...]:
        """The files in the folder that none of these versions needs.

        What is there less what is needed, and nothing else: Delta's own vacuum also lists files
        that went long ago and writes two versions into the log that no manifest names.
        """
        needed = {file.path for version in set(keep_versions) for file in self.files(version)}
        present = {str(p.relative_to(self.folder)): p for p in self.folder.rglob("*.parquet")}
        return tuple(
            BookFile(name, path.stat().st_size, None)
            for name, path in sorted(present.items())
            if name not in needed and "_delta_log" not in path.parts
        )

    def clean(self, keep_versions: Iterable[int]) -> tuple[BookFile, ...]:
        """Delete every file that none of these versions needs; answers which."""
        deleted = self.unneeded(keep_versions)
        for file in deleted:
            (self.folder / file.path).unlink(missing_ok=True)
        return deleted

    def _schema(self) -> Schema:
        return Schema([Field(name, PrimitiveType(_TYPES[kind])) for name, kind in self.columns])

    def _addition(self, path: str, rows: int) -> AddAction:
        return AddAction(
            path,
            (self.folder / path).stat().st_size,
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


def digest_of(files: Iterable[BookFile]) -> str:
    """The SHA-256 of a list of files; each file has that of its content in its name."""
    lines = sorted(f"{f.path} {f.rows}\n" for f in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _now_ms() -> int:
    """The Delta log wants the wall clock; no figure ever depends on it."""
    return time.time_ns() // 1_000_000
