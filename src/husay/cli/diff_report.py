"""What changed between two snapshots, as a report: counts by table, then the rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext

from husay.basics.amount import amount_text
from husay.book.difference import Difference, RowChange, TableDifference
from husay.book.schema import TABLES
from husay.cli.console import output
from husay.cli.writing import Report, write
from husay.words.format import money
from husay.words.sheet import Sheet, SheetColumn
from husay.words.terms import TABLE_TERMS


def write_diff(difference: Difference, form: str) -> None:
    """Write a difference: the rows for programs, counts and rows for people."""
    rows = [_row(t, change) for t in difference.tables for change in t.changes]
    report = Report(
        sheet=Sheet(_row_columns(), rows),
        sentence=_sentence(difference),
        snapshot=difference.after,
        more=_more(difference),
    )
    if form != "table":
        write(report, form)
        return
    write(replace(report, sheet=_counts(difference), notes=_settings(difference)), form)
    if rows:
        output().print()
        told = [_in_words(row) for row in rows]
        write(replace(report, sentence="", sheet=Sheet(_row_columns(), told)), form)


def _in_words(row: dict[str, object]) -> dict[str, object]:
    """A changed row for people: its table and what happened to it in words, not codes."""
    fates = {
        "new": gettext("New"), "corrected": gettext("Corrected"),
        "withdrawn": gettext("Withdrawn"),
    }  # fmt: skip
    table, fate = str(row["table"]), str(row["fate"])
    return {**row, "table": str(TABLE_TERMS[table].label), "fate": fates[fate]}


def _sentence(difference: Difference) -> str:
    words: dict[str, object] = {"before": difference.before, "after": difference.after}
    if not difference.tables and not difference.settings:
        return gettext("Nothing changed from snapshot %(before)s to %(after)s.") % words
    moved = [
        gettext("%(before)s to %(after)s")
        % {"before": money(old, currency), "after": money(new, currency)}
        for currency, (old, new) in difference.revenue.items()
        if old != new
    ]
    if not moved:
        text = gettext("From snapshot %(before)s to %(after)s revenue stayed as it was.")
        return text % words
    text = gettext("From snapshot %(before)s to %(after)s revenue went from %(moved)s.")
    return text % {**words, "moved": "; ".join(moved)}


def _counts(difference: Difference) -> Sheet:
    columns = (
        SheetColumn(name="table", label=gettext("Table"), named="label"),
        SheetColumn(name="label", label="", shown=False),
        SheetColumn(name="new", label=gettext("New"), kind="count"),
        SheetColumn(name="corrected", label=gettext("Corrected"), kind="count"),
        SheetColumn(name="withdrawn", label=gettext("Withdrawn"), kind="count"),
    )
    usual = {"new": 0, "corrected": 0, "withdrawn": 0}
    rows = [
        {"table": t.table, "label": str(TABLE_TERMS[t.table].label), **usual, **t.counts}
        for t in difference.tables
    ]
    return Sheet(columns, rows)


def _settings(difference: Difference) -> tuple[str, ...]:
    text = gettext("Setting %(name)s: %(before)s became %(after)s.")
    return tuple(
        text % {"name": name, "before": _said(old), "after": _said(new)}
        for name, (old, new) in difference.settings.items()
    )


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(name="table", label=gettext("Table")),
        SheetColumn(name="fate", label=gettext("What happened")),
        SheetColumn(name="key", label=gettext("Row")),
        SheetColumn(name="before", label=gettext("Before")),
        SheetColumn(name="after", label=gettext("After")),
    )


def _row(table: TableDifference, change: RowChange) -> dict[str, object]:
    """One changed row; of a correction only the columns that changed."""
    chosen = change.changed or tuple(n for n in TABLES[table.table].names if n not in change.key)
    return {
        "table": table.table,
        "fate": change.fate,
        "key": _values(table.table, change.key),
        "before": _values(table.table, change.before, chosen),
        "after": _values(table.table, change.after, chosen),
    }


def _values(
    table: str, values: Mapping[str, object] | None, chosen: tuple[str, ...] | None = None
) -> str | None:
    """'amount 12.50, currency PHP': the chosen values that there are."""
    if values is None:
        return None
    return ", ".join(
        f"{name} {_value(table, name, value)}"
        for name, value in values.items()
        if value is not None and (chosen is None or name in chosen)
    )


def _value(table: str, name: str, value: object) -> str:
    described = TABLES[table]
    if name not in described.names or described.column(name).kind != "amount":
        return str(value)
    return amount_text(int(str(value)), least_decimals=0 if name == "quantity" else 2)


def _more(difference: Difference) -> dict[str, object]:
    return {
        "before": difference.before,
        "after": difference.after,
        "counts": {t.table: dict(t.counts) for t in difference.tables},
        "revenue": {
            currency: [amount_text(old), amount_text(new)]
            for currency, (old, new) in difference.revenue.items()
        },
        "settings": {name: list(pair) for name, pair in difference.settings.items()},
    }
