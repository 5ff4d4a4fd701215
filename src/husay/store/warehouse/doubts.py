"""What makes an import doubtful although each of its rows can be right.

A file for a whole table that lacks most of it, another branch's file whose rows are numbered like
ours, last year's invoice numbers given again: each would replace or withdraw what is true, as the
same file under another source's name would count everything twice. They are refused until somebody
says that it is meant (`replace`); what is merely odd is a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from husay.basics.problem import Problem, Severity
from husay.book.change import Withdraws, missing_sql, month_of, month_sql
from husay.book.made_keys import columns_of_codes, made_key, mapping_of
from husay.book.schema import CREDITS, SALE_LINES, Table
from husay.book.source import Source
from husay.book.sql import literal, quoted
from husay.store.warehouse.merge import Merged
from husay.store.warehouse.staged import Staged

MANY = 10
"""How many rows are too many to be changed without a word."""

_SHOWN = 5
_LIKE_A_NAME = r"[^0-9]*\p{L}[ .,]+\p{L}[^0-9]*"


@dataclass(frozen=True)
class Doubting:
    """Looks at what an import would do to one table, before any of it is done.

    `replace` says that somebody meant it: what would be refused is then only told.
    """

    workshop: duckdb.DuckDBPyConnection
    source: Source
    replace: bool

    def problems(self, staged: Staged, merged: Merged, withdraws: Withdraws) -> tuple[Problem, ...]:
        """Everything doubtful about one table."""
        found = self._names(staged)
        if merged.changes:
            found += self._withdrawn(staged, merged, withdraws)
            found += self._shrunk(staged, merged, withdraws)
            found += self._corrected(staged, merged)
            found += self._moved(staged, merged)
            found += self._of_another(staged, merged)
        return tuple(found)

    def kept_for_others(
        self, staged: Staged, current: str, others: Sequence[str]
    ) -> tuple[Problem, ...]:
        """Rows that a whole table no longer gives and that stay: other sources give it, too."""
        table, name = staged.table, self.source.name
        count, rows = self._found(missing_sql(table, name, staged.relation, current))
        if not count:
            return ()
        values = (("others", ", ".join(others)),)
        return (self._told("stays-for-others", "warning", table, rows, count, values),)

    def credits_of_nothing(self, staged: Staged, lines: Sequence[str]) -> tuple[Problem, ...]:
        """Credits for sale lines that are in none of these relations."""
        nowhere = " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM {known} AS l WHERE l.sale = s.sale AND l.line = s.line)"
            for known in lines
        )
        wanted = f"SELECT s.sale, s.line FROM {staged.relation} AS s WHERE {nowhere}"
        count, rows = self._found(wanted)
        if not count:
            return ()
        return (self._told("credit-for-no-line", "warning", CREDITS, rows, count),)

    def _found(self, sql: str) -> tuple[int, list[tuple[Any, ...]]]:
        """How many rows a query finds, and the first of them."""
        count = int(self.workshop.execute(f"SELECT count(*) FROM ({sql})").fetchall()[0][0])
        if not count:
            return 0, []
        some = f"SELECT * FROM ({sql})\nORDER BY ALL LIMIT {_SHOWN}"
        return count, self.workshop.execute(some).fetchall()

    @property
    def _grave(self) -> Severity:
        return "warning" if self.replace else "error"

    def _told(
        self,
        code: str,
        severity: Severity,
        table: Table,
        rows: Sequence[Sequence[object]],
        count: int,
        values: tuple[tuple[str, str], ...] = (),
        column: str | None = None,
    ) -> Problem:
        """A problem with the first of its rows as examples, by their keys."""
        keys = len(table.key)
        shown = dict.fromkeys(" ".join(str(v) for v in row[:keys]) for row in rows)
        return Problem(
            code=code, severity=severity, table=table.name, column=column,
            value=", ".join(list(shown)[:_SHOWN]), values=values, count=count,
        )  # fmt: skip

    def _withdrawn(self, staged: Staged, merged: Merged, withdraws: Withdraws) -> list[Problem]:
        gone = merged.counts["withdrawn"]
        if withdraws != "table" or not gone or (gone < MANY and staged.rows):
            return []
        had = self.workshop.execute(
            f"SELECT count(*) FROM {merged.current} AS c\n"
            f"WHERE c.source = {literal(self.source.name)}"
        ).fetchall()[0][0]
        if 2 * gone <= had:
            return []
        missing = missing_sql(staged.table, self.source.name, staged.relation, merged.current)
        _, rows = self._found(missing)
        values = (("had", str(had)),)
        return [self._told("withdraws-most", self._grave, staged.table, rows, gone, values)]

    def _shrunk(self, staged: Staged, merged: Merged, withdraws: Withdraws) -> list[Problem]:
        """Sales given again with fewer lines than are known, where the file numbers no lines.

        A file of corrected lines alone looks like this: the rest of each invoice would go.
        """
        if withdraws != "sale" or not merged.counts["withdrawn"]:
            return []
        sale, relation = quoted(staged.table.key[0]), staged.relation
        own = f"source = {literal(self.source.name)}"
        sql = (
            f"SELECT {sale}, h.had, g.gives FROM (\n"
            f"  SELECT {sale}, count(*) AS had FROM {merged.current} AS c\n"
            f"  WHERE c.{own} AND {sale} IN (SELECT {sale} FROM {relation}) GROUP BY {sale}) AS h\n"
            f"JOIN (SELECT {sale}, count(*) AS gives FROM {relation} GROUP BY {sale}) AS g\n"
            f"USING ({sale}) WHERE g.gives < h.had"
        )
        count, rows = self._found(sql)
        grave, table = self._grave, staged.table.name
        found = [
            Problem(
                code="loses-lines", severity=grave, table=table, value=str(invoice),
                values=(("had", str(had)), ("gives", str(gives)), ("gone", str(had - gives))),
            )
            for invoice, had, gives in rows
        ]  # fmt: skip
        if more := count - len(rows):
            values = (("more", str(more)),)
            said = Problem(code="more-lose-lines", severity=grave, table=table, values=values)
            found.append(said)
        return found

    def _corrected(self, staged: Staged, merged: Merged) -> list[Problem]:
        """More of the known rows differ than agree: these may be rows of another file."""
        corrected, same = merged.counts["corrected"], merged.counts["unchanged"]
        if mapping_of(self.source) is None or not staged.table.fact or corrected <= same:
            return []
        made = made_key(self.source, staged.table) == "row"
        if not made and corrected < MANY:
            return []
        _, rows = self._found(self._changed(staged, merged, "TRUE"))
        values = (("unchanged", str(same)),)
        if made:
            return [self._told("corrects-most", self._grave, staged.table, rows, corrected, values)]
        return [self._told("corrects-many", "warning", staged.table, rows, corrected, values)]

    def _moved(self, staged: Staged, merged: Merged) -> list[Problem]:
        """Rows that go to another month: their numbers may have begun again from one."""
        table = staged.table
        if mapping_of(self.source) is None or table.dated is None or not merged.counts["corrected"]:
            return []
        month = month_sql(f"s.{quoted(table.dated)}")
        count, rows = self._found(self._changed(staged, merged, f"x.old_month <> {month}"))
        if not count:
            return []
        known = merged.counts["corrected"] + merged.counts["unchanged"]
        old, new = rows[0][-2:]
        values = (("old", _month_text(old)), ("new", _month_text(new)))
        if 2 * count > known:
            return [self._told("moves-most", self._grave, table, rows, count, values)]
        return [self._told("moves-some", "warning", table, rows, count, values)]

    def _of_another(self, staged: Staged, merged: Merged) -> list[Problem]:
        """Most new lines stand in the book as another source's: of the same sale, day and amount.

        They would count twice. Line numbers are not looked at: each source may number its own way.
        """
        fresh = merged.counts["new"]
        if staged.table is not SALE_LINES or fresh < MANY:
            return []
        same = "c.sale = s.sale AND c.date = s.date AND c.amount = s.amount"
        count, rows = self._found(
            f"SELECT s.sale, s.line, min(c.source) AS other\n"
            f"FROM {merged.changes} AS x JOIN {staged.relation} AS s ON s.rowid = x.rid\n"
            f"JOIN {merged.current} AS c ON {same} AND c.source <> {literal(self.source.name)}\n"
            "WHERE x.fresh GROUP BY s.sale, s.line"
        )
        if 2 * count <= fresh:
            return []
        values = (("other", str(rows[0][-1])), ("fresh", str(fresh)))
        return [self._told("of-another-source", self._grave, staged.table, rows, count, values)]

    def _changed(self, staged: Staged, merged: Merged, where: str) -> str:
        table = staged.table
        key = ", ".join(f"s.{quoted(k)}" for k in table.key)
        dated = month_sql(f"s.{quoted(table.dated)}") if table.dated else "NULL"
        return (
            f"SELECT {key}, x.old_month, {dated} AS new_month\n"
            f"FROM {merged.changes} AS x JOIN {staged.relation} AS s ON s.rowid = x.rid\n"
            f"WHERE NOT x.fresh AND {where}"
        )

    def _names(self, staged: Staged) -> list[Problem]:
        """Names where a kept mapping takes a column for codes: they must not lie in the book."""
        found = []
        for column in columns_of_codes(self.source, staged.table):
            name = quoted(column)
            count, rows = self._found(
                # Looking for a blank is quick; few values have one.
                f"SELECT DISTINCT {name} FROM (SELECT {name} FROM {staged.relation}\n"
                f"  WHERE contains({name}, ' '))\n"
                f"WHERE regexp_full_match({name}, {literal(_LIKE_A_NAME)})"
            )
            if count:
                said = self._told(
                    "name-in-the-book", "warning", staged.table, rows, count, column=column
                )
                found.append(said)
        return found


def _month_text(number: object) -> str:
    year, month = month_of(int(str(number)))
    return f"{year}-{month:02d}"
