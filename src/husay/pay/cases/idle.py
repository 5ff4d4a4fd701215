"""Facts of a case that count for nothing: mistyped as a rule, and meant now and then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from husay.basics.problem import Problem
from husay.pay.cases.values import CaseBody
from husay.pay.document.node import Mapped, Place, Scalar, warning_at
from husay.pay.facts import Facts


def idle(body: CaseBody, facts: Facts, end: date) -> Iterator[Problem]:
    """Warnings where a row stands that counts for nothing, or a case that is of nobody.

    `case-payment-unknown` (of a sale that the case does not have), `case-sale-later` (after the
    case's last day), `case-seller-absent` (no seller is said, and all that is sold is of others).
    """
    sales = {line.returns[0] if line.returns else line.sale for line in facts.lines}
    for sale, place in _said(body, "payments", "sale"):
        if sale not in sales:
            yield warning_at(place, "case-payment-unknown", sale)
    later = {line.day.isoformat() for line in facts.lines if line.day > end}
    for day, place in _said(body, "sales", "date"):
        if day in later:
            yield warning_at(place, "case-sale-later", day, end=end)
    people = sorted({line.person for line in facts.lines})
    if people and not body.given("seller") and facts.person not in people:
        place, others = body.node.place, ", ".join(people)
        yield warning_at(place, "case-seller-absent", facts.person, others=others)


def _said(body: CaseBody, rows: str, key: str) -> Iterator[tuple[str, Place]]:
    """What the rows of a list say of a key, and where."""
    for row in getattr(body.node.get(rows), "items", ()):
        said = row.get(key) if isinstance(row, Mapped) else None
        if isinstance(said, Scalar) and said.text:
            yield said.text, said.place
