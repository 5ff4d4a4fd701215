"""What a reader of an answer has to know besides its figures, as problems with codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from husay.basics.amount import amount_text
from husay.basics.comparison import Comparison
from husay.basics.period import DAY, Window
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.book.sql import literal
from husay.measures.conversion import currencies_of
from husay.measures.filter import within_units
from husay.measures.query import Plan
from husay.measures.reader import SnapshotReader

_MOST_NAMED = 3
_WITHOUT = {
    "sales": "window-without-sales",
    "deals": "window-without-deals",
    "activities": "window-without-activities",
}
_EARLIER = {
    "sales": "sales-end-earlier",
    "deals": "deals-end-earlier",
    "activities": "activities-end-earlier",
}
_BEFORE = {
    "sales": "baseline-before-book",
    "deals": "baseline-before-deals",
    "activities": "baseline-before-activities",
}


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
        *_about_people(plan),
        *_about_days(plan, reader, compared),
        *_about_ages(plan, compared),
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


def _about_people(plan: Plan) -> list[Problem]:
    """People whom the book puts into two units at once: one of them was as good as another."""
    contested = plan.shape.contested
    if not contested or not plan.used & {"unit", *plan.shape.levels}:
        return []
    shown = ", ".join(contested[:_MOST_NAMED])
    return [_warning("assigned-twice", shown, len(contested))]


def _about_days(
    plan: Plan, reader: SnapshotReader, compared: Sequence[Comparison]
) -> list[Problem]:
    """Where the facts begin and end, for each family that the measures are made of."""
    if any(m.family == "sales" for m in plan.measures) and plan.shape.first is None:
        return [_warning("no-sales-yet")]
    families = sorted({f for m in plan.measures for f in m.families}, key=list(_WITHOUT).index)
    found = []
    for family in families:
        found += _about_family(family, plan, reader, compared, families)
    return found


def _about_family(
    family: str,
    plan: Plan,
    reader: SnapshotReader,
    compared: Sequence[Comparison],
    families: Sequence[str],
) -> list[Problem]:
    shape, window = plan.shape, plan.question.window
    first, last = shape.days_of(family)
    if first is None or last is None:
        return []
    # A stock holds after the last fact, so that only its beginning is without any.
    stock = all(m.additivity == "at-end" for m in plan.measures)
    found = []
    if (window.start > last and not stock) or window.end < first:
        found.append(_warning(_WITHOUT[family], first=first, last=last))
    else:
        others = [d for f in {*families, "sales"} if (d := shape.days_of(f)[1]) is not None]
        until = min([max(others), window.end, plan.question.as_of or max(others)])
        if last < until and reader.calendar.working_days(Window(last + DAY, until)):
            found.append(_warning(_EARLIER[family], last=last, until=until))
    found += [
        _warning("dates-far-ahead", ahead.last.isoformat(), ahead.rows, known=last)
        for ahead in shape.ahead if ahead.family == family and window.end > last
    ]  # fmt: skip
    if any(c.baseline.days and c.baseline.start < first for c in compared):
        found.append(_warning(_BEFORE[family], first=first))
    return found


def _about_ages(plan: Plan, compared: Sequence[Comparison]) -> list[Problem]:
    """What deals come to is known later: those made lately have had less time."""
    names = [m.name for m in plan.measures if m.matures]
    if not names:
        return []
    found = [_warning("cohorts-of-unequal-age", ", ".join(names))] if plan.grain else []
    return [*found, _warning("compared-at-equal-age", ", ".join(names))] if compared else found
