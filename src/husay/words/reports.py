"""From an answer to a report: columns with their names, the sentence, what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.measures.answer import Answer, AnswerColumn
from husay.measures.measure import MEASURES
from husay.words.document import Report
from husay.words.naming import Names as Known
from husay.words.sentences import Background, currency_of, sentence
from husay.words.sheet import Row, Sheet, SheetColumn, plain
from husay.words.terms import column_label, measure_term
from husay.words.values import item_text, window_text

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.measures.question import Shape
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

Names = Mapping[str, Mapping[str, str]]


def report_of(
    answer: Answer, company: Company, snapshot: Snapshot, sql: bool = False, filtered: str = ""
) -> Report:
    """Everything that there is to say to a question; `filtered` is its condition in words."""
    names = names_of(answer.columns, answer.rows, company, snapshot.shape)
    currency = currency_of(answer.question, snapshot.shape)
    background = Background(currency, snapshot.calendar, names, filtered)
    apart = "currency" in {c.name for c in answer.columns}
    return Report(
        sheet=sheet_of(answer.columns, answer.rows, names, answer.total),
        sentence=sentence(answer, background),
        snapshot=answer.snapshot,
        problems=answer.problems,
        currency="" if apart else currency,
        more=_more(answer, currency, sql),
        notes=_notes(answer, sql),
    )


def names_of(
    columns: Sequence[AnswerColumn], rows: Sequence[Row], company: Company, shape: Shape
) -> Names:
    """What the records call the identifiers in these rows, by dimension; only where they know."""
    names = Known(company, shape)
    names.learn_rows(columns, rows)
    return {dimension: found for dimension, found in names.known.items() if found}


def sheet_of(
    answered: Sequence[AnswerColumn], given: Sequence[Row], names: Names, total: Row | None = None
) -> Sheet:
    """Columns and rows, with a column of names after each dimension that has some."""
    columns: list[SheetColumn] = []
    for column in answered:
        named = f"{column.name}_name" if column.name in names else ""
        columns.append(sheet_column(column, named))
        if named:
            columns.append(name_column(column, named))
    return Sheet(tuple(columns), [_with_names(row, names) for row in given], total or None)


def name_column(column: AnswerColumn, name: str) -> SheetColumn:
    """The column that has the names of a dimension's identifiers."""
    label = gettext("%(dimension)s, name") % {"dimension": column_label(column)}
    return SheetColumn(name=name, label=label, shown=False)


def sheet_column(column: AnswerColumn, named: str = "") -> SheetColumn:
    """An answer's column as one of a sheet; `named` is the column of its names."""
    return SheetColumn(
        name=column.name,
        label=column_label(column),
        kind=column.unit or ("day" if column.name == "date" else "text"),
        missing=item_text(column.of, None) if column.role == "dimension" else "",
        signed=column.role == "change",
        named=named,
    )


def _with_names(row: Mapping[str, object], names: Names) -> dict[str, object]:
    filled = dict(row)
    for dimension, known in names.items():
        filled[f"{dimension}_name"] = known.get(str(row[dimension]))
    return filled


def _more(answer: Answer, currency: str, sql: bool) -> dict[str, object]:
    """What JSON has beside the contract's five keys."""
    comparison = answer.comparison
    more: dict[str, object] = {
        "currency": currency,
        "window": window_data(answer.window),
        "definition": {name: definition(name) for name in answer.question.measures},
    }
    if comparison is not None:
        more["comparison"] = {
            "current": window_data(comparison.current),
            "current_working_days": comparison.current_days,
            "baseline": window_data(comparison.baseline),
            "baseline_working_days": comparison.baseline_days,
            "partial": comparison.partial,
        }
    if answer.total:
        more["total"] = {
            column.name: plain(answer.total[column.name], column.unit or "text")
            for column in answer.columns
            if column.name in answer.total
        }
    if sql:
        more["sql"] = list(answer.sql)
    return more


def definition(name: str) -> dict[str, str]:
    """A measure's words and nature."""
    measure, term = MEASURES[name], measure_term(name)
    return {
        "label": str(term.label),
        "unit": measure.unit,
        "additivity": measure.additivity,
        "definition": str(term.definition),
    }


def window_data(window: Window) -> dict[str, str]:
    """A window's first and last day."""
    return {"from": window.start.isoformat(), "to": window.end.isoformat()}


def _notes(answer: Answer, sql: bool) -> tuple[str, ...]:
    """Where the figures come from, below a table."""
    source = gettext("Snapshot %(number)s.") % {"number": answer.snapshot}
    if answer.comparison is not None and answer.comparison.baseline.days:
        compared = window_text(answer.comparison.baseline)
        source += " " + gettext("Compared with %(days)s.") % {"days": compared}
    statements = tuple(f"{statement};" for statement in answer.sql) if sql else ()
    return (source, *statements)
