"""Reading a file of cases: every case, and everything that is wrong with any of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.cases.case import Case, Expected, ExpectedLine
from husay.pay.cases.idle import idle
from husay.pay.cases.keys import CASE_KEYS, CASES_KEYS, EXPECT_KEYS, LINE_KEYS
from husay.pay.cases.read_facts import FactReader
from husay.pay.cases.there import with_everybody
from husay.pay.cases.values import CaseBody, amount_of
from husay.pay.document.body import Notes
from husay.pay.document.cut import whole_numbers
from husay.pay.document.fields import FIELDS
from husay.pay.document.node import Mapped, Scalar, read_nodes
from husay.pay.document.plan import Plan
from husay.pay.document.settings import Period

CASES_FILE = "cases.yaml"
MOST_CASES = 200
MOST_PERIODS = 160
"""Pay periods of a case: three years of weeks, thirteen of months."""

_DAYS: Mapping[Period, int] = {
    "week": 7, "half_month": 13, "month": 28, "quarter": 84, "half": 168, "year": 364,
}  # fmt: skip
"""The shortest that a pay period of each kind is."""


def read_cases(
    text: str, plan: Plan, file: str = CASES_FILE, *, whole: bool = True
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The cases of a file that can be read, for a plan, with every mistake found. Of a plan that is
    not `whole`, names are not held against what it has.

    Beside those of their keys: `plan-too-many`, and `case-too-long` (too many pay periods from its
    first fact to its last day). Warnings: `case-payment-unknown`, `case-sale-later`,
    `case-seller-absent` (what counts for nothing).
    """
    node, problems = read_nodes(text, file)
    if node is None:
        return (), problems
    notes = Notes(list(problems), fields=dict(FIELDS) | dict(plan.fields))
    if not isinstance(node, Mapped):
        notes.wrong(node.place, "plan-not-mapping", file)
        return (), tuple(notes.problems)
    cases, body = list[Case](), CaseBody(node, CASES_KEYS, notes)
    if len(body.items("cases")) > MOST_CASES:
        notes.wrong(body.place("cases"), "plan-too-many", "cases", most=MOST_CASES)
    for item in body.items("cases")[:MOST_CASES]:
        before = len(notes.problems)
        case = _case(CaseBody(item, CASE_KEYS, notes), plan, notes, whole=whole)
        if case is not None and all(p.severity != "error" for p in notes.problems[before:]):
            cases.append(case)
    once = dict.fromkeys(notes.problems)
    return tuple(cases), tuple(sorted(once, key=lambda p: (p.line or 0, p.at or 0)))


def _case(body: CaseBody, plan: Plan, notes: Notes, *, whole: bool) -> Case | None:
    reader = FactReader(plan, body, notes, whole=whole)
    facts = reader.facts()
    expected = dict(_expected(body, reader.seller, notes))
    start, end = body.day("from"), body.day("to")
    if start is None or end is None or not expected:
        return None
    if end < start:
        notes.wrong(body.place("to"), "plan-ends-before", body.text("to"))
        return None
    notes.problems += idle(body, facts, end)
    known = (line.day for line in facts.lines)
    first = min([start, *known, *(payment.day for payment in facts.payments)])
    if whole and (end - first).days > MOST_PERIODS * _DAYS[plan.period]:
        notes.wrong(body.place("to"), "case-too-long", body.text("case"), most=MOST_PERIODS)
        return None
    return Case(
        name=body.text("case"),
        place=body.node.place,
        window=Window(start, end),
        facts=with_everybody(plan, facts, expected),
        expected=expected,
    )


def _expected(body: CaseBody, seller: str, notes: Notes) -> Iterator[tuple[str, Expected]]:
    found = body.node.get("expect")
    if isinstance(found, Mapped):
        yield seller, _read(CaseBody(found, EXPECT_KEYS, notes), notes)
    elif found is not None:
        notes.wrong(found.place, "plan-not-mapping", "expect")
    for name, node in body.named("also"):
        if isinstance(node, Mapped):
            yield name.text, _read(CaseBody(node, EXPECT_KEYS, notes), notes)
        else:
            notes.wrong(node.place, "plan-not-mapping", name.text)


def _read(body: CaseBody, notes: Notes) -> Expected:
    lines = [_line(CaseBody(item, LINE_KEYS, notes)) for item in body.items("lines")]
    return Expected(
        place=body.node.place,
        total=body.amount("total"),
        provisional=body.amount("provisional"),
        terms=body.amounts("terms"),
        lines=tuple(lines) if body.node.get("lines") is not None else None,
        paid=_several(body, "paid"),
        owed=_several(body, "owed"),
        attainment=dict(_fractions(body, "attainment")),
        measured=body.amounts("measured"),
        goals=body.amounts("goals"),
        problems=tuple(scalar.text for scalar in body.scalars("problems")),
    )


def _line(body: CaseBody) -> ExpectedLine:
    return ExpectedLine(
        term=body.text("term"),
        amount=body.amount("amount") or 0,
        place=body.node.place,
        sale=body.text("sale") or None,
        line=body.whole("line"),
        payment=body.text("payment") or None,
        day=body.day("date"),
    )


def _several(body: CaseBody, key: str) -> tuple[int, ...] | None:
    """Amounts, one for each pay period; None where none is said."""
    if not body.given(key):
        return None
    said = whole_numbers(body.scalars(key, apart=False), body.notes)
    found = (body.taken(key, scalar) for scalar in said)
    return tuple(value for value in found if value is not None)


def _fractions(body: CaseBody, key: str) -> Iterator[tuple[str, Fraction]]:
    for name, node in body.named(key):
        value = amount_of(node.text) if isinstance(node, Scalar) else None
        if value is None:
            said = node.text if isinstance(node, Scalar) else ""
            body.notes.wrong(node.place, "plan-number", said, key=name.text)
        else:
            yield name.text, value
