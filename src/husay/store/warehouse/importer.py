"""An import, from a company's files to a published manifest.

Everything is prepared in a folder of its own: what is wrong stops it before the book is touched.
Then the tables' new versions are committed one by one, and at the very end one manifest row makes
them visible together. Killed anywhere, the book is as before or as after: versions that no
manifest names are taken back by the next writer.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from husay.basics.problem import Mistake, Problem
from husay.book.change import Withdraws, staying_sql
from husay.book.made_keys import made_key
from husay.book.manifest import Manifest
from husay.book.schema import CREDITS, GIVEN, NAMES, SALE_LINES, Table
from husay.book.source import Source
from husay.book.sql import literal
from husay.org.company import CompanySettings
from husay.store.home import Home
from husay.store.lock import writer_lock
from husay.store.records import manifests
from husay.store.warehouse.book import HISTORY, Book
from husay.store.warehouse.doubts import Doubting
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.given import open_given
from husay.store.warehouse.merge import Merged, current_relation, merge
from husay.store.warehouse.odd_lines import odd_lines
from husay.store.warehouse.plain import read_from
from husay.store.warehouse.ragged import told_once
from husay.store.warehouse.rollups import update_rollups
from husay.store.warehouse.snapshot import build_snapshot
from husay.store.warehouse.staged import (
    Staged,
    check_whole,
    reference_warnings,
    stage,
    staged_names,
)
from husay.store.warehouse.totals import check_totals
from husay.store.warehouse.writing import bring_in

Progress = Callable[[str, int, int], None]
"""Told before each step: its code, how many steps are done, and how many there are."""

_MOVES_EVERYTHING = {
    "credits", "ownerships", "assignments", "units", "people", "products", "customers",
}  # fmt: skip
"""Tables whose change can move any line to another cell of a rollup."""


@dataclass(frozen=True)
class ImportResult:
    """What came of an import: the manifest it published, or None when nothing changed or it was
    refused (`problems` then has an error); rows by table and fate."""

    manifest: int | None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether mistakes kept the import from happening."""
        return any(p.severity == "error" for p in self.problems)


@dataclass(frozen=True)
class ImportRequest:
    """What to import: a source, the folder or file it reads, who asks, when, and why.

    `everything` reads rows that did not change since, too; `replace` says that it is meant when
    much of what the book has would be replaced or withdrawn (see `warehouse.doubts`); `others`
    are the kept sources that give a table, by the table.
    """

    source: Source
    data: Path
    author: str
    at: datetime
    reason: str = ""
    everything: bool = False
    replace: bool = False
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)


def no_progress(step: str, done: int, steps: int) -> None:
    """Tell nobody."""


def import_source(
    home: Home, request: ImportRequest, progress: Progress = no_progress
) -> ImportResult:
    """Bring a source's rows into the book, all or nothing; answers with every mistake found."""
    with writer_lock(home.path):
        return Importing(home, request, progress).run()


class Importing:
    """One import under the writer's lock."""

    def __init__(self, home: Home, request: ImportRequest, progress: Progress) -> None:
        self.home, self.request = home, request
        self.source = read_from(request.source, request.data)
        self.head = manifests.head()
        self.book = Book(home.book, dict(self.head.versions) if self.head else {})
        self.folder = home.staging / uuid.uuid4().hex
        self.tables = [GIVEN[name] for name in GIVEN if name in self.source.selects]
        self._tell, self._done = progress, 0
        self._steps = 2 * len(self.tables) + 4

    def _step(self, code: str) -> None:
        self._tell(code, self._done, self._steps)
        self._done += 1

    def run(self) -> ImportResult:
        """All steps; the import's own folder goes whatever happens."""
        shutil.rmtree(self.home.staging, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            return self._run()
        except Mistake as wrong:
            return ImportResult(None, problems=wrong.problems)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self) -> ImportResult:
        self._step("settling")
        self.book.settle()
        real = self.request.data.resolve()
        data = real if real.is_dir() else real.parent
        connection = workshop(self.folder, [data])
        try:
            known = open_given(connection, self.source, self.request.data, self.folder)
            staged, problems = self._stage(connection)
            problems = (*known, *problems)
            if any(p.severity == "error" for p in problems):
                return ImportResult(None, problems=problems)
            names = self._new_names(connection, staged)
            facts = [s for s in staged if s.table is not NAMES]
            merged = []
            for one in facts:
                done, found = self._merge(connection, one)
                merged.append(done)
                problems += found
            problems += self._credits(connection, staged)
            if any(p.severity == "error" for p in problems):
                return ImportResult(None, problems=problems)
        finally:
            connection.close()
        counts = {m.table.name: m.counts for m in merged}
        if not names and not any(m.changed for m in merged) and not self._settings_changed():
            return ImportResult(None, counts, problems)
        number = self._publish(merged, names, counts, staged)
        return ImportResult(number, counts, problems)

    def _stage(
        self, connection: duckdb.DuckDBPyConnection
    ) -> tuple[list[Staged], tuple[Problem, ...]]:
        since = {} if self.request.everything else manifests.watermarks(self.source.name)
        staged, problems = [], list[Problem]()
        working_days = self.home.read_settings().working_days
        for table in self.tables:
            self._step(f"reading:{table.name}")
            mark, at = since.get(table.name), self.request.at
            done, found = stage(connection, self.source, table, mark, at)
            problems += found
            if done:
                staged.append(done)
                staying = self._staying(done)
                problems += check_whole(connection, done, staying)
                problems += check_totals(connection, done, staying)
                problems += odd_lines(connection, self.source, done, working_days)
        if not any(p.severity == "error" for p in problems):
            problems += reference_warnings(connection, staged, self._known(connection, staged))
        return staged, tuple(told_once(problems))

    def _staying(self, staged: Staged) -> str | None:
        """The rows of a table that this import leaves in the book beside the staged ones."""
        table = staged.table
        if not self.book.has(table.name):
            return None
        withdraws, relation = self._withdraws(table), staged.relation
        return (
            f"({staying_sql(table, self.source.name, relation, self._current(table), withdraws)})"
        )

    def _current(self, table: Table) -> str:
        return current_relation(self.book, table.name, self.folder)

    def _known(
        self, connection: duckdb.DuckDBPyConnection, staged: Sequence[Staged]
    ) -> dict[str, str]:
        """Tables that explain identifiers, where this import gives them all."""
        return {s.table.name: s.relation for s in staged if not self.book.has(s.table.name)}

    def _new_names(
        self, connection: duckdb.DuckDBPyConnection, staged: Sequence[Staged]
    ) -> list[tuple[str, str, str]]:
        given = next((s for s in staged if s.table is NAMES), None)
        if given is None:
            return []
        known = manifests.all_names()
        rows = staged_names(connection, given.relation)
        return [row for row in rows if known.get((row[0], row[1])) != row[2]]

    def _merge(
        self, connection: duckdb.DuckDBPyConnection, staged: Staged
    ) -> tuple[Merged, tuple[Problem, ...]]:
        """What a table would become, and what is doubtful about it."""
        table = staged.table
        self._step(f"merging:{table.name}")
        withdraws, name, number = self._withdraws(table), self.source.name, self._next()
        done = merge(connection, self.book, staged, name, number, self.folder, withdraws)
        doubting = Doubting(connection, self.source, self.request.replace)
        problems = doubting.problems(staged, done, withdraws)
        if withdraws == "nothing" and table.name in self.source.whole and done.current:
            others = sorted(self._others(table))
            problems += doubting.kept_for_others(staged, done.current, others)
        return done, problems

    def _withdraws(self, table: Table) -> Withdraws:
        """Which rows that this source does not give any more are withdrawn."""
        if table.name in self.source.whole:
            shared = not table.fact and not self.request.replace and self._others(table)
            return "nothing" if shared else "table"
        return "sale" if made_key(self.source, table) == "line" else "nothing"

    def _others(self, table: Table) -> frozenset[str]:
        """Other sources that give a table: what one of them drops another may still give."""
        known = manifests.sources_of(table.name) | self.request.others.get(table.name, frozenset())
        return known - {self.source.name}

    def _credits(
        self, connection: duckdb.DuckDBPyConnection, staged: Sequence[Staged]
    ) -> tuple[Problem, ...]:
        given = {s.table: s for s in staged}
        if CREDITS not in given:
            return ()
        lines = [given[SALE_LINES].relation] if SALE_LINES in given else []
        if self.book.has(SALE_LINES.name):
            own = f"source = {literal(self.source.name)}"
            lines.append(f"(SELECT sale, line FROM {self._current(SALE_LINES)} WHERE {own})")
        if not lines:
            return ()
        doubting = Doubting(connection, self.source, self.request.replace)
        return doubting.credits_of_nothing(given[CREDITS], lines)

    def _next(self) -> int:
        return self.head.number + 1 if self.head else 0

    def _settings_changed(self) -> bool:
        return bool(self.head) and self._settings() != self.head.company  # type: ignore[union-attr]

    def _settings(self) -> dict[str, object]:
        return self.home.read_settings().as_data()

    def _publish(
        self,
        merged: Sequence[Merged],
        names: Sequence[tuple[str, str, str]],
        counts: Mapping[str, Mapping[str, int]],
        staged: Sequence[Staged],
    ) -> int:
        versions = dict(self.book.versions)
        self._step("committing")
        for change in merged:
            versions |= self._commit(change)
        book = Book(self.home.book, versions)
        self._step("rolling-up")
        versions |= self._roll_up(book, merged)
        moved = {name for name, v in versions.items() if v != self.book.versions.get(name)}
        published = Book(self.home.book, versions)
        known = self.head.digests if self.head else {}
        manifest = new_manifest(
            self._next(), versions, {**known, **published.digests(moved)},
            self.home.read_settings(), self.request.author, self.request.at, self.request.reason,
            self.source.name, counts,
        )  # fmt: skip
        self._step("publishing")
        build_snapshot(self.home, published, manifest)
        marks = {s.table.name: s.changed_at for s in staged if s.changed_at is not None}
        manifests.publish(manifest, names, marks)
        return manifest.number

    def _commit(self, change: Merged) -> dict[str, int]:
        versions = {}
        if change.changed:
            name = change.table.name
            bring_in(self.folder / "new" / name, self.book.tables[name], change.add)
            versions[name] = self.book.tables[name].commit(change.remove, change.add)
        if change.history:
            name = change.table.name + HISTORY
            bring_in(self.folder / "new" / name, self.book.tables[name], change.history)
            versions[name] = self.book.tables[name].commit((), change.history)
        return versions

    def _roll_up(self, book: Book, merged: Sequence[Merged]) -> dict[str, int]:
        changed = {m.table.name: m for m in merged if m.changed}
        months: frozenset[int] | None = frozenset()
        if _MOVES_EVERYTHING & changed.keys():
            months = None
        elif "sale_lines" in changed:
            months = changed["sale_lines"].months
        if months is not None and not months:
            return {}
        return update_rollups(book, months, self.folder)


def new_manifest(
    number: int,
    versions: Mapping[str, int],
    digests: Mapping[str, str],
    company: CompanySettings,
    author: str,
    at: datetime,
    reason: str = "",
    source: str = "",
    counts: Mapping[str, Mapping[str, int]] | None = None,
) -> Manifest:
    """A manifest with a mark of its own; without its digest no table is proven."""
    return Manifest(
        number=number,
        mark=uuid.uuid4().hex,
        created=at,
        author=author,
        reason=reason,
        source=source,
        versions=dict(versions),
        company=company.as_data(),
        counts=dict(counts or {}),
        digests=dict(digests),
    )
