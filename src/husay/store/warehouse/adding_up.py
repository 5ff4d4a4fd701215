"""Whether the rollups still say what the lines say, to the last unit."""

from __future__ import annotations

from collections.abc import Iterable

from husay.basics.problem import Problem
from husay.book.change import month_of
from husay.book.manifest import Manifest
from husay.measures.rollup import ROLLUPS, SUMS, rollup_sql
from husay.store.home import Home
from husay.store.warehouse.book import Book
from husay.store.warehouse.looking import looking
from husay.store.warehouse.snapshot import lay_out
from husay.store.warehouse.soundness import Ask

Sums = dict[tuple[object, object], tuple[int, ...]]


def rollup_problems(ask: Ask, book: Book, snapshot: int) -> list[Problem]:
    """Months and currencies in which a rollup's sums are not those of the sale lines.

    The number of lines is left out where credits share them: each part counts as a line there.
    """
    names = [name for name in SUMS if name != "lines" or not book.has("credits")]
    if not book.has("sale_lines"):
        return []
    lines = _sums(ask, book.relation("sale_lines"), [SUMS[name] for name in names])
    found = []
    for rollup in ROLLUPS:
        kept = _sums(ask, book.relation(rollup.table), names)
        for month, currency in sorted(lines.keys() | kept.keys(), key=str):
            nothing = (0,) * len(names)
            expected = lines.get((month, currency), nothing)
            said = kept.get((month, currency), nothing)
            differing = [n for n, a, b in zip(names, expected, said, strict=True) if a != b]
            if differing:
                year, number = month_of(int(str(month)))
                values = (
                    ("month", f"{year}-{number:02d}"), ("currency", str(currency)),
                    ("snapshot", str(snapshot)),
                )  # fmt: skip
                found.append(
                    Problem(
                        code="rollup-differs", table=rollup.table, column=", ".join(differing),
                        values=values,
                    )
                )  # fmt: skip
    return found


def _sums(ask: Ask, relation: str, sums: Iterable[str]) -> Sums:
    columns = ", ".join(f"CAST(COALESCE(SUM({sql}), 0) AS BIGINT)" for sql in sums)
    rows = ask(f"SELECT month, currency, {columns}\nFROM {relation}\nGROUP BY month, currency")
    return {(row[0], row[1]): tuple(int(str(value)) for value in row[2:]) for row in rows}


def rollup_rows_differ(home: Home, manifest: Manifest) -> list[Problem]:
    """Rollups whose rows are not those that the credited lines make today.

    Stricter than the months' sums: it also finds an amount that is with the wrong seller or unit.
    """
    book = Book(home.book, manifest.versions)
    found = []
    with looking(home, [manifest]) as connection:
        lay_out(connection, book)
        months = sorted({f.month for f in book.files("sale_lines") if f.month is not None})
        listed = ", ".join(map(str, months)) or "NULL"
        for rollup in ROLLUPS:
            names = ", ".join(name for name, _ in rollup.columns())
            lines = f"(SELECT * FROM placed_lines WHERE month IN ({listed}))"
            made = f"SELECT {names} FROM ({rollup_sql(rollup, lines)})"
            kept = f"SELECT {names} FROM {book.relation(rollup.table)}"
            differ = f"((FROM ({made}) EXCEPT ALL FROM ({kept})) UNION ALL (FROM ({kept}) EXCEPT ALL FROM ({made})))"  # noqa: E501
            count = connection.execute(f"SELECT count(*) FROM {differ}").fetchall()[0][0]
            if count:
                values = (("snapshot", str(manifest.number)),)
                found.append(
                    Problem(
                        code="rollup-rows-differ", table=rollup.table, count=count, values=values
                    )
                )
    return found
