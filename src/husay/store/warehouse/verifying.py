"""Proving the book: that every kept snapshot's files are what was written, and add up.

Nothing is believed because it was written by us: files are read and hashed, keys counted, rollups
compared with the lines to the last unit. What is wrong is a list of problems, each with its remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb

from husay.basics.problem import Problem
from husay.book.manifest import Manifest
from husay.book.schema import TABLES
from husay.measures.rollup import ROLLUPS
from husay.store.home import Home
from husay.store.warehouse.adding_up import rollup_problems, rollup_rows_differ
from husay.store.warehouse.book import HISTORY, Book
from husay.store.warehouse.delta import BookFile, BookTable, digest_of
from husay.store.warehouse.duck import file_list
from husay.store.warehouse.importer import Progress, no_progress
from husay.store.warehouse.looking import looking
from husay.store.warehouse.seal import seal_of, sha256_of
from husay.store.warehouse.soundness import history_problems, table_problems

_PHYSICAL = {
    "VARCHAR": ("BYTE_ARRAY", "UTF8"),
    "BIGINT": ("INT64", "INT_64"),
    "INTEGER": ("INT32", "INT_32"),
    "DATE": ("INT32", "DATE"),
}
"""How each type must lie in Parquet: a sum that grew to 128 bits would lie there as a double."""


@dataclass(frozen=True)
class Verified:
    """What was looked at (snapshots, files, their bytes and rows) and what is wrong with it."""

    snapshots: tuple[int, ...]
    files: int
    size_bytes: int
    rows: int
    problems: tuple[Problem, ...]


def verify(home: Home, manifests: Sequence[Manifest], progress: Progress = no_progress) -> Verified:
    """Verify the book of these manifests (all that are kept), oldest first.

    For each: its tables' lists of files are those that it was published with; the files exist, and
    each has the bytes, rows and types that it was written with; keys are unique;
    each row's history is one unbroken line; rollups equal the sums of the lines, month by month.
    The newest manifest's rollups are also made again and compared row by row.
    """
    with looking(home, manifests) as connection:
        return _Verifying(home, connection, progress).run(manifests)


class _Verifying:
    """One run; what two snapshots share is looked at once."""

    def __init__(
        self, home: Home, connection: duckdb.DuckDBPyConnection, progress: Progress
    ) -> None:
        self.home, self.connection, self.progress = home, connection, progress
        self.problems: list[Problem] = []
        self.files: dict[tuple[str, str], BookFile] = {}
        self.broken: set[tuple[str, str]] = set()
        self.seen: set[tuple[object, ...]] = set()

    def run(self, manifests: Sequence[Manifest]) -> Verified:
        steps = len(manifests) + 2
        self.progress("files", 0, steps)
        readable = [m for m in manifests if self._read_log(m)]
        for table in {table for table, _ in self.files}:
            self._look_at_files(table)
        whole = [m for m in readable if self._whole(m)]
        for done, manifest in enumerate(whole, start=1):
            self.progress(f"snapshot:{manifest.number}", done, steps)
            self._try(manifest, self._look_at)
        self.progress("rollups", steps - 1, steps)
        if whole and not self.problems:
            self._try(whole[-1], self._make_again)
        return Verified(
            snapshots=tuple(m.number for m in manifests),
            files=len(self.files),
            size_bytes=sum(f.size for f in self.files.values()),
            rows=sum(f.rows or 0 for f in self.files.values()),
            problems=tuple(self.problems),
        )

    def _try(self, manifest: Manifest, look: Callable[[Manifest], None]) -> None:
        """Damage that shows only where a file is read must not end the looking."""
        try:
            look(manifest)
        except duckdb.Error as error:
            self.problems.append(
                Problem(
                    code="snapshot-unreadable", value=_first_line(error),
                    values=(("snapshot", str(manifest.number)),),
                )
            )  # fmt: skip

    def _make_again(self, manifest: Manifest) -> None:
        self.problems += rollup_rows_differ(self.home, manifest)

    def _book(self, manifest: Manifest) -> Book:
        return Book(self.home.book, manifest.versions)

    def _read_log(self, manifest: Manifest) -> bool:
        """Note a manifest's files; False when the log of one of its tables cannot be read."""
        book, good = self._book(manifest), True
        for table in manifest.versions:
            try:
                files = book.files(table)
            except Exception as error:  # a damaged log fails in whichever way it likes
                good = False
                self._log_is_wrong("log-unreadable", table, manifest, _first_line(error))
                continue
            self.files |= {(table, f.path): f for f in files}
            if manifest.digests.get(table) != digest_of(files):
                good = False
                self._log_is_wrong("log-differs", table, manifest)
        return good

    def _log_is_wrong(
        self, code: str, table: str, manifest: Manifest, said: str | None = None
    ) -> None:
        values = (("snapshot", str(manifest.number)),)
        self.problems.append(Problem(code=code, table=table, value=said, values=values))

    def _whole(self, manifest: Manifest) -> bool:
        book = self._book(manifest)
        needed = {(table, f.path) for table in manifest.versions for f in book.files(table)}
        return not needed & self.broken

    def _wrong(
        self, code: str, table: str, file: BookFile, said: object, expected: object = None
    ) -> None:
        self.broken.add((table, file.path))
        values = () if expected is None else (("expected", str(expected)),)
        value = None if said is None else str(said)
        self.problems.append(
            Problem(code=code, table=table, file=f"{table}/{file.path}", value=value, values=values)
        )

    def _look_at_files(self, table: str) -> None:
        stored = Book(self.home.book, {}).tables[table]
        there = []
        for (name, _), file in sorted(self.files.items()):
            if name != table:
                continue
            path = stored.folder / file.path
            if not path.is_file():
                self._wrong("book-file-missing", table, file, None)
            elif path.stat().st_size != file.size:
                self._wrong("book-file-size", table, file, path.stat().st_size, file.size)
            elif seal_of(file.path) != sha256_of(path):
                self._wrong("book-file-changed", table, file, None)
            else:
                there.append(file)
        for file in self._readable(stored, table, there):
            try:
                self._look_inside(stored, table, file)
            except duckdb.Error as error:
                self._wrong("book-file-unreadable", table, file, _first_line(error))

    def _readable(self, stored: BookTable, table: str, files: Sequence[BookFile]) -> list[BookFile]:
        """The files that are Parquet, with the rows that each one really has."""
        found = []
        for file in files:
            try:
                path = file_list([stored.folder / file.path])
                rows = self._ask(f"SELECT num_rows FROM parquet_file_metadata({path})")[0][0]
            except duckdb.Error as error:
                self._wrong("book-file-unreadable", table, file, _first_line(error))
                continue
            if file.rows is not None and rows != file.rows:
                self._wrong("book-file-rows", table, file, rows, file.rows)
            else:
                found.append(replace(file, rows=int(str(rows))))
        return found

    def _look_inside(self, stored: BookTable, table: str, file: BookFile) -> None:
        """The columns of a file and how they lie in it."""
        path = file_list([stored.folder / file.path])
        lying = {
            str(name): (kind, converted)
            for name, kind, converted in self._ask(
                f"SELECT name, type, converted_type FROM parquet_schema({path}) "
                "WHERE type IS NOT NULL"
            )
        }
        own = [c for c in stored.columns if not (stored.by_month and c[0] == "month")]
        wrong = [name for name, kind in own if lying.get(name) != _PHYSICAL[kind]]
        wrong += lying.keys() - dict(own).keys()
        if wrong:
            self._wrong("book-file-types", table, file, ", ".join(wrong))

    def _look_at(self, manifest: Manifest) -> None:
        book = self._book(manifest)
        for name, table in TABLES.items():
            version, past = manifest.versions.get(name), manifest.versions.get(name + HISTORY)
            if version is not None and self._first(name, version):
                self.problems += table_problems(self._ask, book, table, manifest.number)
            if past is not None and self._first(name, version, past):
                self.problems += history_problems(self._ask, book, table, manifest.number)
        if self._first("rollups", *self._rollup_files(book)):
            self.problems += rollup_problems(self._ask, book, manifest.number)

    def _rollup_files(self, book: Book) -> Iterable[object]:
        names = ("sale_lines", *(rollup.table for rollup in ROLLUPS))
        return ((name, book.versions.get(name)) for name in names)

    def _first(self, *what: object) -> bool:
        """Whether this was not looked at before."""
        new = what not in self.seen
        self.seen.add(what)
        return new

    def _ask(self, sql: str) -> Sequence[Sequence[object]]:
        return self.connection.execute(sql).fetchall()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
