"""What a reader of an answer has to know besides its figures, as problems with codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from husay.basics.amount import amount_text
from husay.basics.comparison import Comparison
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.book.sql import literal
from husay.measures.conversion import currencies_of
from husay.measures.filter import within_units
from husay.measures.query import Plan
from husay.measures.reader import SnapshotReader


@dataclass(frozen=True)
class Unrated:
    """Rows of a window left out because no rate is stated for their currency and day."""

    window: Window
    currency: str
    rows: int
    amount: int


def read_unrated(window: Window, rows: Sequence[Sequence[object]]) -> tuple[Unrated, ...]:
    """What `without_rate` found in a window."""
    return tuple(
        Unrated(window, str(currency), int(str(count)), int(str(amount)))
        for currency, count, amount in rows
    )


def notes(
    plan: Plan,
    reader: SnapshotReader,
    unrated: Iterable[Unrated],
    compared: Sequence[Comparison],
) -> tuple[Problem, ...]:
    """All that there is to say about an answer, most important first."""
    return (
        *_about_currencies(plan, unrated),
        *_about_units(plan, reader),
        *_about_days(plan, compared),
    )


def _warning(code: str, value: str | None = None, count: int = 1, **values: object) -> Problem:
    said = tuple((name.rstrip("_"), str(v)) for name, v in values.items())
    return Problem(code=code, severity="warning", value=value, values=said, count=count)


def _about_currencies(plan: Plan, unrated: Iterable[Unrated]) -> list[Problem]:
    currencies = currencies_of(plan.measures, plan.shape)
    if plan.currency is None:
        apart = len(currencies) > 1 and not plan.question.currency
        return [_warning("currencies-apart", currencies=", ".join(currencies))] if apart else []
    others = ", ".join(c for c in currencies if c != plan.currency)
    found = [
        _warning(
            "no-rate", u.currency, u.rows, amount=amount_text(u.amount), into=plan.currency,
            first=u.window.start, last=u.window.end,
        )
        for u in unrated
    ]  # fmt: skip
    return [*found, _warning("converted-at-latest-rate", plan.currency, currencies=others)]


def _about_units(plan: Plan, reader: SnapshotReader) -> list[Problem]:
    """Units that `within` names and nobody knows: an empty answer would not tell."""
    asked = within_units(plan.condition) if plan.condition is not None else ()
    if not asked:
        return []
    listed = ", ".join(literal(unit) for unit in asked)
    units = (
        "SELECT unit FROM unit_spans UNION SELECT then_unit FROM placements "
        "UNION SELECT now_unit FROM placements"
    )
    found = reader.run(f"SELECT unit FROM ({units}) AS u WHERE unit IN ({listed})")
    unknown = sorted(set(asked) - {str(row[0]) for row in found})
    if not unknown:
        return []
    known = [str(row[0]) for row in reader.run(f"SELECT unit FROM ({units}) AS u") if row[0]]
    return [_warning("unknown-unit", unit, nearest=nearest(unit, known)) for unit in unknown]


def _about_days(plan: Plan, compared: Sequence[Comparison]) -> list[Problem]:
    shape, window = plan.shape, plan.question.window
    if not any(measure.family == "sales" for measure in plan.measures):
        return []
    if shape.first is None or shape.last is None:
        return [_warning("no-sales-yet")]
    found = []
    if window.start > shape.last or window.end < shape.first:
        found.append(_warning("window-without-sales", first=shape.first, last=shape.last))
    if any(c.baseline.days and c.baseline.start < shape.first for c in compared):
        found.append(_warning("baseline-before-book", first=shape.first))
    return found
