"""A snapshot as a viewer receives it: every plain name leads to what their scope holds.

The narrowed relations are made once for each scope, in a database in memory beside the snapshot's
own; small tables hold whose rows these are, views read the rest through them.
"""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, replace

import duckdb

from husay.access.relations import relations_of
from husay.access.scope import Scope
from husay.access.volumes import VOLUME_MEASURES
from husay.basics.calendar import BusinessCalendar
from husay.measures.question import Shape
from husay.org.company import CompanySettings
from husay.store.warehouse.reading import Snapshot

_BOOK = "book.main"
_FEW = 100_000
"""Some 15 MB at most; of a company that has more, what is looked for is long to read anyway."""


@dataclass
class Narrowed(Snapshot):
    """A snapshot narrowed to a scope. It answers whatever a snapshot answers, about less.

    It does not know the snapshot that it was made of, which knows it: a ring of the two would hold
    the lease of a snapshot that nobody reads any more.
    """

    scope: Scope
    schema: str
    later: dict[str, tuple[str, str]]
    """What is made when a query names it, by name: kind and SELECT, taken out once it is there."""

    shape: Shape
    settings: CompanySettings
    calendar: BusinessCalendar

    def __post_init__(self) -> None:
        super().__post_init__()
        self._making = threading.Lock()

    def _cursor(self, sql: str) -> duckdb.DuckDBPyConnection:
        cursor = self.connection.cursor()
        cursor.execute(f"SET schema = '{self.schema}'")
        if self.later:
            with self._making:
                self._make_named(cursor, sql)
        return cursor

    def _make_named(self, cursor: duckdb.DuckDBPyConnection, sql: str) -> None:
        """Make what a query names, and what that reads in turn."""
        for name, (kind, made) in list(self.later.items()):
            if name in sql and name in self.later:
                self._make_named(cursor, made)
                _create(cursor, name, kind, made)
                del self.later[name]


_numbers = itertools.count(1)


def narrowed(whole: Snapshot, scope: Scope) -> Snapshot:
    """A snapshot as a scope has it, made once while it is kept; the snapshot itself for who sees
    everything. Who asks for one that is there waits for nobody who makes another."""
    if scope.everything:
        return whole
    return whole.narrowings.find(scope, lambda: _make(whole, scope))


def _make(whole: Snapshot, scope: Scope) -> Narrowed:
    schema, cursor = f"scope_{next(_numbers)}", whole.beside.cursor()
    for gone in whole.narrowings.taken():
        cursor.execute(f"DROP SCHEMA {gone} CASCADE")
    cursor.execute(f"CREATE SCHEMA {schema}")
    try:
        later = _fill(cursor, schema, whole, scope)
    except BaseException:
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        raise
    made = Narrowed(
        whole.manifest, whole.file, whole.beside, whole.lease, scope, schema, later,
        _shape(whole.shape, scope), whole.settings, whole.calendar,
    )  # fmt: skip
    whole.narrowings.watch(made, schema)
    return made


def _fill(
    cursor: duckdb.DuckDBPyConnection, schema: str, whole: Snapshot, scope: Scope
) -> dict[str, tuple[str, str]]:
    """Make the relations of a scope in its schema; answers what is to be made later."""
    cursor.execute(f"SET schema = '{schema}'")
    later = dict[str, tuple[str, str]]()

    def filled(table: str) -> bool:
        return bool(cursor.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())

    for name, kind, narrowing in relations_of(scope, whole.shape.levels, filled):
        sql, (how, *when) = narrowing.format(book=_BOOK), kind.split()
        if when:
            later[name] = how, sql
        else:
            _create(cursor, name, how, sql)
    return later


def _create(cursor: duckdb.DuckDBPyConnection, name: str, kind: str, sql: str) -> None:
    if kind != "SMALL":
        cursor.execute(f"CREATE {kind} {name} AS {sql}")
    elif not _kept(cursor, name, sql):
        cursor.execute(f"CREATE VIEW {name} AS {sql}")


def _kept(cursor: duckdb.DuckDBPyConnection, name: str, sql: str) -> bool:
    """Whether a relation has few rows, which are kept then: a page asks dozens of questions of
    these, and each would look for whose rows they are again."""
    cursor.execute(f"CREATE TABLE {name} AS SELECT * FROM ({sql}) LIMIT {_FEW + 1}")
    if cursor.execute(f"SELECT COUNT(*) FROM {name}").fetchall()[0][0] <= _FEW:
        return True
    cursor.execute(f"DROP TABLE {name}")
    return False


def _shape(shape: Shape, scope: Scope) -> Shape:
    """What a scope can be asked. The days are the company's: its books reach as far."""
    if scope.sight == "all" and scope.rows:
        return shape
    contested = tuple(person for person in shape.contested if person in scope.people)
    shape = replace(shape, contested=contested, whole=scope.whole)
    if scope.sight != "volumes":
        return shape
    return replace(
        shape,
        present=shape.present - {"seller", "list_amount", "cost", "tax"},
        present_in=tuple((f, known - {"seller"}) for f, known in shape.present_in),
        measures=VOLUME_MEASURES,
    )
