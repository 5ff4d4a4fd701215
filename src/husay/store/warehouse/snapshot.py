"""A snapshot's own database: what pages read, made from one manifest's pinned files.

It holds the small tables, the organisation cut into spans, the calendar and the rollups; the
sale lines stay in their Parquet files, behind a view. It is built aside, renamed into the cache
and opened read-only by any number of processes; lost, it is built again.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from husay.basics.period import DAY, Window
from husay.book.manifest import Manifest
from husay.book.schema import TABLES
from husay.measures.conversion import RATE_SPANS
from husay.measures.events import EVENTS, placed_event_sql
from husay.measures.rollup import (
    DAILY,
    MONTHLY,
    PRODUCTS,
    ROLLUPS,
    SUMS,
    WHO,
)
from husay.org.company import read_company
from husay.org.credit import SPLIT_LINES, credited_sql
from husay.org.owner_places import OWNER_PLACES
from husay.org.placement import (
    LINEAGE_NOW,
    ORG_DAYS,
    PLACEMENTS,
    SAME_PLACEMENT,
    UNIT_BELOW,
    placed_sql,
    unit_kinds_columns,
)
from husay.org.spans import LINEAGE, ORG_PIECES, OWNER_SPANS, PERSON_SPANS, UNIT_SPANS
from husay.store.home import Home
from husay.store.warehouse.book import Book
from husay.store.warehouse.duck import create_database

_IN_FILES = ("sale_lines", "payments", "credits")
"""Tables that stay in their Parquet files; the others are copied into the snapshot's database."""

_LAYOUT = 5
"""Counts up when what a snapshot's database holds changes: older ones are then built again."""


_FAR = timedelta(days=31)
"""A date that lies further from all before it, and after the import, is taken for a mistake."""


def snapshot_file(home: Home, manifest: Manifest) -> Path:
    """Where a manifest's database lies in the cache."""
    return home.cache / f"{manifest.number}-{manifest.mark}-{place_of(home)}-v{_LAYOUT}.duckdb"


def place_of(home: Home) -> str:
    """A mark of where a company's book lies: its databases name their Parquet files in full, so
    that a folder that moved wants new ones."""
    return hashlib.sha256(str(home.book.resolve()).encode()).hexdigest()[:8]


def build_snapshot(
    home: Home, book: Book, manifest: Manifest, workplace: Path | None = None
) -> Path:
    """Build a manifest's database from its pinned files and put it in the cache.

    `workplace` is the folder to build in: a reader's own; a writer's is the staging folder.
    """
    aside = (workplace or home.staging) / f"snapshot-{uuid.uuid4().hex}.duckdb"
    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        with create_database(aside) as connection:
            # Whole or not at all: what is lost is the file. Each statement alone would be written
            # to the disk twice.
            connection.begin()
            lay_out(connection, book)
            fill(connection, book, manifest)
            connection.commit()
    except BaseException:
        for left in (aside, aside.with_name(f"{aside.name}.wal")):
            left.unlink(missing_ok=True)  # on a full disk nothing else can go on
        raise
    home.cache.mkdir(parents=True, exist_ok=True)
    target = snapshot_file(home, manifest)
    aside.replace(target)
    return target


def lay_out(connection: duckdb.DuckDBPyConnection, book: Book) -> None:
    """The book's tables, the organisation's spans, and the credited lines, by name."""
    for name in TABLES:
        kind = "VIEW" if name in _IN_FILES else "TABLE"
        connection.execute(f"CREATE {kind} {name} AS SELECT * FROM {book.relation(name)}")
    made = {
        "person_spans": PERSON_SPANS,
        "unit_spans": UNIT_SPANS,
        "org_pieces": ORG_PIECES,
        "lineage": LINEAGE,
        "customer_owners": OWNER_SPANS["customer"],
        "territory_owners": OWNER_SPANS["territory"],
        "owner_places": OWNER_PLACES,
        "rate_spans": RATE_SPANS,
    }
    if book.has("credits"):
        made["split_lines"] = SPLIT_LINES
    for name, sql in made.items():
        connection.execute(f"CREATE TABLE {name} AS {sql}")
    credited = credited_sql(book.has("credits"), book.has("ownerships"))
    connection.execute(f"CREATE VIEW credited_lines AS {credited}")
    first, last = known_days(connection)
    connection.execute(f"CREATE TABLE org_days AS {ORG_DAYS.format(first=first, last=last)}")
    has_org = book.has("assignments") or book.has("units")
    connection.execute(f"CREATE VIEW placed_lines AS {placed_sql(has_org)}")


def fill(connection: duckdb.DuckDBPyConnection, book: Book, manifest: Manifest) -> None:
    """The calendar, the placements and the rollups in the form that queries read."""
    for rollup in ROLLUPS:
        rows = book.relation(rollup.table)
        connection.execute(f"CREATE VIEW kept_{rollup.table} AS SELECT * FROM {rows}")
    _keep_stages(connection, manifest)
    for name in EVENTS:
        connection.execute(f"CREATE TABLE placed_{name} AS {placed_event_sql(name)}")
    kinds = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT kind FROM unit_spans WHERE kind IS NOT NULL ORDER BY kind"
        ).fetchall()
    ]
    now = _present_day(connection, manifest).isoformat()
    connection.execute(f"CREATE TABLE lineage_now AS {LINEAGE_NOW.replace('{now}', now)}")
    placements = PLACEMENTS.replace("{kinds}", unit_kinds_columns(kinds)).replace("{now}", now)
    connection.execute(f"CREATE TABLE placements AS {placements}")
    for structure, sql in UNIT_BELOW.items():
        connection.execute(f"CREATE TABLE unit_below_{structure} AS {sql}")
    for rollup, order in ((DAILY, "date"), (MONTHLY, "month")):
        kept = [name for name in rollup.dimensions if name not in WHO]
        times = ["date", "month"] if order == "date" else ["month"]
        _place(connection, rollup.table, f"kept_{rollup.table}", [*times, *kept, *SUMS], order)
    for name in EVENTS:
        columns = _columns(connection, f"placed_{name}")
        kept = [c for c in columns if c not in WHO]
        _place(connection, name, f"placed_{name}", kept, "date")
        connection.execute(f"DROP TABLE placed_{name}")
    kept = [*PRODUCTS.dimensions, *SUMS, "month"]
    connection.execute(
        f"CREATE TABLE {PRODUCTS.table} AS SELECT {', '.join(kept)} "
        f"FROM kept_{PRODUCTS.table} ORDER BY month"
    )
    _keep_calendar(connection, manifest)
    for rollup in ROLLUPS:
        connection.execute(f"DROP VIEW kept_{rollup.table}")


def _present_day(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> date:
    """The day that "as it is now" means: of the import, or the last sale's where that is known to
    be later (a demo's is): never that of one line dated far ahead."""
    last = last_near(lambda sql: connection.execute(sql).fetchall(), "sale_lines", manifest)
    return max(manifest.created.date(), last or date.min)


def last_near(
    ask: Callable[[str], Sequence[Sequence[object]]], table: str, manifest: Manifest
) -> date | None:
    """The last day of a table's facts, leaving out what is dated far ahead of all others.

    Days up to the one after the import cannot be ahead (a day begins earlier in the east). After
    that the facts go on as long as no more than a month lies between one and the next: a mistyped
    year does not.
    """
    soon = manifest.created.date() + DAY
    first_of_all, last, later = ask(
        f"SELECT min(date), max(date) FILTER (date <= DATE '{soon}'), "
        f"COALESCE(list_sort(list(DISTINCT date) FILTER (date > DATE '{soon}')), []) FROM {table}"
    )[0]
    found: date | None = last or first_of_all  # type: ignore[assignment]
    for day in later:  # type: ignore[attr-defined]
        if found is not None and day - found > _FAR:
            break
        found = day
    return found


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]


def _place(
    connection: duckdb.DuckDBPyConnection, name: str, given: str, kept: list[str], order: str
) -> None:
    """A table as queries read it: its placement's number in place of person and unit."""
    columns = ", ".join(f"r.{column}" for column in kept)
    connection.execute(
        f"CREATE TABLE {name} AS SELECT pl.placement, {columns}\n"
        f"FROM {given} AS r JOIN placements AS pl ON {SAME_PLACEMENT} ORDER BY r.{order}"
    )


def _keep_stages(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    connection.execute("CREATE TABLE stage_order (stage VARCHAR, place INTEGER)")
    for place, stage in enumerate(manifest.company.get("stages") or ()):
        connection.execute("INSERT INTO stage_order VALUES (?, ?)", [stage, place])


def _keep_calendar(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Each day with its working day and period keys, over all that the book knows."""
    first, last = known_days(connection)
    settings, _ = read_company(manifest.company)
    calendar = settings.calendar(first.year - 2, last.year + 2)
    rows = calendar.day_rows(Window(date(first.year - 1, 1, 1), date(last.year + 1, 12, 31)))
    connection.execute(
        "CREATE TABLE days (date DATE, working BOOLEAN, week VARCHAR, month VARCHAR, "
        "quarter VARCHAR, year VARCHAR, working_index INTEGER)"
    )
    texts = "\n".join(",".join(map(str, row)) for row in rows)
    connection.execute(
        "INSERT INTO days SELECT p[1]::DATE, p[2]::BOOLEAN, p[3], p[4], p[5], p[6], p[7]::INTEGER "
        "FROM (SELECT string_split(unnest(string_split(?, chr(10))), ',') AS p)",
        [texts],
    )


def known_days(connection: duckdb.DuckDBPyConnection) -> tuple[date, date]:
    """The first and last day on which the book has a fact, a deal, a goal or a potential."""
    parts = (
        "SELECT min(date) AS a, max(date) AS b FROM sale_lines",
        "SELECT min(created), max(greatest(created, closed)) FROM deals",
        "SELECT min(date), max(date) FROM activities",
        "SELECT min(entered), max(entered) FROM deal_stages",
        "SELECT min(starts), max(ends) FROM goals",
        "SELECT min(starts), max(ends) FROM potentials",
    )
    row = connection.execute(
        f"SELECT min(a), max(b) FROM ({' UNION ALL '.join(parts)})"
    ).fetchall()[0]
    return (row[0] or date(2000, 1, 1), row[1] or date(2000, 12, 31))
