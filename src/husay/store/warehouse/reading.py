"""Reading a snapshot: its database opened once in a process, its shape, its rows."""

from __future__ import annotations

import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO

import duckdb

from husay.basics.calendar import BusinessCalendar
from husay.basics.problem import mistake
from husay.book.manifest import Manifest
from husay.book.schema import TABLES
from husay.measures.question import Ahead, Shape
from husay.org.company import CompanySettings, read_company
from husay.org.placement import level_name
from husay.org.spans import CONTESTED
from husay.store.home import Home
from husay.store.lock import builder_lock, read_lease
from husay.store.records import manifests
from husay.store.warehouse.book import Book
from husay.store.warehouse.duck import beside_snapshot, open_snapshot
from husay.store.warehouse.narrowings import Narrowings
from husay.store.warehouse.snapshot import build_snapshot, last_near, snapshot_file

_KEPT_OPEN = 3
_REMEMBERED = 512
_ROWS_REMEMBERED = 2_000
_PRESENCE = ("seller", "unit", "product", "product_line", "product_group", "customer",
             "customer_group", "territory", "channel")  # fmt: skip
_DATED = (
    ("sales", "rollup_daily", "sum(lines)"),
    ("deals", "deal_events", "count(*)"),
    ("activities", "activity_events", "count(*)"),
)
"""Each family's facts by day, and how its rows are counted."""

_PRESENT_IN = {
    "deals": ("deal_events", ("seller", "customer", "customer_group", "territory", "product",
                              "product_line", "product_group")),
    "activities": ("activity_events", ("seller", "customer", "customer_group", "territory")),
}  # fmt: skip
"""Where a family other than the sales has its dimensions."""


@dataclass(frozen=True)
class _Days:
    """The first and last day of some facts; how many lie ahead of the last, and up to when."""

    first: date | None
    last: date | None
    beyond: date | None = None
    ahead: int = 0


@dataclass
class Snapshot:
    """One manifest's database, open for reading; also a lease against the clean-up.

    Answers to the same SQL are remembered: a snapshot never changes.
    """

    manifest: Manifest
    file: Path
    connection: duckdb.DuckDBPyConnection
    lease: IO[str]

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self.narrowings: Narrowings[Snapshot] = Narrowings()
        """What `husay.store.warehouse.narrowed` has made of this snapshot, by scope."""
        self._opening = threading.Lock()
        self._remembered: OrderedDict[str, Sequence[Sequence[object]]] = OrderedDict()

    @property
    def number(self) -> int:
        """The manifest's number."""
        return self.manifest.number

    @cached_property
    def settings(self) -> CompanySettings:
        """The company's settings as this manifest has them."""
        return read_company(self.manifest.company)[0]

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The company's calendar over the years that the snapshot knows."""
        first, last = self.run("SELECT min(date), max(date) FROM days")[0]
        return self.settings.calendar(first.year - 1, last.year + 2)  # type: ignore[attr-defined]

    @cached_property
    def shape(self) -> Shape:
        """What this snapshot can answer."""
        tables = frozenset(t for t in TABLES if t in self.manifest.versions)
        days = {f: self._days(table, rows) for f, table, rows in _DATED}
        kinds = self.run(
            "SELECT kind, min(depth_from_top) FROM (SELECT kind, (SELECT max(m.depth) "
            "FROM lineage m WHERE m.piece = l.piece AND m.unit = l.ancestor) AS depth_from_top "
            "FROM lineage l) WHERE kind IS NOT NULL GROUP BY kind ORDER BY 2, 1"
        )
        currencies = self.run("SELECT DISTINCT currency FROM rollup_monthly ORDER BY 1")
        sources = self.run("SELECT count(DISTINCT source) FROM sale_lines")[0][0]
        in_deals = self.run("SELECT DISTINCT currency FROM deals ORDER BY 1")
        return Shape(
            tables=tables,
            levels=tuple(dict.fromkeys(level_name(str(row[0])) for row in kinds)),
            currencies=tuple(str(row[0]) for row in currencies),
            currency=self.settings.currency,
            first=days["sales"].first,
            last=days["sales"].last,
            stages=self.settings.stages,
            many_sources=int(str(sources)) > 1,
            plain_months=self.settings.year.pattern == "calendar",
            present=self._present(),
            deal_currencies=tuple(str(row[0]) for row in in_deals),
            last_deal=days["deals"].last,
            last_activity=days["activities"].last,
            present_in=tuple((f, self._present_in(*given)) for f, given in _PRESENT_IN.items()),
            first_deal=days["deals"].first,
            first_activity=days["activities"].first,
            # Work that is planned for next week is no mistake.
            ahead=tuple(
                Ahead(f, known.ahead, known.beyond)
                for f, known in days.items()
                if known.beyond is not None and f != "activities"
            ),
            contested=tuple(str(row[0]) for row in self.run(CONTESTED)),
        )

    def _days(self, table: str, rows: str) -> _Days:
        """The days between which a table has facts; what is dated far ahead of them is counted."""
        last = last_near(self.run, table, self.manifest)
        if last is None:
            return _Days(None, None)
        first, latest, ahead = self.run(
            f"SELECT min(date), max(date), COALESCE({rows} FILTER (date > DATE '{last}'), 0) "
            f"FROM {table}"
        )[0]
        if latest == last:
            return _Days(first, last)  # type: ignore[arg-type]
        return _Days(first, last, latest, int(str(ahead)))  # type: ignore[arg-type]

    def _present_in(self, table: str, columns: tuple[str, ...]) -> frozenset[str]:
        """Which columns the events of a family fill somewhere."""
        filled = ", ".join(f"bool_or({column} IS NOT NULL)" for column in columns)
        joined = f"{table} AS r JOIN placements AS pl ON pl.placement = r.placement"
        counts = self.run(f"SELECT {filled} FROM {joined}")[0]
        return frozenset(name for name, some in zip(columns, counts, strict=True) if some)

    def _present(self) -> frozenset[str]:
        """Which columns the sale lines fill somewhere."""
        wanted = (*_PRESENCE, "quantity", "list_amount", "cost", "tax")
        filled = ", ".join(f"bool_or({column} IS NOT NULL)" for column in wanted)
        counts = self.run(f"SELECT {filled} FROM placed_lines")[0]
        return frozenset(name for name, some in zip(wanted, counts, strict=True) if some)

    def run(self, sql: str, most: int | None = None) -> Sequence[Sequence[object]]:
        """The rows of a SELECT; no more than `most` of them are read."""
        with self._lock:
            if sql in self._remembered:
                self._remembered.move_to_end(sql)
                return self._remembered[sql]
        found = self._cursor(sql).execute(sql)
        rows: Sequence[Sequence[object]]
        rows = found.fetchall() if most is None else found.fetchmany(most)
        with self._lock:
            if len(rows) <= _ROWS_REMEMBERED and len(rows) != most:
                self._remembered[sql] = rows
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return rows

    @property
    def beside(self) -> duckdb.DuckDBPyConnection:
        """A database in memory that can read this one, as `book`."""
        with self._opening:
            return self._beside

    @cached_property
    def _beside(self) -> duckdb.DuckDBPyConnection:
        return beside_snapshot(self.file)

    def _cursor(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Where one query runs."""
        return self.connection.cursor()

    def forget(self) -> None:
        """Drop the remembered answers, so that the next ones are computed (for benchmarks)."""
        with self._lock:
            self._remembered.clear()

    def stream(self, sql: str, size: int = 5_000) -> Iterator[Sequence[object]]:
        """The rows of a SELECT one after the other, `size` of them read at a time: for long lists,
        which are not remembered."""
        cursor = self._cursor(sql)
        cursor.execute(sql)
        while rows := cursor.fetchmany(size):
            yield from rows

    def close(self) -> None:
        """Let go of the database and of the lease."""
        self.connection.close()
        self.lease.close()


_open: OrderedDict[tuple[str, str], Snapshot] = OrderedDict()
_opening = threading.Lock()


def snapshot(home: Home, manifest: Manifest) -> Snapshot:
    """The snapshot of a manifest, opened at most once in this process."""
    with _opening:
        # A restored company has the marks of the one that was backed up.
        key = (str(home.path), manifest.mark)
        if key in _open:
            _open.move_to_end(key)
            return _open[key]
        lease = hold(home, manifest)
        file = _database(home, manifest)
        opened = Snapshot(manifest, file, open_snapshot(file), lease)
        _open[key] = opened
        while len(_open) > _KEPT_OPEN:
            # Not closed here: a request may still be reading it. It closes with its last user.
            _open.popitem(last=False)
        return opened


def hold(home: Home, manifest: Manifest) -> IO[str]:
    """A lease on a manifest that is still kept; raises Mistake when a clean-up came first.

    The clean-up holds every lease that it could take until it has marked and deleted. So whoever
    has a lease and then finds no mark knows that none will come while the lease is held.
    """
    lease = read_lease(home.path, manifest.mark)
    if manifests.is_cleaned(manifest):
        lease.close()
        raise mistake("snapshot-was-cleaned", snapshot=manifest.number)
    return lease


def _database(home: Home, manifest: Manifest) -> Path:
    """The manifest's database, built first when it is not there."""
    file = snapshot_file(home, manifest)
    if file.exists():
        return file
    with builder_lock(home.path, manifest.mark):
        if not file.exists():
            workplace = home.cache / "building" / manifest.mark
            shutil.rmtree(workplace, ignore_errors=True)  # what a killed builder left
            build_snapshot(home, Book(home.book, manifest.versions), manifest, workplace)
            shutil.rmtree(workplace, ignore_errors=True)
    return file
