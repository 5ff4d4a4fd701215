"""The tables of facts that a compiled plan reads, and their columns.

People are numbers (`numbered`). Amounts and quantities are whole ten-thousandths, shares whole
ten-thousandths of one; parameters, scores and exchange rates are a whole numerator over a whole
denominator. Nothing is a fraction.

`lines` has a column `f_<name>` for every text that a line has (product, channel, ...) and for each
field that the plan adds: VARCHAR, DATE, or BIGINT in ten-thousandths. `place` orders lines as
events are ordered (trigger date, sale, line, return behind it); it may be NULL where the compiler
is told to put them in order itself. `days` has each day with the windows that it lies in, and how
many days were `worked` from the first one to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window, numbered
from husay.pay.compile.numbered import Numbered
from husay.pay.document.fields import FIELDS
from husay.pay.document.plan import Plan
from husay.pay.document.settings import Period
from husay.pay.facts import CreditedLine, Facts
from husay.pay.rounding import ten_thousandths

KINDS: tuple[Period, ...] = ("week", "half_month", "month", "quarter", "half", "year")
"""The kinds of window that every day lies in."""

_OWN = {
    "amount", "list_amount", "cost", "quantity", "discount", "share", "date", "invoiced", "sale",
    "seller", "role", "kind", "currency",
}  # fmt: skip
TEXTS: tuple[str, ...] = tuple(name for name in FIELDS if name not in _OWN)
"""The fields of a line that are texts of the book."""

_LINES = {
    "place": "BIGINT", "sale": "VARCHAR", "line": "INTEGER", "person": "INTEGER",
    "role": "VARCHAR", "day": "DATE", "invoiced": "DATE", "quantity": "BIGINT",
    "amount": "BIGINT", "list_amount": "BIGINT", "cost": "BIGINT", "tax": "BIGINT",
    "currency": "VARCHAR", "cost_currency": "VARCHAR", "kind": "VARCHAR",
    "shares": "INTEGER[]", "nth": "INTEGER", "overlay": "BOOLEAN",
    "returns_sale": "VARCHAR", "returns_line": "INTEGER",
}  # fmt: skip
"""`nth` is the place (from 1) of the credited person's share among `shares`."""

_OTHERS: Mapping[str, Mapping[str, str]] = {
    "payments": {"payment": "VARCHAR", "sale": "VARCHAR", "day": "DATE", "amount": "BIGINT",
                 "reverses": "VARCHAR", "due": "BIGINT"},
    "goals": {"person": "INTEGER", "measure": "VARCHAR", "starts": "DATE", "ends": "DATE",
              "value": "BIGINT"},
    "reporting": {"person": "INTEGER", "manager": "INTEGER", "starts": "DATE", "ends": "DATE"},
    "parameters": {"person": "INTEGER", "parameter": "VARCHAR", "starts": "DATE", "ends": "DATE",
                   "over": "BIGINT", "under": "BIGINT"},
    "scores": {"person": "INTEGER", "measure": "VARCHAR", "starts": "DATE", "ends": "DATE",
               "value": "BIGINT", "approved": "BOOLEAN", "nth": "INTEGER"},
    "rates": {"currency": "VARCHAR", "day": "DATE", "over": "BIGINT", "under": "BIGINT"},
    "advances": {"person": "INTEGER", "day": "DATE", "amount": "BIGINT"},
    "members": {"person": "INTEGER", "starts": "DATE", "ends": "DATE", "hired": "DATE"},
    "openings": {"person": "INTEGER", "day": "DATE", "owed": "BIGINT"},
    "attained": {"person": "INTEGER", "measure": "VARCHAR", "starts": "DATE", "value": "BIGINT"},
    "carried": {"person": "INTEGER", "cap": "VARCHAR", "amount": "BIGINT", "to_date": "BIGINT"},
    "before": {"person": "INTEGER", "term": "VARCHAR", "sale": "VARCHAR", "line": "INTEGER",
               "day": "DATE", "amount": "BIGINT", "value": "BIGINT"},
    "people": {"person": "INTEGER"},
}  # fmt: skip


def columns(plan: Plan) -> dict[str, dict[str, str]]:
    """Every table of facts: its columns and their types. `people` are those who are paid."""
    texts = {f"f_{name}": "VARCHAR" for name in TEXTS}
    added = {
        f"f_{name}": {"text": "VARCHAR", "date": "DATE"}.get(unit, "BIGINT")
        for name, unit in plan.fields
    }
    days = {"day": "DATE", "working": "BOOLEAN", "worked": "INTEGER"}
    for kind in KINDS:
        days |= {f"{kind}_start": "DATE", f"{kind}_end": "DATE"}
    return {"lines": _LINES | texts | added, "days": days} | {
        k: dict(v) for k, v in _OTHERS.items()
    }


Row = tuple[object, ...]


def day_rows(days: Window, calendar: BusinessCalendar) -> list[Row]:
    """The rows of `days`, from the first to the last of these days."""
    known: dict[Period, Window] = {}
    found, worked = list[Row](), 0
    for day in days.each_day:
        working = calendar.is_working(day)
        worked += working
        row: list[object] = [day, working, worked]
        for kind in KINDS:
            if kind not in known or not known[kind].contains(day):
                known[kind] = _window(day, kind, calendar)
            row += [known[kind].start, known[kind].end]
        found.append(tuple(row))
    return found


def _window(day: date, kind: Period, calendar: BusinessCalendar) -> Window:
    """A half month ends on the 15th and on the month's last day; a half year has two quarters."""
    if kind == "half_month":
        month = calendar.period_of(day, "month").window
        middle = month.start + timedelta(days=14)
        return Window(month.start, middle) if day <= middle else Window(middle + DAY, month.end)
    if kind == "half":
        name, _, number = calendar.period_of(day, "quarter").key.partition("-Q")
        first = 1 if int(number) < 3 else 3
        one, two = (numbered("quarter", int(name), first + i, calendar.year).window for i in (0, 1))
        return Window(one.start, two.end)
    return calendar.period_of(day, kind).window


def line_rows(plan: Plan, lines: Iterable[CreditedLine], people: Numbered) -> list[Row]:
    """The rows of `lines`. Raises ValueError for a number that is finer than ten-thousandths."""
    return [_line(plan, line, people) for line in lines]


def _line(plan: Plan, x: CreditedLine, people: Numbered) -> Row:
    returned = x.returns or (None, None)
    return (
        None, x.sale, x.line, people.of(x.person), x.role, x.day, x.invoiced, x.quantity,
        x.amount, x.list_amount, x.cost, x.tax, x.currency, x.cost_currency, x.kind, list(x.shares),
        x.place + 1, x.overlay, *returned,
        *(x.attributes.get(name) for name in TEXTS),
        *(_added(x.attributes.get(name), unit) for name, unit in plan.fields),
    )  # fmt: skip


def _added(text: str | None, unit: str) -> object:
    """What a field that the plan adds holds; missing where its text is not of its kind."""
    if text is None or unit == "text":
        return text
    try:
        if unit == "date":
            return date.fromisoformat(text)
        value = Fraction(text) * SCALE
    except (ValueError, ZeroDivisionError):
        return None
    if value.denominator != 1:
        raise ValueError(f"finer than ten-thousandths: {text!r}")
    return int(value)


def other_rows(plan: Plan, facts: Facts, people: Numbered) -> dict[str, list[Row]]:
    """The rows of all tables but `lines` and `days`, of one person's facts."""
    of = people.of
    found: dict[str, list[Row]] = {
        "payments": [
            (p.payment, p.sale, p.day, p.amount, p.reverses, p.due) for p in facts.payments
        ],
        "goals": [(of(g.person), g.measure, *_days(g.window), g.value) for g in facts.goals],
        "reporting": [(of(r.person), of(r.manager), *_days(r.window)) for r in facts.reporting],
        "parameters": [
            (of(p.person), p.parameter, *_days(p.window), *p.value.as_integer_ratio())
            for p in facts.parameters
        ],
        "scores": [
            (of(s.person), s.measure, *_days(s.window), _score(s.value), s.approved, n)
            for n, s in enumerate(facts.scores)
        ],
        "rates": [
            (r.from_currency, r.day, *r.rate.as_integer_ratio())
            for r in facts.rates if r.to_currency == plan.currency
        ],
        "advances": [(of(a.person), a.day, a.amount) for a in facts.advances],
        "members": [(of(m.person), *_days(m.window), m.hired) for m in facts.members],
        "people": [(of(facts.person),)],
    }  # fmt: skip
    found |= {"openings": [], "attained": [], "carried": [], "before": []}
    openings = dict(facts.openings)
    if facts.opening is not None:
        openings[facts.person] = facts.opening
    for name, opening in openings.items():
        who = of(name)
        found["openings"].append((who, opening.day, opening.owed))
        found["attained"] += [(who, m, day, v) for (m, day), v in opening.attained.items()]
        found["carried"] += [
            (who, cap, opening.carried.get(cap, 0), opening.paid_to_date.get(cap, 0))
            for cap in sorted({*opening.carried, *opening.paid_to_date})
        ]
        found["before"] += [
            (who, e.term, e.sale, e.line, e.day, e.amount, e.value) for e in opening.earned
        ]
    return found


def _days(window: Window) -> tuple[date, date]:
    return window.start, window.end


def _score(value: Fraction) -> int:
    return ten_thousandths(value * SCALE)
