"""The rows that differ between two snapshots, as a table: corrections first, with what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from husay.book.difference import Fate, RowChange, TableDifference
from husay.book.schema import NAME_KINDS, TABLES
from husay.store.company import Company
from husay.web.bring_in.rejects import table_text
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.format import NOTHING, count
from husay.words.terms import field_term
from husay.words.values import figure_texts

LOOKED_AT = 500
"""How many changed rows of a table are looked at, to find the corrections among them."""

SHOWN_CHANGES = 20
_ORDER: tuple[Fate, ...] = ("corrected", "withdrawn", "new")
_UNSAID = ("currency", "kind", "source")
_PEOPLE = ("seller", "person", "manager")

Values = Mapping[str, object]


def fates_text(counts: Mapping[Fate, int]) -> str:
    """'1,204 new, 3 corrected'."""
    texts: dict[Fate, str] = {
        "new": _("%(n)s new"),
        "corrected": _("%(n)s corrected"),
        "withdrawn": _("%(n)s withdrawn"),
    }
    return ", ".join(texts[f] % {"n": count(counts[f])} for f in texts if counts.get(f))


def changes_table(found: TableDifference, company: Company) -> Table | None:
    """Some of a table's changed rows; None where there is none to show."""
    changes = sorted(found.changes, key=lambda c: _ORDER.index(c.fate))[:SHOWN_CHANGES]
    return _Changes(found.table, changes, company).table() if changes else None


class _Changes:
    def __init__(self, table: str, changes: Sequence[RowChange], company: Company) -> None:
        self.described, self.changes = TABLES[table], changes
        self.names = {c.name: self._named(c.name, company) for c in self.described.columns}

    def _named(self, column: str, company: Company) -> dict[str, str]:
        """What the identifiers of a column are called."""
        kind = "person" if column in _PEOPLE else column
        if kind not in NAME_KINDS:
            return {}
        sides = [side for c in self.changes for side in (c.before, c.after) if side]
        return company.names(kind, {str(side[column]) for side in sides if side.get(column)})

    def table(self) -> Table:
        """Keys, what happened, before, after; no column that would be empty throughout."""
        before = any(change.before for change in self.changes)
        after = any(change.after for change in self.changes)
        table = self.described.name
        columns = [Column(str(field_term(name, table).label)) for name in self.described.key]
        columns.append(Column(_("What happened")))
        columns += [Column(_("Before"))] if before else []
        columns += [Column(_("After"))] if after else []
        rows = tuple(self._row(change, before, after) for change in self.changes)
        return Table(table_text(self.described.name), tuple(columns), rows)

    def _row(self, change: RowChange, before: bool, after: bool) -> tuple[Cell, ...]:
        fates = {"new": _("new"), "corrected": _("corrected"), "withdrawn": _("withdrawn")}
        cells = [self._text(name, change.key.get(name)) for name in self.described.key]
        cells.append(fates[change.fate])
        cells += [self._side(change, change.before)] if before else []
        cells += [self._side(change, change.after)] if after else []
        return tuple(Cell(text=text) for text in cells)

    def _side(self, change: RowChange, values: Values | None) -> str:
        """'Amount 1,234.50 · Seller Ana Reyes': what there is; of a correction what changed."""
        if values is None:
            return NOTHING
        rest = [n for n in self.described.names if n not in (*self.described.key, *_UNSAID)]
        said = [
            f"{field_term(name, self.described.name).label} {self._text(name, values[name])}"
            for name in change.changed or rest
            if name in values and (values[name] is not None or change.changed)
        ]
        return " · ".join(said) or NOTHING

    def _text(self, name: str, value: object) -> str:
        if value is None:
            return NOTHING
        if isinstance(value, date):
            return dates.day(value)
        if name in self.described.names and self.described.column(name).kind == "amount":
            return figure_texts([value], "quantity" if name == "quantity" else "money")[0]
        return self.names.get(name, {}).get(str(value), str(value))
