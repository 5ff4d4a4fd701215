"""What payroll is told of a batch of the ledger: who is paid how much, in columns that a document
maps.

Amounts are ten-thousandths of the run's currency. With `negative: carry` a person is never asked
for money: what is below zero waits and comes off what later batches of the same plan pay. However
each is told, what payroll was told of all batches and what still waits sum to the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from husay.basics.amount import amount_text
from husay.basics.currency import minor_places
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.out.payroll_document import DATES, DAYS, DECIMALS, MONEY, PayrollDocument, What

Value = str | int | date
"""A text, an amount in ten-thousandths, or a day."""

Key = tuple[int, int]
"""A batch: the number of its run, and its own."""


@dataclass(frozen=True, kw_only=True)
class Payout:
    """What one person is paid by a batch of a run, with what earlier batches left below zero
    (`carried`, zero or less); `carries`: what is below zero waits once more."""

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
    carries: bool = False

    @property
    def due(self) -> int:
        """What payroll pays out."""
        owed = self.paid + self.carried
        return max(0, owed) if self.carries else owed

    @property
    def left(self) -> int:
        """What waits for the next batch, zero or less."""
        return self.paid + self.carried - self.due


def left_over(told: Iterable[tuple[int, bool]]) -> int:
    """What a person's batches, in order, leave below zero, each with whether it carries that on:
    zero or less."""
    left = 0
    for amount, carries in told:
        left = min(0, left + amount) if carries else 0
    return left


def told_by(order: Sequence[Key], handed: Mapping[Key, str], otherwise: str) -> Mapping[Key, str]:
    """How each of some batches, in order, tells what is below zero: as it was handed out, else as
    the next that was. For a batch that is handed out counts those before it so, and must go on to.
    """
    found, said = dict[Key, str](), otherwise
    for key in reversed(order):
        said = handed.get(key, said)
        found[key] = said
    return found


def told(document: PayrollDocument, payouts: Iterable[Payout]) -> tuple[Payout, ...]:
    """The payouts that are in the file: where what is below zero is carried, whoever is due
    something; else all."""
    return tuple(one for one in payouts if one.due or not document.carries)


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
