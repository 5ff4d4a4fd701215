"""What payroll is told of a released run: who is paid how much, in columns that a document maps.

Amounts are ten-thousandths of the run's currency. With `negative: carry` a person is never asked
for money: what is below zero waits and comes off what later periods of the same plan pay. However
it is carried, what payroll was told of all periods and what still waits sum to the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from husay.basics.amount import amount_text
from husay.basics.currency import minor_places
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.out.payroll_document import DATES, DAYS, DECIMALS, MONEY, PayrollDocument, What

Value = str | int | date
"""A text, an amount in ten-thousandths, or a day."""


@dataclass(frozen=True, kw_only=True)
class Payout:
    """What one person is paid by a run, with what earlier periods left below zero (`carried`, zero
    or less)."""

    person: str
    name: str
    plan: str
    run: int
    days: Window
    currency: str
    earned: int
    adjusted: int
    drawn: int
    paid: int
    carried: int = 0

    @property
    def due(self) -> int:
        """What payroll pays out, if what is below zero is carried on."""
        return max(0, self.paid + self.carried)

    @property
    def left(self) -> int:
        """What waits for the next period, zero or less."""
        return min(0, self.paid + self.carried)


def left_over(paid: Iterable[int]) -> int:
    """What a person's periods, in order, leave below zero where it is carried on: zero or less."""
    left = 0
    for amount in paid:
        left = min(0, left + amount)
    return left


def told(document: PayrollDocument, payouts: Iterable[Payout]) -> tuple[Payout, ...]:
    """The payouts that are in the file: where what is below zero is carried, whoever is due
    something; else all."""
    return tuple(one for one in payouts if one.due or not document.carries)


def total(document: PayrollDocument, payouts: Iterable[Payout]) -> int:
    """What payroll pays out by the file."""
    return sum(one.due if document.carries else one.paid for one in payouts)


def payroll_problems(document: PayrollDocument, payouts: Sequence[Payout]) -> tuple[Problem, ...]:
    """What keeps people from being told: `payroll-no-number` each who has none of payroll's."""
    if all(column.what != "number" for column in document.columns):
        return ()
    return tuple(
        Problem(code="payroll-no-number", value=one.person)
        for one in told(document, payouts)
        if one.person not in document.numbers
    )


def payroll_rows(
    document: PayrollDocument, payouts: Iterable[Payout]
) -> Iterator[tuple[Value, ...]]:
    """The rows of the file, by person."""
    for one in told(document, payouts):
        yield tuple(
            column.text if column.what is None else _value(column.what, one, document)
            for column in document.columns
        )


def _value(what: What, one: Payout, document: PayrollDocument) -> Value:
    if what == "number":
        return document.numbers[one.person]
    if what in DAYS:
        return one.days.start if what == "first_day" else one.days.end
    if what == "due":
        return one.due if document.carries else one.paid
    if what == "carried":
        return one.carried if document.carries else 0
    value: str | int = getattr(one, what)
    return value if what in MONEY else str(value)


def written(document: PayrollDocument, value: Value, currency: str) -> str:
    """A value as a text file has it: amounts with the currency's decimals, and more only where
    there are more; days as the document says."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        text = amount_text(value, minor_places(currency))
        return text.replace(".", DECIMALS[document.decimal])
    return value.strftime(DATES[document.dates])
