"""From an answer to a report: columns with their names, the sentence, what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.measures.answer import Answer, AnswerColumn
from husay.measures.conditions import conditions_of
from husay.measures.dimension import name_kind
from husay.measures.measure import MEASURES
from husay.words.conditions import conditions_text
from husay.words.document import Report
from husay.words.naming import Names
from husay.words.rows import LESS_TOLD
from husay.words.sentences import Background, currency_of, sentence
from husay.words.sheet import Row, Sheet, SheetColumn, plain
from husay.words.terms import column_label, measure_term
from husay.words.values import item_text, window_text

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

NAME = "_name"
"""What follows a dimension's name in that of the column of its names."""


def report_of(answer: Answer, company: Company, snapshot: Snapshot, sql: bool = False) -> Report:
    """Everything that there is to say to a question."""
    names, conditions = Names(company, snapshot.shape), conditions_of(answer.question.where)
    names.learn_rows(answer.columns, answer.rows)
    names.learn_conditions(conditions)
    currency = currency_of(answer.question, snapshot.shape)
    said = conditions_text(conditions, names)
    background = Background(currency, snapshot.calendar, names.known, said)
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


def sheet_of(
    columns: Sequence[AnswerColumn], rows: Sequence[Row], names: Names, total: Row | None = None
) -> Sheet:
    """Columns and rows, with a column of names after each dimension that can have some."""
    made = named_columns(columns, names)
    return Sheet(made, named_rows(made, rows, names), total or None)


def named_columns(columns: Sequence[AnswerColumn], names: Names) -> tuple[SheetColumn, ...]:
    """The columns of a sheet. Which there are depends on the question, never on the rows."""
    made: list[SheetColumn] = []
    weights = _weights(columns)
    for column in columns:
        can = column.role == "dimension" and name_kind(column.of, names.shape) is not None
        named = f"{column.name}{NAME}" if can else ""
        made.append(_sheet_column(column, named, weights[column.name]))
        if named:
            label = gettext("%(dimension)s, name") % {"dimension": column_label(column)}
            made.append(SheetColumn(name=named, label=label, shown=False))
    return tuple(made)


def named_rows(columns: Sequence[SheetColumn], rows: Sequence[Row], names: Names) -> list[Row]:
    """The rows with their names filled in, as far as `names` has learnt them."""
    known = [(c.name, c.named, names.known.get(c.name, {})) for c in columns if c.named]
    return [{**row, **{key: of.get(row[d]) for d, key, of in known}} for row in rows]  # type: ignore[call-overload]


def _weights(columns: Sequence[AnswerColumn]) -> dict[str, int]:
    """What can be left out first where there is no room: never what tells rows apart, nor the
    first measure."""
    listed = any(c.role == "key" for c in columns)
    apart = ("date", "sale", "deal", "activity") if listed else ()
    kept = {c.name for c in columns if c.name in apart or (not listed and c.role in _APART)}
    kept |= set([c.name for c in columns if c.role == "value"][:1])
    less = {c.name for c in columns if c.role == "baseline" or (listed and c.name in LESS_TOLD)}
    return {c.name: 0 if c.name in kept else 2 if c.name in less else 1 for c in columns}


_APART = ("dimension", "period")


def _sheet_column(column: AnswerColumn, named: str, weight: int) -> SheetColumn:
    """An answer's column as one of a sheet; `named` is the column of its names."""
    return SheetColumn(
        name=column.name,
        label=column_label(column),
        kind=column.unit or ("day" if column.name == "date" else "text"),
        missing=item_text(column.of, None) if column.role == "dimension" else "",
        signed=column.role == "change",
        weight=weight,
        worked_out=column.name.endswith("_goal_to_date") or _is_mean(column),
        parts=column.role == "goal" and column.unit == "count",
        named=named,
    )


def _is_mean(column: AnswerColumn) -> bool:
    measure = MEASURES.get(column.of)
    return measure is not None and measure.additivity == "ratio"


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
